"""Thousands or millions of rupiah that are stated for a whole table hold for its amounts, and for nothing else."""

from __future__ import annotations

import pytest
from grids import grid, staged_file

from sources.texts import Cell

Lines = list[list[Cell]]

HEADER: list[Cell] = ["no_akun", "nama_akun", "jumlah"]
IN_RUPIAH: list[Cell] = ["no_akun", "nama_akun", "jumlah (Rp)"]
ROW: list[Cell] = ["4.1", "Pendapatan", 1500]
WHERE = {"village": "53.71.04.1001", "period": "2025-05"}


def amount(lines: Lines, *others: Lines, unit: str | None = None) -> tuple[float | None, str, str | None, str | None]:
    """The only amount of the table: its value, status and two readings."""
    declared = WHERE | ({"unit": unit} if unit else {})
    covers = [grid(each, "Sampul") for each in others]
    part = staged_file(grid(lines), *covers, declared=declared)[False]
    (row,) = part.rows["village_apbdes"].to_pylist()
    (cell,) = (cell for cell in part.cells.to_pylist() if cell["column_name"] == "amount_idr")
    return row["amount_idr"], cell["cell_status"], cell["reading_a"], cell["reading_b"]


@pytest.mark.parametrize(
    ("line", "scale"),
    [
        ("(dalam ribuan rupiah)", 1_000),
        ("Dalam Jutaan Rupiah", 1_000_000),
        ("Satuan : Rp ribu", 1_000),
        ("(Rp. 000)", 1_000),
        ("APBDes TA 2025 (dalam ribuan Rp) Semester I", 1_000),
        ("Angka dalam jutaan, kecuali disebut lain", 1_000_000),
        ("Angka pada tabel dinyatakan dalam ribuan rupiah", 1_000),
        ("Dalam tabel ini angka dalam ribuan rupiah per 31 Mei", 1_000),
        ("(dalam rupiah)", 1),
        ("APBDes Tahun 2025 (Perubahan)", 1),
        ("Sudah dibahas dalam musyawarah", 1),
    ],
)
def test_a_line_above_the_table(line: str, scale: int) -> None:
    assert amount([[line], [None], HEADER, ROW]) == (1500.0 * scale, "ok", None, None)


@pytest.mark.parametrize(
    ("lines", "scale"),
    [
        ([[None], ["*) angka dalam ribuan rupiah"]], 1_000),
        ([["Catatan: angka dalam juta rupiah."]], 1_000_000),
        ([["Keterangan :", "dalam ribuan rupiah"]], 1_000),
        ([[None], ["Angka dalam juta rupiah"]], 1_000_000),
        ([["Semua nilai dalam ribuan rupiah"]], 1_000),
        ([[None, "(dalam ribuan rupiah)"]], 1_000),
        ([["Jumlah", None, 1500], ["*) dalam ribuan"]], 1_000),
        ([[None], ["Sumber: APBDes 2025 (dalam proses)"]], 1),
        ([[None], ["*) dalam ribuan jiwa"]], 1),
    ],
)
def test_a_note_below_the_table(lines: Lines, scale: int) -> None:
    assert amount([HEADER, ROW, *lines]) == (1500.0 * scale, "ok", None, None)


def test_a_note_holds_for_the_columns_that_have_its_mark() -> None:
    header: Lines = [["total_anggaran *)", "total_belanja", "belanja_pegawai", "belanja_barang_jasa"]]
    header[0] += ["belanja_modal", "belanja_tidak_langsung"]
    lines = [*header, [1500, 1_200_000, 0, 0, 0, 0], [None], ["*) dalam ribuan rupiah"]]
    (row,) = staged_file(grid(lines), declared=WHERE)[False].rows["village_budget"].to_pylist()
    assert (row["total_budget_idr"], row["total_spending_idr"]) == (1_500_000, 1_200_000)


def test_what_is_said_without_a_mark_holds_for_marked_headers_too() -> None:
    header: Lines = [["total_anggaran *)", "total_belanja", "belanja_pegawai", "belanja_barang_jasa"]]
    header[0] += ["belanja_modal", "belanja_tidak_langsung"]
    lines = [["(dalam ribuan rupiah)"], *header, [1500, 1200, 0, 0, 0, 0], [None], ["*) sudah termasuk bantuan"]]
    (row,) = staged_file(grid(lines), declared=WHERE)[False].rows["village_budget"].to_pylist()
    assert (row["total_budget_idr"], row["total_spending_idr"]) == (1_500_000, 1_200_000)


@pytest.mark.parametrize(
    ("line", "header", "harvest", "expected"),
    [
        (None, "Hasil Panen (kg)", 45, (45, None)),
        ("(dalam kuintal)", "Hasil Panen", 45, (4500, None)),
        ("Hasil dalam ton", "Hasil Panen", "4,5", (4500, None)),
        (None, "Hasil Panen (kw)", 45, (4500, None)),
        (None, "Hasil Panen (ton)", 4.5, (4500, None)),
        ("(dalam kuintal)", "Hasil Panen (kg)", 45, (None, "4500.0")),
        ("(dalam kuintal)", "Hasil Panen", "45 kg", (None, "4500.0")),
        ("(dalam ribuan rupiah)", "Hasil Panen (kg)", 45, (45, None)),
    ],
)
def test_harvests_in_quintals_and_tons(
    line: str | None, header: str, harvest: Cell, expected: tuple[float | None, str | None]
) -> None:
    headers: list[Cell] = ["Kode Desa", "Kelompok Tani", "Komoditas", "Musim Tanam", "Luas Panen (ha)", header]
    headers += ["Kelompok Dampingan", "Program"]
    rows: Lines = [["53.71.04.1001", "Maju", "Jagung", "MT I", 1.5, harvest, "Ya", "PKH"]]
    part = staged_file(grid([[line], headers, *rows]), declared={"period": "2025-Q2"})[False]
    (row,) = part.rows["harvests"].to_pylist()
    (cell,) = (cell for cell in part.cells.to_pylist() if cell["column_name"] == "harvest_kg")
    assert (row["harvest_kg"], cell["reading_b"]) == expected
    assert row["area_ha"] == 1.5


def test_a_row_of_data_in_words_is_no_note() -> None:
    assert amount([HEADER, ["4.1", "Pendapatan (dalam ribuan rupiah)", 1500]])[0] == 1500


def test_the_cover_or_the_manifest() -> None:
    assert amount([HEADER, ROW], [["Satuan", "ribuan rupiah"]])[0] == 1_500_000
    assert amount([HEADER, ROW], unit="Rp juta")[0] == 1_500_000_000
    assert amount([["(dalam ribuan rupiah)"], HEADER, ROW], [["Satuan", "ribu rupiah"]])[0] == 1_500_000


def test_two_that_differ_are_asked_about() -> None:
    asked = (None, "ambiguous_number", "1500.0", "1500000.0")
    assert amount([["(dalam ribuan rupiah)"], IN_RUPIAH, ROW]) == asked
    assert amount([["(dalam rupiah)"], [*HEADER[:2], "jumlah (Rp ribu)"], ROW]) == asked
    assert amount([["(dalam ribuan rupiah)"], HEADER, ROW], [["Satuan", "rupiah"]]) == asked
    assert amount([IN_RUPIAH, ROW, [None], ["*) angka dalam ribuan rupiah"]]) == asked


def test_an_amount_that_says_its_own_scale_below_another_is_asked_about() -> None:
    asked = (None, "ambiguous_number", "1500000.0", "1500000000.0")
    assert amount([["(dalam ribuan rupiah)"], HEADER, [*ROW[:2], "1,5 juta"]]) == asked


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (["12,5", 3, 0, "TA"], [("12.5", "12500000"), ("3", "3000000"), None, None]),
        (["12.5", 1_500_000], [("12.5", "12500000"), None]),
        ([1_234_567.89, 500], [None, None]),
        ([3, 12], [None, None]),
    ],
)
def test_fractions_of_a_few_rupiah_may_be_of_millions(written: list[Cell], asked: list[tuple[str, str] | None]) -> None:
    rows: Lines = [[f"4.{number}", "Pendapatan", each] for number, each in enumerate(written)]
    cells = staged_file(grid([HEADER, *rows]), declared=WHERE)[False].cells.to_pylist()
    amounts = [cell for cell in cells if cell["column_name"] == "amount_idr"]
    readings = [(cell["reading_a"], cell["reading_b"]) if cell["reading_a"] else None for cell in amounts]
    assert readings == asked


def test_a_group_of_columns_above_the_parts_is_no_line_above_the_table() -> None:
    lines: Lines = [["no_akun", "nama_akun", "jumlah"], [None, None, "(ribu rupiah)"], ROW]
    assert amount(lines)[0] == 1_500_000


def test_numbers_of_persons_are_not_scaled() -> None:
    lines: Lines = [["(dalam ribuan rupiah)"], ["desa_id", "jumlah_aki", "jumlah_akb"], ["53.71.01.1001", 0, 2]]
    (row,) = staged_file(grid(lines))[False].rows["village_deaths"].to_pylist()
    assert (row["maternal_deaths"], row["infant_deaths"]) == (0, 2)
