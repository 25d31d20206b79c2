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
        ("(dalam ribuan jiwa)", "dalam ribuan"),
        ("(dalam ratusan orang)", "dalam ratusan"),
        ("Satuan : ribu jiwa", "Satuan : ribu"),
        ("(ribu orang)", "(ribu orang)"),
    ],
)
def test_a_line_above_the_table_that_speaks_of_rates(line: str, said: str) -> None:
    assert _read([None, line], [None], HEADER, ROW) == ("rates", "B1", said, 0)


@pytest.mark.parametrize(
    "line",
    [
        "Anggaran dalam ribuan rupiah",
        "Jumlah kematian per 31 Mei 2025",
        "Nomor 440/1000/2025",
        "Data per desa",
        "Keadaan per 1 Juni",
        "per 10.500 KK",
    ],
)
def test_other_lines_say_nothing_of_rates(line: str) -> None:
    assert _read([line], HEADER, ROW) == ("ok", None, None, 1)


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (["*) per 1.000 kelahiran hidup"], ("A3", "per 1.000 kelahiran hidup")),
        (["Keterangan :", "AKI per 100.000 KH"], ("B3", "per 100.000 KH")),
        (["Catatan: angka per 1.000 kelahiran hidup"], ("A3", "per 1.000 kelahiran hidup")),
        (["*) dalam persen"], ("A3", "*) dalam persen")),
        (["Keterangan: angka dalam %"], ("A3", "Keterangan: angka dalam %")),
    ],
)
def test_a_note_below_the_table_that_speaks_of_rates(note: list[Cell], said: tuple[str, str]) -> None:
    assert _read(HEADER, ROW, note) == ("rates", *said, 0)
    assert _read(HEADER, ROW, [], note)[0] == "rates"


@pytest.mark.parametrize("line", ["(dalam persen)", "Satuan : %"])
def test_a_line_above_the_table_that_speaks_of_percent(line: str) -> None:
    assert _read([line], HEADER, ROW) == ("rates", "A1", line, 0)


@pytest.mark.parametrize(
    "note",
    ["*) standar: satu bidan per 1.000 penduduk", "Target nasional: 183 per 100.000 kelahiran hidup", "(dalam orang)"],
)
def test_a_note_of_something_else_does_no_harm(note: str) -> None:
    assert _read(HEADER, ROW, [], [note]) == ("ok", None, None, 1)


def test_a_note_on_a_marked_header_says_nothing_of_the_others() -> None:
    for marked, status in (([*HEADER, "AKI *)"], "ok"), (["desa_id", "jumlah_aki *)", "jumlah_akb"], "rates")):
        assert _read(marked, [*ROW, 305][: len(marked)], ["*) per 100.000 KH"])[0] == status


def test_percent_of_a_report_that_may_be_in_percent() -> None:
    lines: Lines = [["(dalam persen)"], ["desa_id", "cakupan_imunisasi"], [A, 85]]
    part = staged_file(grid(lines), declared={"period": "2025-05", "unit": "persen", "target": "20"})[False]
    assert part.sheets["read_status"].to_pylist() == ["ok"]


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
