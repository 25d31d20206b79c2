"""Codes in answers are said in words: every unit and level, and every status, that a release may hold has some."""

from __future__ import annotations

import pyarrow as pa
import pytest

from setara.commands.answer_table import said_once, shown
from setara.commands.code_words import words_of
from warehouse import contract
from warehouse.indicators.definitions import definitions
from warehouse.question import questions_of

WORDED = [
    (column, code)
    for table, column in (
        *(("indicators_latest", name) for name in ("area_level", "value_status", "conf_status", "obs_status")),
        ("lead_times", "value_status"),
        ("programs", "agency_type"),
        ("payout_funnel", "step"),
    )
    for code in contract.load(table).column(column).values
] + [("unit", unit) for unit in sorted({definition.unit for definition in definitions()})]


@pytest.mark.parametrize(("column", "code"), WORDED)
def test_every_code_has_words_in_both_languages(column: str, code: str) -> None:
    words = words_of(column, code)
    assert words is not None
    assert words.id
    assert words.en


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("unit", "idr_per_person_per_month", "Rp per orang per bulan\nIDR per person per month"),
        ("area_level", "regency", "kab/kota\nregency"),
        ("gain_status", "suppressed", "ditekan\nsuppressed"),
        ("program_code", "blt_dd", "BLT Dana Desa"),
        ("program_code", "_T", "semua\nall"),
        ("area_name", "village", "village"),
        ("unit", "furlong", "furlong"),
    ],
)
def test_a_code_is_said_in_words_in_its_own_column_only(column: str, value: str, said: str) -> None:
    assert shown(value, column) == said


def test_what_all_rows_say_is_in_words_too() -> None:
    (question,) = questions_of("B1")
    rows = pa.table({"area_name": ["Alak", "Maulafa"], "unit": ["percent", "percent"]})
    assert said_once(question, rows, width=20)[0] == ["Satuan | Unit: persen | percent"]
