"""The code of a village and the names in its row: a code that was filled down is that of another village."""

from __future__ import annotations

import pytest
from grids import grid, staged_file

from sources.texts import Cell

HEADER: list[Cell] = ["desa_id", "jumlah_aki", "jumlah_akb"]
TARUS = "53.01.08.1007"


def area(names: dict[str, Cell], code: Cell = TARUS) -> tuple[object, ...]:
    lines = [[*HEADER, *names], [code, 0, 1, *names.values()]]
    part = staged_file(grid(lines), declared={"period": "2025-05"})[False]
    (cell,) = [each for each in part.cells.to_pylist() if each["column_name"] == "area_code_bps"]
    (row,) = part.rows["village_deaths"].to_pylist()
    return cell["cell"], cell["cell_status"], row["area_code_bps"], cell["reading_a"], cell["reading_b"]


@pytest.mark.parametrize(
    "names",
    [
        {"Nama Desa": "TARUS"},
        {"Desa/Kelurahan": "Kel. Tarus", "Kecamatan": "Kupang Tengah"},
        {"Desa": "Tarus Barat Daya", "Nama Kecamatan": None},
        {"Kabupaten/Kota": "Kupang"},
        {"Dusun": "Oebelo"},
    ],
)
def test_names_of_the_same_place_or_of_none(names: dict[str, Cell]) -> None:
    assert area(names) == ("A2", "ok", "5303120012", None, None)


@pytest.mark.parametrize(
    ("names", "other"),
    [
        ({"Nama Desa": "OEBELO"}, "Desa Oebelo (Kemendagri 53.01.08.2010)"),
        ({"Nama Desa": "Tarus", "Kecamatan": "Sulamu"}, "Kec. Sulamu (Kemendagri 53.01.07)"),
        ({"Kecamatan": "Kec. Alak"}, "Kecamatan Kec. Alak"),
    ],
)
def test_a_name_of_another_place_is_asked_about(names: dict[str, Cell], other: str) -> None:
    tarus = "Kel. Tarus, Kec. Kupang Tengah (BPS 5303120012)"
    assert area(names) == ("A2", "area_conflict", None, tarus, other)


@pytest.mark.parametrize(
    "names",
    [{"Kecamatan": "Kec. Kpg Tengah"}, {"Nama Kecamatan": "KUPANG TENGAH", "Kabupaten/Kota": "Kab. Kupang"}],
)
def test_a_name_of_several_villages_is_that_of_the_one_in_the_kecamatan_beside_it(names: dict[str, Cell]) -> None:
    assert area(names, "Oebelo")[:3] == ("A2", "ok", "5303120010")


def test_a_name_of_several_villages_beside_a_kecamatan_that_holds_none_is_asked_about() -> None:
    assert area({"Kecamatan": "Alak"}, "Oebelo")[:3] == ("A2", "area_ambiguous", None)


def test_a_column_that_is_compared_with_the_code_is_not_said_to_be_unused() -> None:
    lines: list[list[Cell]] = [[*HEADER, "Kecamatan", "Petugas"], [TARUS, 0, 1, "Kupang Tengah", "Bidan"]]
    part = staged_file(grid(lines), declared={"period": "2025-05"})[False]
    assert part.sheets["read_detail"].to_pylist() == ["Petugas"]
