"""A header of figures over several columns means that of their total, and is asked about where none is called so."""

from __future__ import annotations

from typing import Any

import pytest
from grids import as_csv, grid, staged_file

from sources.texts import Cell

Lines = list[list[Cell]]
A, B = "53.71.01.1001", "53.71.06.1001"
DECLARED = {"period": "2025-05", "disease": "DBD", "unit": "persen"}


def _read(lines: Lines, source: str, *columns: str) -> list[tuple[Any, ...]]:
    """Number and values of the rows, the same of a workbook and of a CSV."""
    found = []
    for each in (grid(lines), as_csv(lines)):
        part = staged_file(each, declared=DECLARED)[False]
        assert part.sheets["read_status"].to_pylist() == ["ok"]
        rows = part.rows[source].sort_by("row_number").to_pylist()
        found.append([(row["row_number"], *(row[name] for name in columns)) for row in rows])
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("total", ["Jml", "JUMLAH", "Total", "L+P", "Jumlah (L + P)"])
@pytest.mark.parametrize(("men", "women"), [("L", "P"), ("Jml L", "Jml P"), ("Laki-laki", "Perempuan")])
def test_the_total_of_men_and_women(men: str, women: str, total: str) -> None:
    lines: Lines = [["desa_id", "jumlah_penderita", None, None], [None, men, women, total], [A, 3, 4, 7], [B, 1, 0, 1]]
    assert _read(lines, "village_epidemic", "patients") == [(3, 7), (4, 1)]


def test_a_total_that_its_parts_do_not_make_is_asked_about() -> None:
    rows: Lines = [[A, 3, 5, 7], [B, None, 1, 1], ["53.71.01.1002", 1, 0, 1]]
    lines: Lines = [["desa_id", "jumlah_penderita", None, None], [None, "L", "P", "Jml"], *rows]
    part = staged_file(grid(lines), declared=DECLARED)[False]
    cells = [cell for cell in part.cells.to_pylist() if cell["column_name"] == "patients"]
    found = [(cell["cell"], cell["cell_status"], cell["reading_a"], cell["reading_b"]) for cell in cells]
    assert found == [("D3", "parts_differ", "8", "7"), ("D4", "ok", None, None), ("D5", "ok", None, None)]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (["L", "P", "jumlah_penderita"], "parts_differ"),
        (["Jml Laki-laki", "Jml Perempuan", "jumlah_penderita"], "parts_differ"),
        (["Penderita L", "Penderita P", "jumlah_penderita"], "parts_differ"),
        (["Lansia L", "Lansia P", "jumlah_penderita"], "ok"),
        (["L", "Balita", "jumlah_penderita"], "ok"),
        (["RT", "RW", "jumlah_penderita"], "ok"),
    ],
)
def test_men_and_women_in_a_header_of_one_line_make_the_total_beside_them(header: list[Cell], status: str) -> None:
    lines: Lines = [["desa_id", *header], [A, 3, 5, 7], [B, 1, 0, 1]]
    part = staged_file(grid(lines), declared=DECLARED)[False]
    cells = [cell for cell in part.cells.to_pylist() if cell["column_name"] == "patients"]
    assert [(cell["cell"], cell["cell_status"]) for cell in cells] == [("D2", status), ("D3", "ok")]
    assert part.sheets["read_detail"].to_pylist() == [f"{header[0]}, {header[1]}"]


def test_the_total_may_stand_before_them_but_not_on_both_sides() -> None:
    before: Lines = [["desa_id", "jumlah_penderita", "L", "P"], [A, 7, 3, 5]]
    between: Lines = [["desa_id", "jumlah_aki", "L", "P", "jumlah_akb"], [A, 0, 1, 2, 4]]
    found = []
    for lines in (before, between):
        part = staged_file(grid(lines), declared=DECLARED)[False]
        found.append({cell["cell_status"] for cell in part.cells.to_pylist()})
    assert found == [{"ok", "parts_differ"}, {"ok"}]


def test_instalments_over_several_columns_are_asked_about() -> None:
    names: list[Cell] = ["NIK KTP", "NAMA PENERIMA", "NM KEL", "NM KEC", "BANSOS"]
    lines: Lines = [
        [*names, "TAHAP", None, "STATUS", "NOMINAL", "TANGGAL"],
        [None, None, None, None, None, "I", "II", None, None, None],
        ["9901010101900001", "A", "Namosain", "Alak", "PKH", "V", None, "SUDAH CAIR", 300000, "12/05/2025"],
    ]
    part = staged_file(grid(lines), declared={"period": "2025-05"})[True]
    assert part.sheets["read_status"].to_pylist() == ["header_over_parts"]


def test_shares_of_men_and_women_make_no_sum() -> None:
    lines: Lines = [["desa_id", "cakupan_imunisasi", None, None], [None, "L", "P", "Jml"], [A, 80, 90, 85]]
    assert _read(lines, "village_immunisation", "coverage") == [(3, 85)]


def test_the_total_may_stand_before_its_parts_and_beside_other_headers() -> None:
    lines: Lines = [
        ["LAPORAN MEI"],
        ["desa_id", "jumlah_aki", "jumlah_akb", None, None],
        [None, None, "Total", "L", "P"],
        [A, 0, 7, 3, 4],
    ]
    assert _read(lines, "village_deaths", "maternal_deaths", "infant_deaths") == [(4, 0, 7)]


def test_the_columns_of_the_parts_are_told_as_not_used() -> None:
    lines: Lines = [["desa_id", "jumlah_penderita", None, None], [None, "L", "P", "Jml"], [A, 3, 4, 7]]
    (sheet,) = staged_file(grid(lines), declared=DECLARED)[False].sheets.to_pylist()
    assert (sheet["read_cell"], sheet["read_detail"]) == ("B2, C2", "jumlah_penderita L, jumlah_penderita P")


@pytest.mark.parametrize(
    ("header", "parts", "row", "cell"),
    [
        (["desa_id", "cakupan_imunisasi", None, None], [None, "Sasaran", "Capaian", "%"], [A, 120, 100, 83.3], "B1"),
        (["desa_id", "jumlah_penderita", None], [None, "L", "P"], [A, 3, 4], "B1"),
        (["desa_id", "jumlah_penderita", None], ["desa_id", "Bulan ini", "s.d. bulan ini"], [A, 3, 4], "B1"),
        (["desa_id", "jumlah_penderita", None], [None, 2024, 2025], [A, 3, 4], "B1"),
        (["desa_id", "jumlah_penderita", None, None], [None, "Bulan lalu", "Bulan ini", "Jumlah"], [A, 3, 4, 7], "B1"),
        (["desa_id", "jumlah_penderita", None, None], [None, "L", "P", "Total L"], [A, 3, 4, 7], "B1"),
        (["desa_id", "jumlah_aki", None, "jumlah_akb"], [B, 0, 1, 2], [A, 0, 0, 1], "B1"),
    ],
)
def test_parts_of_which_none_is_the_total_are_asked_about(
    header: list[Cell], parts: list[Cell], row: list[Cell], cell: str
) -> None:
    (sheet,) = staged_file(grid([header, parts, row]), declared=DECLARED)[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["read_cell"]) == ("header_over_parts", cell)


@pytest.mark.parametrize("parts", [[None] * 5 + ["Mulai", "Selesai", None, None], None])
def test_two_days_below_one_header_are_asked_about(parts: list[Cell] | None) -> None:
    header: list[Cell] = ["Kode Desa", "Program", "Gelombang", "Tahapan", "Rencana Tanggal", "Tanggal Pelaksanaan"]
    header += [None, "Jumlah Penerima (orang)", "Nilai (Rp)"]
    row: list[Cell] = [A, "PKH", 1, "SK", "12/05/2025", "13/05/2025", "20/05/2025", 7, 700_000]
    lines = [header, *([parts] if parts else []), row]
    (sheet,) = staged_file(grid(lines), declared=DECLARED)[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["read_cell"]) == ("header_over_parts", "F1")


def test_our_own_columns_beside_the_parts_are_none_of_them() -> None:
    lines: Lines = [
        ["desa_id", "jumlah_penderita", None, None, None, None],
        [None, "L", "P", "Jml", "Catatan Setara", "Konfirmasi"],
        [A, 3, 4, 7, "DITANYAKAN D3: 7", "memang benar"],
    ]
    assert _read(lines, "village_epidemic", "patients", "confirmation") == [(3, 7, "memang benar")]


def test_an_empty_column_between_two_headers_does_no_harm() -> None:
    lines: Lines = [["desa_id", "jumlah_aki", None, "jumlah_akb"], [A, 0, None, 2]]
    assert _read(lines, "village_deaths", "maternal_deaths", "infant_deaths") == [(2, 0, 2)]
