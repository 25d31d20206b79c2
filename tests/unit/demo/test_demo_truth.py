"""How the truth is computed: small plans in, amounts and findings out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from setara.demo.aggregates import aggregates
from setara.demo.plan import (
    DUPLICATE,
    HELD,
    LOADED,
    PROGRAM_RECORDS,
    REJECTED,
    VILLAGE_REPORTS,
    DemoFile,
    Expected,
    Row,
    Sheet,
    column_letter,
)
from setara.demo.truth import findings, numbered, people_amounts, village_amounts
from setara.demo.world import Arguments, make_world

OEBOBO, FATULULI = "5371030009", "5371030010"
INFANTS = ("infant_deaths_persons", "_T", "_T")
LATER = date(2025, 2, 6)


def deaths(*rows: Row, on: date = date(2025, 2, 5), name: str = "kematian.csv") -> DemoFile:
    sheet = Sheet("village_deaths", "Data", ["desa_id", "jumlah_akb"], list(rows), ["a title"])
    return DemoFile(VILLAGE_REPORTS, name, on, "2025-01", [sheet])


def of(village: str, infants: float, fate: str = LOADED) -> Row:
    return Row({"desa_id": village, "jumlah_akb": infants}, village, {INFANTS: infants}, fate=fate)


def test_only_loaded_rows_count() -> None:
    rows = [of(OEBOBO, 2), of(FATULULI, 1, REJECTED), of(FATULULI, 1, HELD), of(OEBOBO, 2, DUPLICATE)]
    assert village_amounts([deaths(*rows)]) == {("village_deaths", OEBOBO, "2025-01", INFANTS): 2}


def test_a_report_received_later_takes_the_place_of_the_first() -> None:
    files = [deaths(of(OEBOBO, 5), on=LATER), deaths(of(OEBOBO, 2), of(FATULULI, 1))]
    assert village_amounts(files) == {
        ("village_deaths", OEBOBO, "2025-01", INFANTS): 5,
        ("village_deaths", FATULULI, "2025-01", INFANTS): 1,
    }


def person(nik: str, program: str, status: str = "", paid: float = 0) -> Row:
    tags = {"person": nik, "program": program} | ({"status": status} if status else {})
    counts = {("program_disbursed_idr", "program", program): paid} if paid else {}
    return Row({}, OEBOBO, counts, tags=tags)


def program_file(source: str, *rows: Row) -> DemoFile:
    return DemoFile(PROGRAM_RECORDS, f"{source}.csv", LATER, "2025-03", [Sheet(source, "Data", [], list(rows))])


def test_persons_count_once_whatever_they_are_paid() -> None:
    listed = program_file("program_beneficiaries", person("1", "blt_dd"), person("2", "blt_dd"))
    trained = program_file("training_participants", person("2", "blk_training"))
    paid = program_file(
        "program_disbursements",
        person("1", "bst", "OMSPAN", 600_000),
        person("1", "bst", "OMSPAN", 600_000),
        person("3", "bst", "EXCLUDE"),
    )
    amounts = people_amounts([listed, trained, paid])
    assert {measure: amount for (_, _, _, measure), amount in amounts.items()} == {
        ("program_beneficiaries_persons", "program", "blt_dd"): 2,
        ("program_beneficiaries_persons", "program", "blk_training"): 1,
        ("program_beneficiaries_persons", "program", "bst"): 1,
        ("program_overlap_persons", "program_pair", "blk_training+blt_dd"): 1,
        ("program_overlap_persons", "program_pair", "blt_dd+bst"): 1,
        ("program_paid_persons", "program", "bst"): 1,
        ("program_disbursed_idr", "program", "bst"): 1_200_000,
    }


def shares(lines: list[dict[str, Any]], indicator: str) -> dict[str, tuple[float, int, int]]:
    return {
        line["area_code_bps"]: (line["value"], line["n_received"], line["n_expected"])
        for line in lines
        if line["indicator_code"] == indicator
    }


def test_a_share_of_an_area_is_the_share_of_its_villages_sums() -> None:
    world = make_world(Arguments())
    dropout = {
        (OEBOBO, "out_of_school_children"): 10,
        (OEBOBO, "children_of_school_age"): 40,
        (FATULULI, "out_of_school_children"): 0,
        (FATULULI, "children_of_school_age"): 60,
    }
    amounts = {
        ("village_dropout", village, "2025-S1", (measure, "school_level", "sd_mi")): float(amount)
        for (village, measure), amount in dropout.items()
    }
    assert shares(aggregates(world, amounts), "school_dropout_pct") == {
        OEBOBO: (25.0, 1, 1),
        FATULULI: (0.0, 1, 1),
        "5371030": (10.0, 2, 7),
        "5371": (10.0, 2, 51),
    }


def test_beneficiaries_are_measured_by_the_published_poor_of_a_kab_kota() -> None:
    amounts = {("programs", OEBOBO, "2025-03", ("program_beneficiaries_persons", "program", "bst")): 4038.0}
    (line,) = (
        line
        for line in aggregates(make_world(Arguments()), amounts)
        if line["indicator_code"] == "program_coverage_of_poor_pct"
    )
    assert (line["area_code_bps"], line["denominator"], line["value"]) == ("5371", 40_380, pytest.approx(10.0))
    assert line["n_expected"] is None


def test_a_finding_names_its_cell_below_title_and_header() -> None:
    file = deaths(of(OEBOBO, 2), of(FATULULI, -1))
    sheet = file.sheets[0]
    file.expected = [
        Expected("N09", sheet, sheet.rows[1], "jumlah_akb"),
        Expected("T06", sheet, header="desa_id"),
        Expected("F01"),
    ]
    found = findings(numbered({file: b"bytes"}))
    assert [(each["code"], each["sheet_no"], each["cell"]) for each in found] == [
        ("F01", 1, ""),
        ("T06", 1, "A2"),
        ("N09", 1, "B4"),
    ]


def test_a_finding_on_the_cover_counts_the_cover_as_a_sheet() -> None:
    file = deaths(of(OEBOBO, 2), name="kematian.xlsx")
    file.cover = [("Laporan", "Kematian"), ("Bulan", 13)]
    file.expect_in_each_sheet("P04", "Bulan")
    (found,) = findings(numbered({file: b"bytes"}))
    assert (found["sheet_no"], found["cell"]) == (2, "Sampul!B2")


def test_equal_bytes_are_numbered_by_day_of_receipt() -> None:
    second, first = deaths(of(OEBOBO, 1), on=LATER, name="b.csv"), deaths(of(OEBOBO, 1), name="c.csv")
    numbers = {each.file.name: each.delivery_no for each in numbered({second: b"same", first: b"same"})}
    assert numbers == {"c.csv": 1, "b.csv": 2}


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_spreadsheet_letters(index: int, letter: str) -> None:
    assert column_letter(index) == letter
