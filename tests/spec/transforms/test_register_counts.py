"""From residents, measured children and families to counts of villages, each once a period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.staging import child_growth, family_answers, residents
from vault.tokens import TOKENS
from warehouse import contract

Row = dict[str, Any]
FIRST, SECOND = "5371010001", "5371010002"
EARLY, LATE = date(2025, 2, 3), date(2025, 2, 20)
NUMBERS = {"residents": "nik", "child_growth": "nik", "family_answers": "family_card_no"}


def tokenised(name: str, rows: list[Row]) -> ir.Table:
    """Rows as the vault has them: `who` stands for a token; all else is January in FIRST unless said otherwise."""
    table = contract.load(name)
    kept = [column.name for column in table.columns if not column.personal]
    token = pa.field(TOKENS[NUMBERS[name]], pa.string())
    schema = pa.schema([token, *(table.arrow_schema().field(column) for column in kept), ("age_months", pa.int64())])
    usual = {
        "area_code_bps": FIRST,
        "period": "2025-01",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "received_on": EARLY,
        "file_sha256": "a" * 64,
        "measured_on": date(2025, 1, 10),
    }
    made = [usual | {token.name: row["who"], "row_id": f"a:1:1:{number:05d}"} | row for number, row in enumerate(rows)]
    return ibis.memtable(pa.Table.from_pylist(made, schema=schema))


@pytest.fixture
def counts(rows_of: Callable) -> Callable[..., dict[tuple[str, str], float]]:
    """Counts by measure and village, without zeros."""

    def run(module: Any, rows: list[Row]) -> dict[tuple[str, str], float]:
        facts = rows_of(module.facts(tokenised(module.SOURCE, rows)))
        return {(f["measure_code"], f["area_code_bps"]): f["value"] for f in facts if f["value"]}

    return run


@pytest.mark.parametrize(
    ("age_months", "group"),
    [
        (0, "0_4"),
        (59, "0_4"),
        (60, "5_14"),
        (179, "5_14"),
        (180, "15_64"),
        (779, "15_64"),
        (780, "65_up"),
        (1300, "65_up"),
    ],
)
def test_age_groups(counts: Callable, age_months: int, group: str) -> None:
    found = counts(residents, [{"who": "p", "sex": "F", "age_months": age_months}])
    assert found == {(f"residents_f_{group}_persons", FIRST): 1}


def test_who_is_counted_as_a_resident(counts: Callable) -> None:
    old = {"sex": "M", "age_months": 400}
    found = counts(
        residents,
        [
            {"who": "here", **old},
            {"who": "alive", **old, "life_status": "alive"},
            {"who": "dead", **old, "life_status": "dead"},
            {"who": "moved", **old, "life_status": "moved"},
            {"who": "unborn", **old, "age_months": -1},
        ],
    )
    assert found == {("residents_m_15_64_persons", FIRST): 2}


def test_a_later_register_of_a_village_replaces_the_earlier_whole(counts: Callable) -> None:
    old = {"sex": "M", "age_months": 400}
    later = {"received_on": LATE, "file_sha256": "b" * 64}
    rows = [{"who": "gone", **old}, {"who": "p", **old}, {"who": "p", **old, **later}]
    assert counts(residents, rows) == {("residents_m_15_64_persons", FIRST): 1}


def test_a_person_on_two_registers_lives_in_the_village_of_the_later_one(counts: Callable) -> None:
    old = {"who": "p", "sex": "M", "age_months": 400}
    moved = old | {"area_code_bps": SECOND, "received_on": LATE, "file_sha256": "b" * 64}
    assert counts(residents, [old, moved]) == {("residents_m_15_64_persons", SECOND): 1}


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ({"height_for_age": "stunted"}, "stunted_children"),
        ({"height_for_age": "severely_stunted", "height_for_age_z": -1.0}, "stunted_children"),
        ({"height_for_age": "tall"}, "not_stunted_children"),
        ({"height_for_age_z": -2.01}, "stunted_children"),
        ({"height_for_age_z": -2.0}, "not_stunted_children"),
        ({"height_for_age": "outlier", "height_for_age_z": -3.0}, None),
        ({"height_for_age_z": -6.5}, None),
        ({}, None),
        ({"weight_for_height": "wasted"}, "wasted_children"),
        ({"weight_for_height": "obese"}, "not_wasted_children"),
        ({"weight_for_age_z": -3.2}, "underweight_children"),
        ({"weight_for_age": "risk_of_overweight"}, "not_underweight_children"),
        ({"height_for_age": "stunted", "age_months": 60}, None),
        ({"height_for_age": "stunted", "age_months": -1}, None),
    ],
)
def test_what_a_measurement_says_of_a_child(counts: Callable, said: Row, measure: str | None) -> None:
    found = counts(child_growth, [{"who": "p", "age_months": 24, **said}])
    assert found == ({(measure, FIRST): 1} if measure else {})


def test_the_last_measurement_of_the_month_counts(counts: Callable) -> None:
    child = {"who": "p", "age_months": 24}
    rows = [
        child | {"height_for_age": "normal", "measured_on": date(2025, 1, 20)},
        child | {"height_for_age": "stunted", "measured_on": date(2025, 1, 5), "received_on": LATE},
    ]
    assert counts(child_growth, rows) == {("not_stunted_children", FIRST): 1}


def test_families_by_their_answers(counts: Callable) -> None:
    found = counts(
        family_answers,
        [
            {"who": "a", "home_ownership": "own", "drinking_water_source": "tap", "health_insurance": "insured"},
            {"who": "b", "home_ownership": "rented", "welfare_category": "pre_prosperous"},
            {"who": "b", "home_ownership": "own"},
        ],
    )
    assert {measure: count for (measure, _), count in found.items()} == {
        "own_home_families": 1,
        "not_own_home_families": 1,
        "piped_water_families": 1,
        "insured_families": 1,
        "pre_prosperous_families": 1,
    }


def test_a_village_with_a_register_has_every_count_be_it_0(rows_of: Callable) -> None:
    facts = rows_of(residents.facts(tokenised("residents", [{"who": "p", "sex": "M", "age_months": 400}])))
    assert sorted(fact["value"] for fact in facts) == [0.0] * 7 + [1.0]
