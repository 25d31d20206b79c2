"""The name of a village beside its code must be that village's."""

from __future__ import annotations

from typing import Any

import pytest
from grids import grid, staged_file

from sources.texts import Cell

NAMOSAIN = "5371010011"
VILLAGE = "53.71.01.1001"


def _area_cell(headers: list[Cell], cells: list[Cell]) -> dict[str, Any]:
    lines: list[list[Cell]] = [[*headers, "Jumlah AKI", "Jumlah AKB"], [*cells, 0, 2]]
    part = staged_file(grid(lines), declared={"period": "2025-04"})[False]
    assert part.rows["village_deaths"]["area_code_bps"].to_pylist() == [NAMOSAIN]
    (cell,) = [each for each in part.cells.to_pylist() if each["column_name"] == "area_code_bps"]
    return cell


@pytest.mark.parametrize("header", ["Nama Desa", "Desa", "Desa/Kelurahan", "Kelurahan"])
def test_another_village_s_name(header: str) -> None:
    cell = _area_cell(["Kode Desa", header], [VILLAGE, "Alak"])
    assert (cell["cell_status"], cell["cell"]) == ("area_conflict", "A2")
    assert (cell["reading_a"], cell["reading_b"]) == ("Namosain (Alak)", "Alak (Alak)")


def test_the_name_of_a_village_in_another_regency() -> None:
    assert _area_cell(["Kode Desa", "Nama Desa"], [VILLAGE, "Tarus"])["cell_status"] == "area_conflict"


@pytest.mark.parametrize("name", ["NAMOSAIN", "Kel. Namosain", None, "-", "Dusun I", "Tidak Diketahui"])
def test_a_name_that_says_nothing_against_the_code(name: Cell) -> None:
    assert _area_cell(["desa_id", "Nama Desa"], [VILLAGE, name])["cell_status"] == "ok"


def test_the_kecamatan_is_no_village() -> None:
    assert _area_cell(["desa_id", "Kecamatan"], [VILLAGE, "Oebobo"])["cell_status"] == "ok"
