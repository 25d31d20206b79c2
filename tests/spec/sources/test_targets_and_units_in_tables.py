"""Targets and units that a table says itself: a column `Sasaran`, a note below it, `85%` or `102 anak` in its cells."""

from __future__ import annotations

import pytest
from grids import grid, staged_file

from sources.books.book import Grid
from sources.texts import Cell

NAMOSAIN, ALAK = "53.71.01.1001", "53.71.01.1002"
MAY = {"period": "2025-05"}


def _immunised(*sheets: Grid, **declared: str) -> list[tuple[float | None, str | None, float | None]]:
    """Coverage, unit and target of each row."""
    rows = staged_file(*sheets, declared={**MAY, **declared})[False].rows["village_immunisation"].to_pylist()
    return [(row["coverage"], row["declared_unit"], row["declared_target"]) for row in rows]


def _table(target: str, coverage: str, *rows: list[Cell]) -> Grid:
    return grid([["Kode Desa", target, coverage], *rows])


@pytest.mark.parametrize("header", ["Sasaran", "Jumlah Sasaran", "SASARAN BAYI", "Sasaran (anak)", "Jml. Sasaran"])
def test_a_column_of_targets(header: str) -> None:
    table = _table(header, "Cakupan Imunisasi (%)", [NAMOSAIN, 120, 85], [ALAK, "80 anak", 90])
    assert _immunised(table) == [(85, "persen", 120), (90, "persen", 80)]


def test_a_target_in_a_row_that_is_not_the_one_outside_is_no_target() -> None:
    assert _immunised(_table("Sasaran", "Cakupan Imunisasi", [NAMOSAIN, 100, 85]), target="120", unit="persen") == [
        (85, "persen", None)
    ]
    same = _table("Sasaran", "Cakupan Imunisasi", [NAMOSAIN, 120, 85])
    assert _immunised(same, target="120", unit="persen") == [(85, "persen", 120)]
    blank = _table("Sasaran", "Cakupan Imunisasi", [NAMOSAIN, None, 85])
    assert _immunised(blank, target="120", unit="persen") == [(85, "persen", 120)]


def test_of_a_row_without_its_target_nobody_knows_it() -> None:
    table = _table("Sasaran", "Cakupan Imunisasi (%)", [NAMOSAIN, 120, 85], [ALAK, None, 90])
    assert _immunised(table) == [(85, "persen", 120), (90, "persen", None)]


@pytest.mark.parametrize("cell", ["95%", "-5", "banyak", 12.5])
def test_what_is_no_target(cell: Cell) -> None:
    assert _immunised(_table("Sasaran", "Cakupan Imunisasi (%)", [NAMOSAIN, cell, 85])) == [(85, "persen", None)]
    cover = grid([["Satuan", "persen"], ["Sasaran", cell]], "Sampul")
    assert _immunised(cover, grid([["desa_id", "cakupan_imunisasi"], [NAMOSAIN, 85]])) == [(85, "persen", None)]


def test_households_are_the_target_of_sanitation_and_not_of_immunisation() -> None:
    lines: list[list[Cell]] = [["Kode Desa", "Jumlah KK", "Sanitasi (KK)", "Toilet (KK)"], [NAMOSAIN, 250, 200, 190]]
    (row,) = staged_file(grid(lines), declared=MAY)[False].rows["village_sanitation"].to_pylist()
    assert (row["declared_unit"], row["declared_target"]) == ("kk", 250)
    other = _table("Jumlah KK", "Cakupan Imunisasi (%)", [NAMOSAIN, 250, 85])
    assert _immunised(other) == [(85, "persen", None)]


@pytest.mark.parametrize("label", ["Sasaran", f"Sasaran {NAMOSAIN}"])
def test_one_target_of_a_workbook_is_not_that_of_children_and_of_households(label: str) -> None:
    cover = grid([["Satuan", "persen"], [label, 300]], "Sampul")
    immunisation = grid([["desa_id", "cakupan_imunisasi"], [NAMOSAIN, 85]], "Imunisasi")
    sanitation = grid([["Sasaran : 250"], ["desa_id", "sanitasi", "toilet"], [NAMOSAIN, 80, 70]], "Sanitasi")
    rows = staged_file(cover, immunisation, sanitation, declared=MAY)[False].rows
    assert rows["village_immunisation"]["declared_target"].to_pylist() == [None]
    assert rows["village_sanitation"]["declared_target"].to_pylist() == [250]
    assert _immunised(cover, immunisation) == [(85, "persen", 300)]


def test_a_line_of_the_village_and_one_of_the_table_that_differ_are_no_target() -> None:
    table = grid([["Sasaran : 100"], ["desa_id", "cakupan_imunisasi"], [NAMOSAIN, 85]])
    cover = grid([["Satuan", "persen"], [f"Sasaran {NAMOSAIN}", 120]], "Sampul")
    assert _immunised(cover, table) == [(85, "persen", None)]


@pytest.mark.parametrize(
    ("note", "target"),
    [
        ("Catatan: sasaran bulan ini 100 anak", None),
        ("Jumlah sasaran : 100", None),
        ("Catatan: sasaran 120 bayi", 120),
        ("Sasaran imunisasi bayi 0-11 bulan", 120),
        ("Target sasaran 95%", 120),
    ],
)
def test_a_note_below_the_table(note: str, target: float | None) -> None:
    table = grid([["desa_id", "cakupan_imunisasi"], [NAMOSAIN, 85], [], [note]])
    assert _immunised(table, target="120", unit="persen") == [(85, "persen", target)]


def test_a_note_below_the_table_alone_tells_the_target() -> None:
    table = grid([["desa_id", "cakupan_imunisasi"], [NAMOSAIN, 85], ["Catatan :", "jumlah sasaran 1.100 anak"]])
    assert _immunised(table, unit="persen") == [(85, "persen", 1100)]


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (["85%", "40 %"], "persen"),
        (["102 anak", "0"], "orang"),
        (["85%", 0, "TA", None], "persen"),
        (["85%", 40], None),
        (["85%", "40 anak"], None),
        ([85, 40], None),
    ],
)
def test_the_unit_that_all_cells_say(cells: list[Cell], unit: str | None) -> None:
    villages = [NAMOSAIN, ALAK, "53.71.01.1003", "53.71.01.1004"]
    rows: list[list[Cell]] = [[village, cell] for village, cell in zip(villages, cells, strict=False)]
    found = _immunised(grid([["desa_id", "cakupan_imunisasi"], *rows]))
    assert {each[1] for each in found} == {unit}


def test_what_outside_the_table_says_of_the_unit_counts_before_its_cells() -> None:
    lines: list[list[Cell]] = [["desa_id", "cakupan_imunisasi"], [NAMOSAIN, "85%"]]
    part = staged_file(grid(lines), declared={**MAY, "unit": "orang", "target": "90"})[False]
    assert [cell["cell_status"] for cell in part.cells.to_pylist()] == ["ok", "other_unit"]
