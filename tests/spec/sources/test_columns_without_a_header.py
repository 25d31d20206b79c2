"""What stands right of the last header is told of as a column that is not used; remarks of a checker are not."""

from __future__ import annotations

import pytest
from grids import as_csv, grid, staged_file

from sources.texts import Cell

Lines = list[list[Cell]]
A, B = "53.71.01.1001", "53.71.06.1001"
HEADER: list[Cell] = ["desa_id", "jumlah_aki", "jumlah_akb"]


def _told(lines: Lines, *, is_csv: bool = False) -> tuple[str | None, str | None]:
    (sheet,) = staged_file((as_csv if is_csv else grid)(lines), declared={"period": "2025-05"})[
        False
    ].sheets.to_pylist()
    assert sheet["read_status"] == "ok"
    return sheet["read_cell"], sheet["read_detail"]


@pytest.mark.parametrize("figure", [7, 0, 2.5, "1.234", "Rp 500", "meninggal", "DBD", "belum lengkap", "2 orang"])
def test_a_figure_or_words_in_a_row_of_data(figure: Cell) -> None:
    assert _told([["LAPORAN"], HEADER, [A, 0, 1, None], [B, 0, 0, figure]]) == ("D2", "D")


def test_beside_another_column_that_is_not_used() -> None:
    assert _told([[*HEADER, "paraf"], [A, 0, 1, "v", None, 9, 8]]) == ("D1, F1, G1", "paraf, F, G")


@pytest.mark.parametrize(
    "lines",
    [
        [HEADER, [A, 0, 1, "sudah dicek"], [B, 0, 0, "OK"]],
        [HEADER, [A, 0, 1, "\u221a"], [B, 0, 0, "-"]],
        [HEADER, [A, 0, 1, "Catatan: dua bayi kembar"], [B, 0, 0, "Mengetahui, Kepala Desa"]],
        [HEADER, [A, 0, 1, "memang benar"]],
        [[*HEADER, "Konfirmasi"], [A, 0, 1, "ya", "memang benar, sudah ditanya"]],
        [HEADER, [A, 0, 1], ["Jumlah", 0, 1, 1]],
        [["halaman", None, None, 1], HEADER, [A, 0, 1]],
        [["No", *HEADER], [1, A, 0, 1]],
        [[None, *HEADER], [1, A, 0, 1]],
        [[*HEADER, "Catatan Setara", "Konfirmasi"], [A, 0, 1, "PERIKSA C2: 1", 5]],
        [[*HEADER, None, None], [None, "(orang)", "(orang)", "Catatan Setara", "Konfirmasi"], [A, 0, 1, "x", 5]],
    ],
)
def test_nothing_is_told_of_remarks_totals_and_our_own_columns(lines: Lines) -> None:
    assert _told(lines) == (None, None)


def test_in_a_csv_where_no_decimal_comma_can_have_made_it() -> None:
    header: list[Cell] = ["desa_id", "nama", "jumlah", "kategori"]
    assert _told([header, [A, "Posyandu I", 1, "posyandu", None, 7]], is_csv=True) == ("F1", "F")
    assert _told([HEADER, [A, 0, 1, 7]], is_csv=True) == (None, None)
