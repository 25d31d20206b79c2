"""Villages that stand once for several rows, without a merge: what shows it, and what is asked about."""

from __future__ import annotations

import pytest
from grids import grid, staged_file

from sources.texts import Cell

OEBELO, PENFUI = "53.01.08.2010", "53.01.08.2011"
A, B = "5303120010", "5303120013"
FACILITIES: list[Cell] = ["No", "desa_id", "nama", "jumlah", "kategori"]


def _villages(rows: list[list[Cell]], *above: list[Cell]) -> list[str | None]:
    """The village of each facility of such a number and village."""
    lines = [*above, FACILITIES, *([*row, f"Posyandu {n}", 1, "Posyandu"] for n, row in enumerate(rows))]
    table = staged_file(grid(lines))[False].rows["village_facilities"]
    return [row["area_code_bps"] for row in table.sort_by("row_number").to_pylist()]


@pytest.mark.parametrize(
    ("rows", "villages"),
    [
        ([[1, OEBELO], [None, None], [None, None], [2, PENFUI], [None, None]], [A, A, A, B, B]),
        ([["1.", OEBELO], [None, None], ["2.", PENFUI]], [A, A, B]),
        # each row has its number: the village was forgotten, or meant to be the one above
        ([[1, OEBELO], [2, None], [3, PENFUI]], [A, None, B]),
        ([[1, OEBELO], [None, None], [3, PENFUI]], [A, None, B]),
        ([[1, OEBELO], [None, None], [None, None]], [A, None, None]),
        ([[None, OEBELO], [None, None], [None, PENFUI]], [A, None, B]),
        ([[None, None], [1, OEBELO], [None, None], [2, PENFUI]], [None, A, None, B]),
    ],
)
def test_a_blank_village_is_the_one_above_where_the_numbers_count_villages(
    rows: list[list[Cell]], villages: list[str | None]
) -> None:
    assert _villages(rows) == villages


@pytest.mark.parametrize("mark", ["sda", "s.d.a.", "S.D.A", "idem", '"', '-"-', "\u201d"])
def test_a_sign_for_as_above(mark: str) -> None:
    assert _villages([[1, OEBELO], [2, mark], [3, mark], [4, PENFUI], [5, mark]]) == [A, A, A, B, B]


@pytest.mark.parametrize("said", [["Desa kosong", "sda"], ["Desa/Kelurahan kosong : sda"]])
def test_the_sender_says_once_what_a_blank_village_means(said: list[Cell]) -> None:
    rows: list[list[Cell]] = [[1, OEBELO], [2, None], [3, PENFUI], [4, None]]
    assert _villages(rows, said) == [A, A, B, B]
    assert _villages(rows, ["Desa kosong", "tidak tahu"]) == [A, None, B, None]


NAMES: list[Cell] = ["NIK", "Nomor KK", "Kelamin", "Tanggal Lahir", "Kecamatan", "Desa/Kel", "Nama Penduduk"]
PERSON: list[Cell] = ["9901010101900001", "9901010101000001", "L", "01-01-1990"]


def _of_names(*places: list[Cell]) -> list[str | None]:
    lines = [["Desa kosong : sda"], NAMES, *([*PERSON, *place] for place in places)]
    table = staged_file(grid(lines), declared={"period": "2025-05"})[True].rows["residents"]
    return [row["area_code_bps"] for row in table.sort_by("row_number").to_pylist()]


def test_names_of_places_stand_once_too() -> None:
    assert _of_names(["Kupang Tengah", "Oebelo"], [None, None], [None, "Penfui Timur"]) == [A, A, B]


def test_a_village_is_not_carried_into_another_kecamatan() -> None:
    assert _of_names(["Kupang Tengah", "Oebelo"], ["Alak", None]) == [A, None]
