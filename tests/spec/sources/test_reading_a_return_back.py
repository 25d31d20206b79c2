"""What staging makes of a returned workbook: its summary is a cover, its two columns are no data, answers are kept."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from expectations.code_names import report_names
from sources.layouts.files import sheet_layouts
from sources.texts import Cell
from tests.grids import Lines, book, delivery, grid, staged

VILLAGE = "53.71.04.1001"
NUMBER = f"{'ab12' * 4}:1"
TABLE: Lines = [
    ["total_anggaran", "total_belanja", "belanja_pegawai", "belanja_barang_jasa", "belanja_modal"],
    [100, 120, 60, 40, 20],
]
ANSWERED: Lines = [
    [*TABLE[0], "belanja_tidak_langsung", "Catatan Setara", "Konfirmasi"],
    [*TABLE[1], 0, "PERIKSA B2: Belanja 120 melebihi anggaran 100.", " memang benar "],
]


def summary(*lines: Sequence[Cell], name: str = "Ringkasan", number: str = NUMBER) -> object:
    """The sheet that we put first, with these lines of what was declared."""
    head = [["Ringkasan pemeriksaan laporan"], ["Diterima (baris)", 0, "sudah dicatat"], [1, "Data", "B2", "PERIKSA"]]
    return grid([*head, *lines, ["Nomor kiriman", number]], name)


def read(*sheets: object, declared: dict[str, str] | None = None) -> tuple[list[dict], list[dict]]:
    """Sheets and budget rows of one file, whichever side they lie on."""
    sides = staged([(delivery(declared=declared), book(*sheets))])  # type: ignore[arg-type]
    rows = [row for side in sides.values() for row in side.rows["village_budget"].to_pylist()]
    return [row for side in sides.values() for row in side.sheets.to_pylist()], rows


def test_the_summary_tells_what_was_declared_and_what_it_answers() -> None:
    sheets, rows = read(summary(["Kode Desa", VILLAGE], ["Periode", "2025-05"]), grid(ANSWERED))
    assert [(sheet["answers"], sheet["read_status"]) for sheet in sheets] == [(NUMBER, "ok"), (None, "ok")]
    assert sheets[0]["rows_layout"] == sheets[0]["rows_read"] == 6
    assert (rows[0]["area_code_bps"], rows[0]["period"]) == ("5371030009", "2025-05")


def test_our_columns_are_no_data_and_the_answer_stays_with_its_row() -> None:
    sheets, rows = read(summary(["Kode Desa", VILLAGE], ["Periode", "2025-05"]), grid(ANSWERED))
    assert sheets[1]["read_detail"] is None
    assert not sheets[1]["is_personal"]
    assert [row["confirmation"] for row in rows] == ["memang benar"]


def test_a_table_with_our_notes_came_back_from_us_whatever_became_of_the_summary() -> None:
    declared = {"village": VILLAGE, "period": "2025-05"}
    for lines, has_notes in ((ANSWERED, True), (TABLE, False), ([[*TABLE[0], "Konfirmasi"], TABLE[1]], False)):
        sheets, _ = read(grid(lines), declared=declared)
        assert [(sheet["answers"], sheet["has_notes"]) for sheet in sheets] == [(None, has_notes)]


@pytest.mark.parametrize(
    ("cover", "told", "declared", "status"),
    [
        ([["Bulan", "Mei"], ["Tahun", 2025]], "2025-05", None, "ok"),
        ([["Bulan", "Mei"], ["Tahun", 2025]], "2025-06", None, "conflict"),
        ([], "2025-05", "2025-05", "ok"),
        ([], "2025-05", "2025-06", "conflict"),
        ([["Bulan", "Mei"], ["Tahun", 2025]], "Mei 2025", "2025-04", "conflict"),
    ],
)
def test_cover_summary_and_file_name_must_agree(cover: Lines, told: str, declared: str | None, status: str) -> None:
    sheets, _ = read(
        summary(["Kode Desa", VILLAGE], ["Periode", told]),
        *([grid(cover, "Sampul")] if cover else []),
        grid(ANSWERED),
        declared={"period": declared} if declared else None,
    )
    assert sheets[-1]["period_status"] == status


@pytest.mark.parametrize(
    "sheet",
    [
        grid([["Kode Desa", VILLAGE], ["Periode", "2025-05"]], "Ringkasan"),
        grid([["Kode Desa", VILLAGE], ["Periode", "2025-05"], ["Nomor kiriman", NUMBER]], "Rekap"),
        summary(["Kode Desa", VILLAGE], ["Periode", "2025-05"], number="Budi 081234"),
    ],
    ids=["no number", "another name", "no number of ours"],
)
def test_a_senders_own_summary_is_no_cover(sheet: object) -> None:
    sheets, _ = read(sheet, grid(ANSWERED))
    assert sheets[0]["answers"] is None
    assert sheets[1]["period_status"] == "missing"


def test_under_another_name_it_is_still_our_summary() -> None:
    sheets, _ = read(summary(["Kode Desa", VILLAGE], ["Periode", "2025-05"], name="Summary"), grid(ANSWERED))
    assert (sheets[0]["answers"], sheets[1]["period"]) == (NUMBER, "2025-05")


@pytest.mark.parametrize(
    ("note", "beside"),
    [
        ("PERIKSA B2: Belanja 120 melebihi anggaran 100. memang benar", None),
        ("PERIKSA B2: Belanja 120 melebihi anggaran 100.\nmemang benar", None),
        ("PERIKSA B2: Belanja 120 melebihi anggaran 100.", "memang benar"),
    ],
)
def test_an_answer_behind_our_note_or_in_the_cell_after_the_one_for_it_is_read(note: str, beside: str | None) -> None:
    _, rows = read(summary(["Periode", "2025-05"]), grid([ANSWERED[0], [*TABLE[1], 0, note, None, beside]]))
    assert [row["confirmation"] for row in rows] == ["memang benar"]


@pytest.mark.parametrize(
    ("note", "header", "beside"),
    [
        (None, "Keterangan", "memang benar"),
        (None, None, "sudah diperbaiki"),
        (None, None, 12),
        ('DITOLAK B2: "Total belanja": "120 memang benar" bukan angka.', None, None),
    ],
)
def test_other_things_that_stand_there_are_no_answer(note: str | None, header: str | None, beside: Cell) -> None:
    _, rows = read(summary(["Periode", "2025-05"]), grid([[*ANSWERED[0], header], [*TABLE[1], 0, note, None, beside]]))
    assert [row["confirmation"] for row in rows] == [None]


def test_every_report_that_may_come_has_a_name_for_its_sender() -> None:
    assert {layout.source for layout in sheet_layouts()} <= set(report_names())
