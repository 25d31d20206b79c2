"""Layouts of registers know every header of files in real use, where the material that lists them is at hand."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from sources.layouts.files import load_layouts
from sources.sheets.header_rows import ROW_COUNTERS
from sources.texts import key
from sources.values.categories import column_spellings
from warehouse import contract

FOLDER = Path(os.environ.get("SETARA_SHARED", Path(__file__).parents[5] / "shared")) / "data" / "village"
HEADERS = FOLDER / "headers.json"
LISTS = {
    "opensid_residents": "opensid_penduduk",
    "opendk_residents": "opendk/penduduk_22_12_2020_opendk.xlsx",
    "siak_residents": "siak_export",
    "bip_residents": "bip_ektp",
}
NAMELESS = "nan"
"""What the list calls a header cell with nothing in it."""
ANSWERS = {
    ("residents", "sex"): ("opensid_kode_data.csv", "column", "sex", "code", "label"),
    ("residents", "life_status"): ("opensid_kode_data.csv", "column", "status_dasar", "code", "label"),
    ("family_answers", "home_ownership"): "3",
    ("family_answers", "welfare_category"): "4",
    ("family_answers", "health_insurance"): "7",
    ("family_answers", "drinking_water_source"): "8",
}

pytestmark = pytest.mark.skipif(not HEADERS.exists(), reason="optional: no list of headers in real use here")


def _real(name: str) -> set[str]:
    if name in LISTS:
        headers = json.loads(HEADERS.read_text(encoding="utf-8"))[LISTS[name]]
    else:
        headers = json.loads((FOLDER / "eppgbm_columns.json").read_text(encoding="utf-8"))["columns"]
    return {key(header) for header in headers} - {NAMELESS} - ROW_COUNTERS


@pytest.mark.parametrize("name", [*LISTS, "eppgbm_children"])
def test_every_header_is_known_and_every_needed_one_is_there(name: str) -> None:
    layout = next(layout for layout in load_layouts() if layout.name == name)
    assert layout.needed <= _real(name) <= set(layout.spelled)


def test_every_question_to_families_is_known() -> None:
    layout = next(layout for layout in load_layouts() if layout.name == "prodeskel_families")
    with (FOLDER / "prodeskel_ddk_questions.csv").open(encoding="utf-8-sig", newline="") as file:
        questions = {key(row["PERTANYAAN / INDIKATOR"]) for row in csv.DictReader(file)}
    assert questions <= set(layout.spelled)


@pytest.mark.parametrize(("source", "column"), ANSWERS)
def test_every_answer_is_known_by_its_code_and_by_its_label(source: str, column: str) -> None:
    place = ANSWERS[source, column]
    name, of, wanted, code, label = (
        place
        if isinstance(place, tuple)
        else ("prodeskel_ddk_answers.csv", "KODE PERTANYAAN", place, "KODE JAWABAN", "ISI JAWABAN")
    )
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[of] == wanted]
    spellings = column_spellings(column, contract.load(source).column(column).values)
    assert rows
    assert all(spellings[key(row[code])] == spellings[key(row[label])] for row in rows)
