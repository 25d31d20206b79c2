"""Another table on the sheet of a report is never read as the report's rows; a second page is no other table."""

from __future__ import annotations

import pytest
from grids import as_csv, grid, staged_file

from sources.texts import Cell

Lines = list[list[Cell]]

NAMOSAIN, NAIKOTEN = "53.71.01.1001", "53.71.06.1001"
DEATHS: Lines = [["desa_id", "jumlah_aki", "jumlah_akb"], [NAMOSAIN, 0, 2]]
ACCOUNTS: Lines = [["no_akun", "nama_akun", "jumlah"], ["4.", "Pendapatan", 1500]]
PARTS: list[Cell] = ["belanja_pegawai", "belanja_barang_jasa", "belanja_modal", "belanja_tidak_langsung"]
BUDGET: Lines = [["total_anggaran", "total_belanja", *PARTS], [10, 9, 3, 3, 2, 1]]
GAP: Lines = [[None]]

OTHER: dict[str, tuple[Lines, str]] = {
    "the same columns in another order": (
        [*DEATHS, *GAP, ["desa_id", "jumlah_akb", "jumlah_aki"], [NAIKOTEN, 5, 0]],
        "A4",
    ),
    "another report with fewer columns": (
        [*DEATHS, *GAP, ["EPIDEMI"], ["desa_id", "jumlah_penderita"], [NAIKOTEN, 5]],
        "A5",
    ),
    "another report with as many columns": ([*DEATHS, ["desa_id", "sanitasi", "toilet"], [NAIKOTEN, 90, 80]], "A3"),
    "a table that nobody knows": ([*DEATHS, *GAP, ["desa_id", "posyandu", "kader"], [NAIKOTEN, 4, 20]], "A4"),
    "a table of villages by their names": ([*DEATHS, *GAP, ["Desa", "KK", "Jiwa"], ["Namosain", 400, 2000]], "A4"),
    "a report above one with more columns": ([*ACCOUNTS, *GAP, *BUDGET], "A1"),
}


@pytest.mark.parametrize("case", OTHER)
def test_another_table_is_asked_about_and_neither_is_read(case: str) -> None:
    lines, cell = OTHER[case]
    for sheet in (grid(lines), as_csv(lines)):
        part = staged_file(sheet)[True]
        (facts,) = part.sheets.to_pylist()
        assert (facts["read_status"], facts["read_cell"]) == ("two_tables", cell)
        assert sum(rows.num_rows for rows in part.rows.values()) == 0


def test_a_sheet_with_another_table_stays_in_the_vault() -> None:
    lines: Lines = [*DEATHS, *GAP, ["NIK", "Nama", "Bantuan"], ["9971015001010001", "Warga Contoh", "BLT"]]
    sides = staged_file(grid(lines))
    assert (sides[False].sheets.num_rows, sides[True].sheets.num_rows) == (0, 1)


PAGES: dict[str, Lines] = {
    "the header again": [["Desa ID", "Jumlah AKI", "Jumlah AKB"]],
    "the header again with units and a remark": [["desa_id", "Jumlah AKI (orang)", "Jumlah AKB (orang)", "Ket."]],
    "the header again in two lines": [["desa_id", "Jumlah", None], [None, "AKI", "AKB"]],
}


@pytest.mark.parametrize("total", [1500, None, "=SUM(C2:C2)", "#REF!"])
def test_a_row_of_totals_heads_no_table_though_a_column_has_its_name(total: Cell) -> None:
    (facts,) = staged_file(grid([*ACCOUNTS, ["Jumlah", None, total]]))[False].sheets.to_pylist()
    assert (facts["read_status"], facts["rows_layout"], facts["rows_read"]) == ("ok", 2, 3)


@pytest.mark.parametrize("totals", [["-", "-"], ["TA", None], ["Total", "–"], [False, None]])
def test_a_row_of_totals_that_nobody_knows_heads_no_table(totals: list[Cell]) -> None:
    (facts,) = staged_file(grid([*DEATHS, ["Jumlah", *totals]]))[False].sheets.to_pylist()
    assert (facts["read_status"], facts["rows_layout"], facts["rows_read"]) == ("ok", 2, 3)


@pytest.mark.parametrize("case", PAGES)
def test_a_second_page_has_the_header_again(case: str) -> None:
    first: Lines = [["desa_id", "Jumlah", None], [None, "AKI", "AKB"]] if "lines" in case else DEATHS[:1]
    lines = [*first, DEATHS[1], *GAP, *PAGES[case], [NAIKOTEN, 1, 0]]
    rows = staged_file(grid(lines))[False].rows["village_deaths"].to_pylist()
    assert [(row["maternal_deaths"], row["infant_deaths"]) for row in rows] == [(0, 2), (1, 0)]
