"""Accounts that add up, rows of totals, and changes that are more than chance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from staged_samples import Sheet, cell, columns, fates, validated

from expectations.validate import Validation

Findings = list[tuple[str, str]]
SPENDING = {"5": 100.0, "5.1": 60.0, "5.2": 40.0}


def judged(*cases: list[Sheet]) -> Validation:
    """All cases judged together, each in a village of its own."""
    for number, sheets in enumerate(cases):
        for letter, sheet in zip("abcd", sheets, strict=False):
            sheet.about["file_sha256"] = f"{number:015d}{letter}".ljust(64, "0")
            for row in sheet.rows:
                row["area_code_bps"] = f"53710{number:05d}"
    return validated(*(sheet for sheets in cases for sheet in sheets))


def found_in(*cases: list[Sheet]) -> list[Findings]:
    """Code and cell of the findings of each case."""
    told = columns(judged(*cases).findings, "file_sha256", "code", "cell")
    return [[(code, cell) for sha, code, cell in told if int(sha[:15]) == number] for number in range(len(cases))]


def accounts(amounts: dict[str, float | None]) -> Sheet:
    rows = [{"account_no": number, "amount_idr": amount} for number, amount in amounts.items()]
    places = [cell(f"C{row}", "amount_idr") for row in range(2, len(rows) + 2)]
    return Sheet("village_apbdes", rows, places)


ACCOUNTS = [
    ("parts add up", SPENDING, []),
    ("parts do not", {**SPENDING, "5": 90.0}, [("N05", "C2")]),
    ("dots at the end", {"5.": 90.0, "5.1.": 60.0, "5.2.": 40.0}, [("N05", "C2")]),
    ("rounding", {**SPENDING, "5": 100.4}, []),
    ("two levels, the lower one wrong", {**SPENDING, "5.1.1": 20.0, "5.1.2": 20.0}, [("N05", "C3")]),
    ("a part is not listed", {"5": 90.0, "5.1": 60.0, "5.3": 10.0}, []),
    ("a part has no figure", {**SPENDING, "5.1": None}, []),
    ("net financing", {"6": 10.0, "6.1": 30.0, "6.2": 20.0}, []),
    ("no parts", {"4": 5.0, "5": 7.0}, []),
    ("letters", {"5": 90.0, "5.a": 60.0}, []),
    ("no number of a part", {"5": 90.0, "5.1": 60.0, "5.99999999999999999999": 40.0}, []),
]


def test_an_account_is_the_sum_of_its_parts_where_all_are_listed() -> None:
    found = found_in(*([accounts(amounts)] for _, amounts, _ in ACCOUNTS))
    assert {what: seen for (what, _, _), seen in zip(ACCOUNTS, found, strict=True)} == {
        what: expected for what, _, expected in ACCOUNTS
    }


@pytest.mark.parametrize(("written", "summed", "fits"), [("12", "12.0", True), ("13", "12.0", False)])
def test_a_row_of_totals_that_says_something_else_is_flagged(written: str, summed: str, *, fits: bool) -> None:
    total = cell("C9", "infant_deaths", "total", raw=written, reading_a=written, reading_b=summed)
    validation = validated(Sheet("village_deaths", [{"maternal_deaths": 1, "infant_deaths": 12}], [total]))
    assert columns(validation.findings, "code", "severity", "cell") == ([] if fits else [("N14", "warn", "C9")])
    assert fates(validation) == ["loaded"]


SCHOOLS = [
    (1, 2, 30, []),
    (0, 0, 0, []),
    (0, 2, 0, ["B2"]),
    (0, 0, 30, ["C2"]),
    (0, 2, 30, ["B2", "C2"]),
    (None, 2, 30, []),
]


def test_teachers_and_pupils_have_a_school() -> None:
    names = ("preschools", "preschool_teachers", "preschool_pupils")
    sheets = [
        Sheet(
            "village_preschool", [dict(zip(names, numbers, strict=True))], [cell("B2", names[1]), cell("C2", names[2])]
        )
        for *numbers, _ in SCHOOLS
    ]
    assert found_in(*([sheet] for sheet in sheets)) == [[("N15", place) for place in cells] for *_, cells in SCHOOLS]


def months(source: str, *told: dict[str, Any]) -> list[Sheet]:
    """What a village reports in January, in February and so on."""
    sheets = []
    for month, row in enumerate(told, start=1):
        start = date(2025, month, 1)
        place = {"period": f"2025-{month:02d}", "period_start": start, "period_end": start}
        about = {"received_on": date(2025, 3, 1), "due_on": None, **place}
        sheets.append(Sheet(source, [{**row, **place, "received_on": date(2025, 3, 1)}], about=about))
    return sheets


def deaths(infants: int | None) -> dict[str, Any]:
    return {"maternal_deaths": 0, "infant_deaths": infants}


def share(column: str, value: float, unit: str = "persen", target: float = 100.0) -> dict[str, Any]:
    other = {"toilet": 50.0} if column == "sanitation" else {}
    return {column: value, **other, "declared_unit": unit, "declared_target": target}


def facility(count: int, name: str = "Posyandu Melati") -> dict[str, Any]:
    return {"facility_name": name, "facility_count": count, "facility_category": "posyandu"}


def school(pupils: int) -> dict[str, Any]:
    levels = ("paud_ra", "sd_mi", "smp_mts", "sma_ma")
    return {f"pupils_{level}": pupils for level in levels} | {f"children_{level}": 150 for level in levels}


JUMPS = [
    ("village_deaths", deaths(1), deaths(2), []),
    ("village_deaths", deaths(4), deaths(8), []),
    ("village_deaths", deaths(4), deaths(9), ["N06"]),
    ("village_deaths", deaths(0), deaths(3), []),
    ("village_deaths", deaths(0), deaths(12), ["N06"]),
    ("village_immunisation", share("coverage", 90.0), share("coverage", 90.0, target=1000.0), ["N06"]),
    ("village_immunisation", share("coverage", 90.0), share("coverage", 90.0, target=10.0), ["N06"]),
    ("village_immunisation", share("coverage", 90.0, target=8.0), share("coverage", 90.0, target=17.0), []),
    ("village_sanitation", share("sanitation", 30.0), share("sanitation", 30.0, target=1000.0), ["N06"]),
    ("village_immunisation", share("coverage", 60.0), share("coverage", 88.0), []),
    ("village_immunisation", share("coverage", 90.0), share("coverage", 40.0), ["N06"]),
    ("village_immunisation", share("coverage", 90.0), share("coverage", 40.0, "orang"), ["N06"]),
    ("village_immunisation", share("coverage", 90.0), share("coverage", 180.0, "orang", 200.0), []),
    ("village_immunisation", share("coverage", 90.0, target=8.0), share("coverage", 40.0, target=8.0), []),
    ("village_immunisation", share("coverage", 10.0), share("coverage", 18.0), []),
    ("village_sanitation", share("sanitation", 30.0), share("sanitation", 80.0), ["N06"]),
    ("village_dropout", school(100), school(120), []),
    ("village_dropout", school(100), school(30), ["N06"]),
    ("village_dropout", school(1), school(2), []),
    ("village_facilities", facility(1), facility(2), []),
    ("village_facilities", facility(2), facility(22), ["N06"]),
    ("village_facilities", facility(2), facility(22, "Posyandu Mawar"), []),
    ("village_epidemic", {"disease": "DBD", "patients": 3}, {"disease": "DBD", "patients": 90}, []),
]


def test_a_change_is_a_jump_where_it_is_large_and_more_than_chance() -> None:
    found = found_in(*(months(source, before, after) for source, before, after, _ in JUMPS))
    for (source, before, after, codes), seen in zip(JUMPS, found, strict=True):
        assert [code for code, _ in seen] == codes, (source, before, after)


@pytest.mark.parametrize(
    ("source", "before", "after", "told"),
    [
        ("village_deaths", deaths(0), deaths(12), "Nilai berubah dari periode 2025-01 (0 menjadi 12)."),
        (
            "village_immunisation",
            share("coverage", 90.0, "orang"),
            share("coverage", 40.0, "orang"),
            "Nilai berubah -56 persen dari periode 2025-01 (90% menjadi 40%).",
        ),
        (
            "village_immunisation",
            share("coverage", 90.0),
            share("coverage", 90.0, target=1000.0),
            'Nilai "Sasaran" berubah 900 persen dari periode 2025-01 (100 menjadi 1.000).',
        ),
        (
            "village_dropout",
            school(100),
            school(30),
            "Nilai siswa_paud_ra + siswa_sd_mi + siswa_smp_mts + siswa_sma_ma berubah -70 persen dari periode 2025-01 "
            "(400 menjadi 120).",
        ),
    ],
)
def test_a_jump_says_of_what_and_in_which_unit(
    source: str, before: dict[str, Any], after: dict[str, Any], told: str
) -> None:
    (found,) = judged(months(source, before, after)).findings.to_pylist()
    assert found["message_id"] == told


def test_a_jump_is_measured_from_the_last_month_that_has_a_figure() -> None:
    (found,) = judged(months("village_deaths", deaths(2), deaths(None), deaths(30))).findings.to_pylist()
    assert found["message_id"] == "Nilai berubah 1.400 persen dari periode 2025-01 (2 menjadi 30)."


NAMES = [
    ("Melati (dekat Pasar Inpres)", "posyandu", True),
    ("Melati samping Gereja", "posyandu", True),
    ("Jl. Masjid Raya No. 3", "posyandu", True),
    ("Puskesmas Pembantu Oesapa", "puskesmas_pembantu", True),
    ("Puskesmas Pembantu Oesapa", "puskesmas", False),
    ("Puskesmas Oesapa", "puskesmas_pembantu", False),
    ("Pos'yandu Melati", "posyandu", True),
    ("Gereja GMIT Betania", "pasar", False),
    ("TK/PAUD Anugerah", "paud", True),
    ("SDN2 Oebobo", "smp", False),
    ("Balai Desa Noelbaki", "balai_pertemuan", True),
]


def test_a_name_speaks_of_its_category_wherever_it_stands() -> None:
    sheets = [
        Sheet(
            "village_facilities",
            [{"facility_name": name, "facility_count": 1, "facility_category": category}],
            [cell("D2", "facility_category")],
        )
        for name, category, _ in NAMES
    ]
    for (name, category, fits), seen in zip(NAMES, found_in(*([sheet] for sheet in sheets)), strict=True):
        assert seen == ([] if fits else [("H02", "D2")]), (name, category)
