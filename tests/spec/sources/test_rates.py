"""Rates below headers of counts are asked about: of `per 100.000 kelahiran hidup` nobody can tell the deaths."""

from __future__ import annotations

import pytest
from grids import grid, staged_file

from sources.texts import Cell

Lines = list[list[Cell]]
A = "53.71.01.1001"
HEADER: list[Cell] = ["desa_id", "jumlah_aki", "jumlah_akb"]
ROW: list[Cell] = [A, 305, 24]


def _read(*lines: list[Cell], unit: str = "") -> tuple[str, str | None, str | None, int]:
    declared = {"period": "2025-05"} | ({"unit": unit} if unit else {})
    part = staged_file(grid(lines), declared=declared)[False]
    (sheet,) = part.sheets.to_pylist()
    return sheet["read_status"], sheet["read_cell"], sheet["read_detail"], part.rows["village_deaths"].num_rows


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("AKI per 100.000 kelahiran hidup", "per 100.000 kelahiran hidup"),
        ("AKI DAN AKB PER 1000 KH", "PER 1000 KH"),
        ("(Angka per 100.000)", "per 100.000"),
        ("Angka kematian per 100 ribu penduduk", "per 100 ribu penduduk"),
        ("Angka kematian per seribu kelahiran", "per seribu kelahiran"),
        ("AKB/1.000 KH", "/1.000 KH"),
        ("Satuan : per 1.000 kelahiran hidup", "per 1.000 kelahiran hidup"),
    ],
)
def test_a_line_above_the_table_that_speaks_of_rates(line: str, said: str) -> None:
    assert _read([None, line], [None], HEADER, ROW) == ("rates", "B1", said, 0)


@pytest.mark.parametrize(
    "line",
    ["Jumlah kematian per 31 Mei 2025", "Nomor 440/1000/2025", "Data per desa", "Keadaan per 1 Juni", "per 10.500 KK"],
)
def test_other_lines_say_nothing_of_rates(line: str) -> None:
    assert _read([line], HEADER, ROW) == ("ok", None, None, 1)


def test_a_group_above_the_headers_that_speaks_of_rates() -> None:
    group: list[Cell] = [None, "per 1.000 KH", None]
    assert _read(group, HEADER, ROW)[:1] == ("rates",)


def test_a_unit_of_the_file_that_is_a_rate() -> None:
    assert _read(HEADER, ROW, unit="per 1.000 kelahiran hidup")[:2] == ("rates", None)


def test_a_column_of_rates_beside_the_counts_does_no_harm() -> None:
    assert _read([*HEADER, "AKI per 100.000 KH"], [A, 1, 0, 305])[3] == 1
    assert _read(HEADER, [A, 1, 0], ["*) standar: 1 bidan per 1.000 penduduk"])[3] == 1


def test_a_list_of_facilities_may_name_a_standard() -> None:
    lines: Lines = [
        ["Standar: 1 puskesmas per 30.000, 1 bidan per 1.000 penduduk"],
        ["desa_id", "nama", "jumlah", "kategori"],
        [A, "Posyandu I", 1, "posyandu"],
    ]
    assert staged_file(grid(lines))[False].sheets["read_status"].to_pylist() == ["ok"]


def test_amounts_of_rupiah_may_be_per_thousand() -> None:
    lines: Lines = [["Dana per 1.000 penduduk"], ["no_akun", "nama_akun", "jumlah"], ["4.1", "Pendapatan", 1500]]
    part = staged_file(grid(lines), declared={"period": "2025-05", "village": A})[False]
    assert part.sheets["read_status"].to_pylist() == ["ok"]
