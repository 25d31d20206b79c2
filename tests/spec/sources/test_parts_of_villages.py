"""A report has one row a village: rows of dusun, posyandu, men and women are not taken for it."""

from __future__ import annotations

import pytest
from grids import grid, staged_file

from sources.texts import Cell

A, B = "53.71.01.1001", "53.71.01.1002"
DECLARED = {"period": "2025-05", "disease": "DBD"}
EDUCATION: list[Cell] = [
    *("tidak_tamat_sekolah", "tamat_sd_sederajat", "tamat_smp_sederajat"),
    *("tamat_sma_sederajat", "tamat_diploma_sederajat"),
]


def _read(*lines: list[Cell], **declared: str) -> tuple[str, str | None]:
    (sheet,) = staged_file(grid(list(lines)), declared={**DECLARED, **declared})[False].sheets.to_pylist()
    return sheet["read_status"], sheet["read_cell"]


@pytest.mark.parametrize("header", ["Dusun", "Nama Posyandu", "RT/RW", "Kelompok Umur", "JK", "Jenis Imunisasi"])
@pytest.mark.parametrize("village", [A, None, "sda"])
def test_several_rows_of_a_village(header: str, village: Cell) -> None:
    found = _read(["desa_id", header, "jumlah_penderita"], [A, "I", 3], [village, "II", 3], ["Jumlah", None, 6])
    assert found == ("parts_of_villages", "B1")


def test_rows_of_the_one_village_of_a_file() -> None:
    rows: list[list[Cell]] = [["L", 1, 2, 3, 4, 5], ["P", 1, 2, 3, 4, 6]]
    assert _read(["Jenis Kelamin", *EDUCATION], *rows, village=A, period="2025-S1")[0] == "parts_of_villages"
    assert _read(["Jenis Kelamin", *EDUCATION], rows[0], village=A, period="2025-S1")[0] == "ok"


def test_where_each_village_has_its_row_such_a_column_is_no_matter() -> None:
    assert _read(["desa_id", "Posyandu", "jumlah_penderita"], [A, "Mawar", 3], [B, "Mawar", 3])[0] == "ok"
    several = _read(["desa_id", "RW", "penyakit", "jumlah_penderita"], [A, "I", "DBD", 3], [A, "I", "Diare", 3])
    assert several[0] == "ok"


def test_a_list_of_facilities_may_tell_the_dusun_of_each() -> None:
    lines: list[list[Cell]] = [["desa_id", "nama", "jumlah", "kategori", "Dusun"], [A, "Mawar", 1, "posyandu", "I"]]
    assert _read(*lines, [A, "Melati", 1, "posyandu", "II"])[0] == "ok"
