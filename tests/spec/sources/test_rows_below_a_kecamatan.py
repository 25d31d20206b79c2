"""Villages that share their name with others are told apart by the kecamatan that stands above their table."""

from __future__ import annotations

import pytest
from grids import grid, staged_file

from sources.texts import Cell

OEBELO = "5303120010"


def _cell(title: list[list[Cell]], village: str = "Oebelo", *beside: str) -> tuple[str | None, str]:
    headers = ["Desa", *(["Kecamatan"] if beside else []), "Jumlah AKI", "Jumlah AKB"]
    staged = staged_file(grid([*title, [], headers, [village, *beside, 0, 1]]), declared={"period": "2025-05"})[False]
    (row,) = staged.rows["village_deaths"].to_pylist()
    (cell,) = (each for each in staged.cells.to_pylist() if each["column_name"] == "area_code_bps")
    return row["area_code_bps"], cell["cell_status"]


@pytest.mark.parametrize(
    "title",
    [
        "KECAMATAN KUPANG TENGAH",
        "KECAMATAN KUPANG TENGAH KABUPATEN KUPANG",
        "KECAMATAN KUPANG TENGAH BULAN MEI 2025",
        "Kecamatan : Kupang Tengah",
        "Kabupaten : Kupang",
    ],
)
def test_a_place_above_the_table_tells_which_village_is_meant(title: str) -> None:
    assert _cell([["LAPORAN KEMATIAN"], [title]]) == (OEBELO, "ok")


@pytest.mark.parametrize("title", ["LAPORAN KEMATIAN", "KECAMATAN ALAK", "KECAMATAN ENTAH"])
def test_one_that_holds_no_such_village_tells_nothing(title: str) -> None:
    assert _cell([[title]]) == (None, "area_ambiguous")


def test_the_kecamatan_in_a_row_is_believed_before_the_one_above() -> None:
    assert _cell([["KECAMATAN ALAK"]], "Oebelo", "Kupang Tengah") == (OEBELO, "ok")


def test_a_kecamatan_called_after_a_city_keeps_its_name() -> None:
    assert _cell([["KECAMATAN KOTA LAMA KOTA KUPANG"]], "Merdeka")[1] == "ok"
