"""Rules of registers of residents, of children's measurements and of families. Province code 99 does not exist."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from staged_samples import Sheet, cell, columns, fates, findings, validated, verdicts

NIK, OTHER_NIK = "9901011708900001", "9901015708900001"
CARD = "9901010101000001"
RESIDENT = {"nik": NIK, "family_card_no": CARD, "sex": "M", "birth_date": date(1990, 8, 17)}
CHILD = {
    "nik": NIK,
    "birth_date": date(2023, 1, 15),
    "measured_on": date(2025, 1, 20),
    "weight_kg": 10.5,
    "height_cm": 83.0,
    "height_for_age": "stunted",
    "height_for_age_z": -2.4,
}


def sheet(source: str, *rows: dict[str, Any]) -> Sheet:
    """A sheet whose cells are all read well, in the columns of the contract from A on."""
    cells = [
        cell(f"{'ABCDEFGHIJK'[place]}{number}", name)
        for number, row in enumerate(rows, start=2)
        for place, name in enumerate(row)
    ]
    return Sheet(source, list(rows), cells)


def test_a_resident_with_all_that_is_counted_passes() -> None:
    assert findings(sheet("residents", RESIDENT)) == []


FAULTY_RESIDENTS: list[tuple[dict[str, Any], tuple[str, str], str]] = [
    ({"nik": "990101"}, ("K03", "A2"), "rejected"),
    ({"family_card_no": "99010"}, ("K09", "B2"), "loaded"),
    ({"family_card_no": None}, ("K09", "B2"), "loaded"),
    ({"birth_date": date(2025, 2, 6)}, ("D03", "D2"), "rejected"),
    ({"life_status": "gone"}, ("H01", "E2"), "rejected"),
]


def test_a_faulty_resident() -> None:
    told = verdicts(sheet("residents", RESIDENT | change) for change, _, _ in FAULTY_RESIDENTS)
    for (change, found, fate), verdict in zip(FAULTY_RESIDENTS, told, strict=True):
        assert (change, verdict.found, verdict.fates) == (change, [found], [fate])


@pytest.mark.parametrize("column", ["sex", "birth_date"])
def test_who_has_no_age_or_sex_cannot_be_counted(column: str) -> None:
    made = sheet("residents", RESIDENT | {column: None})
    made.cells = [cell("C2", column, "blank")]
    assert findings(made) == [("K11", "C2")]


@pytest.mark.parametrize(
    ("has_left", "status", "found"),
    [("yes", None, ["K16"]), ("yes", "moved", []), ("yes", "alive", []), ("no", None, []), (None, None, [])],
)
def test_a_remark_of_death_or_moving_is_asked_about_where_no_status_stands(
    has_left: str | None, status: str | None, found: list[str]
) -> None:
    made = sheet("residents", RESIDENT | {"life_status": status, "said_to_have_left": has_left})
    assert [code for code, _ in findings(made)] == found


def test_a_resident_twice_in_one_register() -> None:
    verdict = validated(sheet("residents", RESIDENT, RESIDENT | {"nik": OTHER_NIK}, RESIDENT))
    assert (columns(verdict.findings, "code", "cell"), fates(verdict)) == (
        [("K01", "A4")],
        ["loaded", "loaded", "duplicate"],
    )


MEASUREMENTS: list[tuple[dict[str, Any], list[tuple[str, str]], str]] = [
    ({}, [], "loaded"),
    ({"height_for_age": "severely_stunted", "height_for_age_z": -2.0}, [], "loaded"),
    ({"height_for_age": "normal", "height_for_age_z": -2.4}, [("G03", "F2")], "loaded"),
    ({"height_for_age_z": -1.5}, [("G03", "F2")], "loaded"),
    ({"height_for_age": "outlier"}, [("G02", "F2")], "loaded"),
    ({"height_for_age": None}, [], "loaded"),
    ({"height_for_age_z": None}, [], "loaded"),
    ({"weight_kg": 125.0}, [("N11", "D2")], "rejected"),
    ({"height_cm": 15.0}, [("N09", "E2")], "rejected"),
    ({"measured_on": date(2025, 2, 6)}, [("D03", "C2")], "rejected"),
    ({"birth_date": date(2025, 1, 21)}, [("G04", "C2")], "rejected"),
    ({"birth_date": date(2020, 1, 21)}, [], "loaded"),
    ({"birth_date": date(2020, 1, 20)}, [("G05", "B2")], "loaded"),
]


def test_a_measurement() -> None:
    """A child is under five up to the day before its fifth birthday; -2.00 may be -2.004, so it fits either status."""
    told = verdicts(sheet("child_growth", CHILD | change) for change, _, _ in MEASUREMENTS)
    for (change, found, fate), verdict in zip(MEASUREMENTS, told, strict=True):
        assert (change, verdict.found, verdict.fates) == (change, found, [fate])


def test_a_weight_in_grams_is_flagged_and_blank_measurements_are_no_fault() -> None:
    made = sheet("child_growth", CHILD)
    made.cells = [
        cell("D2", "weight_kg", "scaled", raw="10500", reading_a="10.5"),
        cell("E2", "height_for_age_z", "blank"),
    ]
    verdict = validated(made)
    assert columns(verdict.findings, "code", "cell", "severity") == [("G01", "D2", "warn")]


def test_two_measurements_on_two_days_are_two_rows() -> None:
    later = CHILD | {"measured_on": date(2025, 1, 27)}
    assert findings(sheet("child_growth", CHILD, later)) == []
    assert findings(sheet("child_growth", CHILD, later, later)) == [("K01", "A4")]


def test_a_family_is_known_by_its_card_only() -> None:
    assert findings(sheet("family_answers", {"family_card_no": CARD, "home_ownership": "own"})) == []
    verdict = validated(
        sheet("family_answers", {"family_card_no": "99010"}, {"family_card_no": CARD}, {"family_card_no": CARD})
    )
    assert columns(verdict.findings, "code", "cell") == [("K10", "A2"), ("K01", "A4")]
    assert fates(verdict) == ["rejected", "loaded", "duplicate"]


def test_nothing_personal_is_in_the_words() -> None:
    rows = [RESIDENT | {"nik": "9901011708900000", "family_card_no": "99010101", "birth_date": date(2090, 8, 17)}]
    children = [CHILD | {"birth_date": date(2019, 1, 15), "height_for_age": "normal"}]
    found = [validated(sheet(source, *made)) for source, made in (("residents", rows), ("child_growth", children))]
    words = [text for verdict in found for row in verdict.findings.to_pylist() for text in row.values()]
    assert len(words) > 10
    assert not any(part in str(text) for text in words for part in ("990101", "2090-08", "2019", "17 Agustus"))


@pytest.mark.parametrize("number", ["9,97101E+15", "9971010203050000"])
def test_a_family_card_number_that_a_spreadsheet_cut_is_told_once_and_in_words_about_cards(number: str) -> None:
    row = {"nik": "9901011708900001", "family_card_no": number, "sex": "M", "birth_date": date(1990, 8, 17)}
    made = validated(Sheet("residents", [row], [cell("B2", "family_card_no", "code_number", raw=number)]))
    assert columns(made.findings, "code", "cell") == [("K13", "B2")]
    assert "Kartu" not in made.findings["message_id"][0].as_py()
    assert fates(made) == ["rejected"]
