"""Microdata files to typed rows of households, which stay in the vault."""

from __future__ import annotations

from typing import Any

import pytest
from grids import area_index, delivery
from household_files import (
    REGISTER,
    REGISTER_LINE,
    SURVEY,
    SURVEY_LINE,
    InThisProcess,
    csv,
    dbf,
    parquet,
    staged_microdata,
    survey,
)

from sources.layouts.files import microdata_layouts
from sources.microdata import limits
from sources.microdata.stage import stage_microdata
from sources.staging.collector import Staged
from warehouse import contract

HEADER = "header"
HOUSEHOLD = {
    "area_code_bps": "5371",
    "period": "2025-03",
    "layout": "susenas_households",
    "household_key": "1",
    "stratum": "S1",
    "psu": "P1",
    "household_weight": 100.5,
    "household_size": 4,
    "expenditure_pc_idr_per_month": 512000.0,
    "poverty_line_idr_per_month": None,
    "residence": "urban",
    "improved_water": 1,
    "improved_sanitation": None,
}
FIELDS = [(name, "C" if name in {"STRATA", "NKS"} else "N", 8) for name in SURVEY.split(";")]


def households(staged: Staged) -> list[dict[str, Any]]:
    return staged.rows["survey_households"].to_pylist()


def sheet(staged: Staged) -> dict[str, Any]:
    (found,) = staged.sheets.to_pylist()
    return found


def faults(staged: Staged) -> list[tuple[Any, ...]]:
    names = ["cell", "column_name", "raw", "cell_status"]
    return [tuple(c[n] for n in names) for c in staged.cells.to_pylist() if c["cell_status"] != HEADER]


@pytest.mark.parametrize(
    ("content", "first_row", "rows_read"),
    [
        pytest.param(survey(SURVEY_LINE), 2, 2, id="csv"),
        pytest.param(survey(SURVEY_LINE).replace(b";", b","), 2, 2, id="csv with commas"),
        pytest.param(dbf(FIELDS, [SURVEY_LINE.split(";")]), 1, 1, id="dbf"),
        pytest.param(
            parquet({n: [v] for n, v in zip(SURVEY.split(";"), SURVEY_LINE.split(";"), strict=True)}), 1, 1, id="text"
        ),
    ],
)
def test_a_survey_in_every_form(content: bytes, first_row: int, rows_read: int) -> None:
    staged = staged_microdata(content)

    (row,) = households(staged)
    assert {name: row[name] for name in HOUSEHOLD} == HOUSEHOLD
    assert row["row_number"] == first_row
    assert row["row_id"] == f"{row['file_sha256'][:16]}:1:1:{first_row:05d}"
    assert sheet(staged)["is_personal"]
    assert (sheet(staged)["read_status"], sheet(staged)["rows_read"]) == ("ok", rows_read)
    assert (sheet(staged)["area_status"], sheet(staged)["period_status"]) == ("in_rows", "ok")
    assert sheet(staged)["due_on"] is None


def test_a_register_has_its_households_in_villages() -> None:
    (row,) = staged_microdata(csv(REGISTER, REGISTER_LINE)).rows["register_households"].to_pylist()
    assert (row["area_code_bps"], row["household_key"], row["household_size"]) == ("5371010011", "A-1", 4)
    assert (row["desil_dtsen"], row["improved_water"]) == (3, 0)


def test_headers_have_other_spellings() -> None:
    header = "ID_RT;KODE_KAB;STRATUM;PSU;WERT;R301;kapita"
    (row,) = households(staged_microdata(csv(header, "7;5303;S1;P1;9;2;5")))
    assert (row["area_code_bps"], row["psu"], row["household_weight"], row["household_size"]) == ("5303", "P1", 9, 2)


def test_a_dbf_keeps_ten_letters_of_a_header() -> None:
    fields = [*FIELDS, ("SANITASI_LAYAK"[:10], "N", 1)]
    (row,) = households(staged_microdata(dbf(fields, [[*SURVEY_LINE.split(";"), "2"]])))
    assert row["improved_sanitation"] == 0


def test_notes_of_an_office_are_neither_read_nor_told() -> None:
    staged = staged_microdata(csv(f"{SURVEY};KETERANGAN", f"{SURVEY_LINE};a", ";" * 10 + "b"))
    assert (sheet(staged)["read_detail"], sheet(staged)["rows_layout"]) == (None, 2)


def test_a_weight_of_persons_is_no_weight_of_households() -> None:
    assert sheet(staged_microdata(csv(SURVEY.replace("FWT", "WEIND"), SURVEY_LINE)))["read_detail"] == "FWT"


def test_cells_that_were_read_leave_no_cell_and_those_of_a_csv_header_tell_where_they_stand() -> None:
    staged = staged_microdata(survey(SURVEY_LINE))
    assert faults(staged) == []
    headers = {c["column_name"]: (c["cell"], c["raw"], c["cell_status"]) for c in staged.cells.to_pylist()}
    assert headers["household_weight"] == ("G1", "FWT", HEADER)
    assert headers["area_code_bps"] == ("C1", "R102", HEADER)
    assert staged_microdata(dbf(FIELDS, [SURVEY_LINE.split(";")])).cells.num_rows == 0


def test_what_cannot_be_read_and_needed_blanks_are_cells() -> None:
    staged = staged_microdata(survey("1;53;99;3;;P1;abc;4;;1", SURVEY_LINE))
    assert faults(staged) == [
        ("C2", "area_code_bps", "5399", "area_unknown"),
        ("I2", "expenditure_pc_idr_per_month", None, "blank"),
        ("G2", "household_weight", "abc", "not_number"),
        ("D2", "residence", "3", "unknown_category"),
        ("E2", "stratum", None, "blank"),
    ]
    assert [row["household_weight"] for row in households(staged)] == [None, 100.5]


def test_a_record_without_an_address_is_known_by_its_number() -> None:
    staged = staged_microdata(parquet({n: ["x"] for n in SURVEY.split(";")}))
    assert {(cell["row_number"], cell["cell"]) for cell in staged.cells.to_pylist()} == {(1, "")}


def test_blank_lines_and_deleted_records_are_layout() -> None:
    staged = staged_microdata(survey(SURVEY_LINE, "", ";" * 9, SURVEY_LINE))
    assert (sheet(staged)["rows_read"], sheet(staged)["rows_layout"]) == (5, 3)
    assert [row["row_number"] for row in households(staged)] == [2, 5]
    marked = staged_microdata(dbf(FIELDS, [SURVEY_LINE.split(";")] * 3, deleted=[0]))
    assert (sheet(marked)["rows_read"], sheet(marked)["rows_layout"]) == (3, 1)
    assert [row["row_number"] for row in households(marked)] == [2, 3]


@pytest.mark.parametrize(
    ("header", "status", "detail", "hint"),
    [
        (SURVEY.replace("KAPITA", "KAPITAA"), "header_unknown", "I1", "KAPITA"),
        (SURVEY.replace("FWT", "X9"), "header_missing", "FWT", None),
        (SURVEY.replace("R101", "X"), "header_missing", "KODE_KAB / R101 + R102", None),
        (SURVEY.replace("R105", "PSU"), "header_twice", "NKS", None),
    ],
)
def test_a_file_whose_headers_do_not_fit_is_not_loaded(header: str, status: str, detail: str, hint: str | None) -> None:
    staged = staged_microdata(csv(header, SURVEY_LINE, SURVEY_LINE))
    found = sheet(staged)
    assert (found["read_status"], found["read_detail"], found["read_hint"]) == (status, detail, hint)
    assert (found["layout"], found["rows_read"], found["rows_layout"]) == ("susenas_households", 3, 1)
    assert households(staged) == []


def test_a_file_of_no_known_kind() -> None:
    found = sheet(staged_microdata(csv("a,b", "1,2")))
    assert (found["read_status"], found["layout"], found["rows_read"], found["rows_layout"]) == (
        "layout_unknown",
        None,
        2,
        0,
    )


def test_columns_that_nobody_asked_for_are_told_by_their_place() -> None:
    more = ";".join(f"NAMA_{n}" for n in range(12))
    found = sheet(staged_microdata(csv(f"{SURVEY};{more}", f"{SURVEY_LINE};{';'.join('a' * 12)}")))
    assert found["read_detail"] == "K1, L1, M1, N1, O1, P1, Q1, R1, S1, T1, …"
    columns = {name: ["1"] for name in SURVEY.split(";")} | {"NAMA": ["a"]}
    assert sheet(staged_microdata(parquet(columns)))["read_detail"] == "K"


def test_a_header_without_rows_is_empty() -> None:
    found = sheet(staged_microdata(SURVEY.encode()))
    assert (found["read_status"], found["rows_read"], found["rows_layout"]) == ("empty", 1, 1)


def test_a_column_in_a_form_of_its_own_makes_the_file_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FAULTS", 1)
    found = sheet(staged_microdata(survey(SURVEY_LINE, *[SURVEY_LINE.replace("100.5", "1.100,5")] * 2)))
    assert (found["read_status"], found["read_detail"]) == ("unreadable", "kolom G | column G: 2 × ?")
    assert (found["rows_read"], found["rows_layout"]) == (4, 1)
    blanks = staged_microdata(survey(SURVEY_LINE, *[SURVEY_LINE.replace("100.5", "")] * 2))
    assert sheet(blanks)["read_status"] == "ok"


def test_a_file_that_does_not_open_leaves_its_sheet() -> None:
    found = sheet(staged_microdata(b"%PDF-1.7"))
    assert (found["read_status"], found["read_detail"], found["is_personal"]) == ("no_table", "PDF", True)


@pytest.mark.parametrize(("period", "status"), [(None, "missing"), ("2025", "invalid"), ("2025-03", "ok")])
def test_the_period_is_declared(period: str | None, status: str) -> None:
    assert sheet(staged_microdata(survey(SURVEY_LINE), period=period))["period_status"] == status


def test_several_files_make_one_staging_and_every_source_has_its_table() -> None:
    staged = staged_microdata(survey(SURVEY_LINE), csv(REGISTER, REGISTER_LINE))
    assert staged.sheets.num_rows == 2
    for layout in microdata_layouts():
        table = staged.rows[layout.source]
        assert (table.num_rows, table.schema) == (1, contract.load(layout.source).arrow_schema())


def test_progress_is_told_of_each_file() -> None:
    told: list[int] = []
    files = [(delivery(number), survey(SURVEY_LINE)) for number in (1, 2)]
    stage_microdata(files, area_index(), InThisProcess(), told.append)  # type: ignore[arg-type]
    assert told == [1, 1]
