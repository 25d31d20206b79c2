"""Every layout is recognised by its headers alone, as a workbook's sheet and as a CSV, and one row of it is read."""

from __future__ import annotations

from datetime import date

import pytest
from grids import as_csv, grid, staged_file
from minimal_tables import TABLES, Lines
from program_record_tables import KK, NAMOSAIN, NIK

from sources.layouts.files import load_layouts, sheet_layouts
from sources.layouts.layout import Layout
from sources.sheets.match import Match, NoMatch
from sources.sheets.recognise import recognise
from sources.texts import Cell

IN_ONE_BOOK = {"opensid_program", "opensid_participants"}
"""Layouts of sheets that belong to another one: shown below, and for forms in test_kobo_exports.py."""
REPEAT_GROUPS = {"kobo_water_users", "kobo_water_users_labels"}
PROGRAM_SHEET: Lines = [
    ["ID Program", "7"],
    ["Nama Program", "BLT Dana Desa"],
    ["Sasaran Program", "Penduduk"],
    ["Keterangan", "x"],
    ["Asal Dana", "Dana Desa"],
    ["Rentang Waktu (Awal)", "2025-01-01"],
    ["Rentang Waktu (Akhir)", "2025-12-31"],
    ["###"],
]
PARTICIPANT_SHEET: Lines = [
    ["Peserta", "No. Peserta", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Alamat"],
    [NIK, 1, NIK, "Zwaun", "Nyel", "01-01-1990", "Jl. X"],
]


def test_all_layouts_are_shown_here() -> None:
    assert {layout.name for layout in sheet_layouts()} == {*TABLES, *IN_ONE_BOOK, *REPEAT_GROUPS}


@pytest.mark.parametrize("is_csv", [False, True], ids=["sheet", "csv"])
@pytest.mark.parametrize("name", TABLES)
def test_a_minimal_table(name: str, is_csv: bool) -> None:
    lines, expected = TABLES[name]
    layout = next(layout for layout in load_layouts() if layout.name == name)
    sheet = as_csv(lines) if is_csv else grid(lines)

    part = staged_file(sheet)[layout.contract.personal]

    assert part.sheets.select(["layout", "read_status"]).to_pylist() == [{"layout": name, "read_status": "ok"}]
    (row,) = part.rows[layout.source].to_pylist()
    assert {column: row[column] for column in expected} == expected
    if layout.area.origin in {"rows", "names"}:
        assert row["area_code_bps"] == "5371010011"


@pytest.mark.parametrize("name", TABLES)
def test_titles_case_spaces_and_invisible_characters_do_not_matter(name: str) -> None:
    (header, *rows), _ = TABLES[name]
    dressed = [cell and f"\u200b {str(cell).replace('_', '  ').upper()}" for cell in header]
    lines = [["DATA SINTETIS"], [None], dressed, *rows]

    found = recognise(grid(lines), load_layouts())

    assert isinstance(found, Match)
    assert (found.layout.name, found.header_row, found.extras) == (name, 2, ())


@pytest.mark.parametrize(
    "layout", [each for each in sheet_layouts() if each.shape == "table"], ids=lambda each: each.name
)
def test_a_sheet_with_all_headers_of_a_layout_has_that_layout(layout: Layout) -> None:
    """Registers also hold what shorter lists are made of: name, place and date of birth, address."""
    lines: Lines = [list(dict.fromkeys(layout.spelled.values())), [f"No. KK : {KK}"] if layout.groups else ["x"]]
    found = recognise(grid(lines), load_layouts())
    assert isinstance(found, Match)
    assert found.layout is layout


def test_the_program_sheet_tells_the_programme_of_its_participants() -> None:
    part = staged_file(grid(PROGRAM_SHEET, "Program"), grid(PARTICIPANT_SHEET, "Peserta"))[True]

    (program,) = part.rows["program_list"].to_pylist()
    assert program["program_code"] == "blt_dd"
    assert program["fund_source"] == "Dana Desa"
    assert program["ends_on"] == date(2025, 12, 31)
    (person,) = part.rows["program_beneficiaries"].to_pylist()
    assert (person["program_code"], person["nik"]) == ("blt_dd", NIK)
    counts = part.sheets.select(["rows_read", "rows_layout"]).to_pylist()
    assert counts == [{"rows_read": 8, "rows_layout": 7}, {"rows_read": 2, "rows_layout": 1}]
    cells = {cell["column_name"]: cell["cell"] for cell in part.cells.to_pylist() if cell["sheet_id"].endswith(":1")}
    assert cells["fund_source"] == "B5"


@pytest.mark.parametrize(
    "lines",
    [
        [[None, *line] for line in PROGRAM_SHEET],
        [[line[0], ":", *line[1:]] for line in PROGRAM_SHEET],
        [[f"{line[0]} :", None, *line[1:]] for line in PROGRAM_SHEET],
    ],
    ids=["an empty first column", "a column of colons", "colons in the labels"],
)
def test_labels_and_values_stand_where_people_put_them(lines: Lines) -> None:
    part = staged_file(grid(lines, "Program"), grid(PARTICIPANT_SHEET, "Peserta"))[True]
    (program,) = part.rows["program_list"].to_pylist()
    assert (program["program_code"], program["ends_on"]) == ("blt_dd", date(2025, 12, 31))


@pytest.mark.parametrize(
    ("lines", "name", "missing"),
    [(PROGRAM_SHEET, "Program", "Peserta"), (PARTICIPANT_SHEET, "Peserta", "Program")],
)
def test_a_workbook_that_lost_a_sheet_is_not_loaded_and_stays_in_the_vault(
    lines: Lines, name: str, missing: str
) -> None:
    both = staged_file(grid(lines, name), grid([["a"]], "Bapak Zwaun"))

    sheet = both[True].sheets.to_pylist()[0]
    assert (sheet["read_status"], sheet["read_detail"]) == ("sheet_missing", missing)
    assert sheet["read_hint"] == f"{name}, #2"
    assert both[False].sheets.num_rows == 0
    assert all(table.num_rows == 0 for table in both[True].rows.values())


def test_two_layouts_in_one_header_row_are_not_told_apart() -> None:
    lines: Lines = [["desa_id", "cakupan_imunisasi", "jumlah_penderita"], [NAMOSAIN, 1, 2]]
    found = recognise(grid(lines), load_layouts())
    assert found == NoMatch("layout_unknown", detail="opendk_epidemic = opendk_immunisation")


def test_a_misspelt_header_is_named_with_the_nearest_one() -> None:
    lines: Lines = [["Judul"], ["desa_id", "sanitsi", "toilet"], [NAMOSAIN, 1, 2]]
    (sheet,) = staged_file(grid(lines))[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["layout"]) == ("header_unknown", "opendk_sanitation")
    assert (sheet["read_cell"], sheet["read_detail"], sheet["read_hint"]) == ("B2", "sanitsi", "sanitasi")
    assert (sheet["rows_read"], sheet["rows_layout"]) == (3, 2)


def test_a_needed_header_that_nothing_resembles_is_missing() -> None:
    lines: Lines = [["desa_id", "jumlah_aki", "x"], [NAMOSAIN, 1, 2]]
    (sheet,) = staged_file(grid(lines))[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["read_detail"], sheet["read_cell"]) == ("header_missing", "jumlah_akb", None)


def test_a_column_that_the_layout_does_not_know_is_not_used() -> None:
    lines: Lines = [["No", "desa_id", "jumlah_penderita", "paraf"], [1, NAMOSAIN, 2, "v"]]
    (sheet,) = staged_file(grid(lines))[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["read_cell"], sheet["read_detail"]) == ("ok", "D1", "paraf")


def test_a_needed_header_that_stands_there_twice_is_not_guessed() -> None:
    lines: Lines = [["desa_id", "jumlah_penderita", "Jumlah Penderita"], [NAMOSAIN, 2, 3]]
    (sheet,) = staged_file(grid(lines))[False].sheets.to_pylist()
    found = (sheet["read_status"], sheet["read_cell"], sheet["read_detail"])
    assert found == ("header_twice", "B1, C1", "jumlah_penderita")


@pytest.mark.parametrize("separator", [";", ",", "\t", '","'])
def test_columns_that_all_stand_in_one_cell_are_told_of(separator: str) -> None:
    header = separator.join(["desa_id", "jumlah_aki", "jumlah_akb"])
    lines: Lines = [["LAPORAN, MEI"], [f'"{header}"'], [separator.join([NAMOSAIN, "0", "2"])]]
    (sheet,) = staged_file(grid(lines))[True].sheets.to_pylist()
    assert (sheet["read_status"], sheet["layout"]) == ("layout_unknown", None)
    assert sheet["read_detail"].startswith("semua kolom dalam satu sel")


def test_a_sheet_of_something_else_is_unknown() -> None:
    lines: Lines = [["tanggal", "suhu"], ["1 Mei 2025", 31]]
    (sheet,) = staged_file(grid(lines))[True].sheets.to_pylist()
    assert (sheet["read_status"], sheet["layout"], sheet["rows_read"], sheet["rows_layout"]) == (
        "layout_unknown",
        None,
        2,
        0,
    )


def test_a_header_that_two_layouts_half_fit_names_neither() -> None:
    lines: Lines = [["desa_id", "keterangan"], [NAMOSAIN, "x"]]
    assert recognise(grid(lines), load_layouts()) == NoMatch("layout_unknown")


@pytest.mark.parametrize(
    "header",
    [
        ["No", "Nama", "NIK", "No KK", "Alamat", "RT/RW", "Jumlah (Rp)", "Tanda Tangan"],
        ["No", "Nama KPM", "NIK", "Alamat", "Pekerjaan", "Bulan 1", "Bulan 2", "Bulan 3", "Jumlah"],
        ["No", "Nama Penerima", "NIK", "Alamat", "Jumlah (Kg)", "Tanda Tangan", "Foto"],
    ],
)
def test_a_list_with_what_all_lists_have_is_not_taken_for_one_of_them(header: list[Cell]) -> None:
    assert recognise(grid([header, ["x"] * len(header)]), load_layouts()) == NoMatch("layout_unknown")
