"""A workbook with ten mistakes goes back to its village, is mended there, and comes again: the story of one report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import PIL.Image
import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from returned_reports import (
    CORRECTED,
    VILLAGE,
    Returned,
    SmallOffice,
    coloured,
    marked,
    opened,
    saved,
    small_office,
    workbook,
)

from sources.received.delivery import Delivery

COVER = [["Kode Desa", VILLAGE], ["Bulan", "Mei"], ["Semester", 1], ["Tahun", 2025]]
FACILITIES = [
    ["DATA SARANA KELURAHAN"],
    [],
    ["desa_id", "nama", "jumlah", "kategori", "keterangan"],
    [VILLAGE, "Posyandu Melati", 1, "posyandu", None],
    [VILLAGE, "Posyandu Mawar", "satu", "posyandu", None],
    [VILLAGE, "Gereja Contoh", None, "gereja", None],
    [VILLAGE, "Pasar Contoh", 1, "pasar malam", None],
    ["53.71.04.9999", "PAUD Contoh", 1, "PAUD", None],
    [VILLAGE, "SD Contoh", -2, "SD", None],
    [VILLAGE, "Posyandu Melati", 1, "posyandu", None],
]
SCHOOLING_HEADERS = [
    f"{kind}_{level}" for level in ("paud_ra", "sd_mi", "smp_mts", "sma_ma") for kind in ("siswa", "anak_usia")
]
SCHOOLING = [SCHOOLING_HEADERS, [30, 40, 120, 100, "0*", 60, 40, 50]]
ACCOUNTS = [
    ["no_akun", "nama_akun", "jumlah"],
    ["4.1", "Pendapatan Asli Desa", 25_000_000],
    ["4.2", "Transfer", "1.234"],
    ["5.1", "Belanja Pegawai", None],
]
SPENDING = [
    [
        "total_anggaran",
        "total_belanja",
        "belanja_pegawai",
        "belanja_barang_jasa",
        "belanja_modal",
        "belanja_tidak_langsung",
    ],
    [100_000_000, 120_000_000, 60_000_000, 40_000_000, 20_000_000, 0],
]
MISTAKES = {
    ("Sarana", "C5"): ("satu", 1),
    ("Sarana", "C6"): (None, 1),
    ("Sarana", "D7"): ("pasar malam", "pasar"),
    ("Sarana", "A8"): ("53.71.04.9999", VILLAGE),
    ("Sarana", "C9"): (-2, 2),
    ("Sarana", "A10"): (VILLAGE, "row deleted"),
    ("Putus Sekolah", "C2"): (120, 90),
    ("Putus Sekolah", "E2"): ("0*", 55),
    ("APBDes", "C3"): ("1.234", 1_234_000_000),
    ("APBDes", "C4"): (None, 60_000_000),
}
"""The ten: what stands there, and what its sender means."""
OUTLIER = ("Anggaran", "B2")
"""More was spent than planned, and that is so."""


def emblem() -> io.BytesIO:
    """A picture as it stands in the head of a letter."""
    picture = io.BytesIO()
    PIL.Image.new("RGB", (12, 16), "darkgreen").save(picture, "png")
    return picture


@cache
def report() -> bytes:
    """The workbook as the village sends it: colours, a wide column, a formula and a picture; always the same bytes."""
    book = workbook(Sampul=COVER, Sarana=FACILITIES, Putus_Sekolah=SCHOOLING, APBDes=ACCOUNTS, Anggaran=SPENDING)
    facilities = book["Sarana"]
    facilities.merge_cells("A1:E1")
    facilities.column_dimensions["B"].width = 33
    facilities["G1"] = "=SUM(C4:C10)"
    facilities["A2"] = CellRichText("Harap ", TextBlock(InlineFont(b=True), "lengkap"))
    facilities.add_image(Image(emblem()), "H1")
    for cell in facilities[3]:
        cell.fill, cell.font = PatternFill("solid", start_color="1F4E78"), Font(color="FFFFFF", bold=True)
    return saved(book)


class Story:
    """What happens, in order."""

    def __init__(self, office: SmallOffice) -> None:
        self.office = office
        self.first: Delivery = office.receive(report())
        (self.returned,) = office.returned()
        self.rows_at_first = office.rows_of(self.first)
        self.mended = mend(self.returned)
        # whatever the sender calls it: nothing is declared with the file
        self.second: Delivery = office.receive(self.mended, CORRECTED)


def mend(returned: Returned) -> bytes:
    """What the sender does: correct the ten cells in the workbook that came back, and confirm the eleventh."""
    book = opened(returned.workbook)
    for (sheet, cell), (_, meant) in MISTAKES.items():
        if meant != "row deleted":
            book[sheet][cell].value = meant
    book["Sarana"].delete_rows(10)
    answers = next(cell.column_letter for cell in book["Anggaran"][1] if cell.value == "Konfirmasi")
    book["Anggaran"][f"{answers}2"].value = "memang benar, ada bencana"
    return saved(book)


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with small_office() as office:
        yield Story(office)


def test_what_is_good_is_loaded_at_once_and_the_rest_is_not_lost(story: Story) -> None:
    assert story.rows_at_first == {"loaded": 3, "rejected": 7, "held": 1, "duplicate": 1}


def test_ten_cells_come_back_coloured_each_with_its_reason_and_one_is_asked_about(story: Story) -> None:
    book = opened(story.returned.workbook)
    notes = marked(book)
    assert set(notes) == {*MISTAKES, OUTLIER}
    for sheet in book.worksheets[1:]:
        assert coloured(sheet) == {cell for title, cell in notes if title == sheet.title}
    assert notes["Sarana", "C6"].comment.text.split("\n") == [
        "SETARA · DITOLAK",
        '"Jumlah" belum diisi. Kosong tidak sama dengan 0.',
        "Contoh: 0 · TA",
        'Langkah: Isi sel itu (pada kolom angka 0 bila memang nol, "TA" bila datanya tidak tersedia), '
        "lalu kirim kembali.",
    ]


def test_the_workbook_is_still_the_senders_own(story: Story) -> None:
    book, sent = opened(story.returned.workbook), opened(report())
    assert book.sheetnames == ["Ringkasan", *sent.sheetnames]
    for sheet in sent.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.value is None or book[sheet.title][cell.coordinate].value == cell.value
    facilities = book["Sarana"]
    assert facilities["G1"].value == "=SUM(C4:C10)"
    assert facilities.column_dimensions["B"].width == 33
    assert "A1:E1" in facilities.merged_cells
    assert facilities["A3"].fill.start_color.rgb == "001F4E78"
    (picture,) = facilities._images
    assert picture._data() == emblem().getvalue()
    assert (picture.anchor._from.row, picture.anchor._from.col) == (0, 7)
    in_parts = load_workbook(io.BytesIO(story.returned.workbook), rich_text=True)["Sarana"]["A2"].value
    assert [str(part) for part in in_parts] == ["Harap ", "lengkap"]
    assert in_parts[1].font.b


def test_beside_the_table_every_row_says_what_is_wrong_and_leaves_room_for_an_answer(story: Story) -> None:
    page = opened(story.returned.workbook)["Sarana"]
    assert [cell.value for cell in page[3]][5:] == ["Catatan Setara", "Konfirmasi"]
    assert page["F4"].value is None
    assert page["F5"].value.startswith("DITOLAK C5: ")
    assert "satu" in page["F5"].value


def test_the_first_sheet_says_how_many_by_when_and_what_next(story: Story) -> None:
    lines = _lines(opened(story.returned.workbook).worksheets[0])
    said = {line[0]: line[1] for line in lines if len(line) > 1}
    assert (said["Diterima (baris)"], said["Ditolak (baris)"], said["Ditahan (baris)"]) == (3, 7, 1)
    assert said["Kirim paling lambat"] == "12 Juni 2025"
    assert said["Nomor kiriman"] == f"{story.first.file_sha256[:16]}:1"
    listed = [line for line in lines if isinstance(line[0], int)]
    assert [line[0] for line in listed] == list(range(1, 12))
    assert {(line[1], line[2]) for line in listed} >= {("Sarana", "C5"), ("Putus Sekolah", "C2"), ("Anggaran", "B2")}


def test_the_text_for_the_phone_is_short_polite_and_tells_the_commonest(story: Story) -> None:
    text = story.returned.text
    assert len(text) <= 600
    assert "3 baris diterima, 1 ditahan, 7 ditolak" in text
    assert "12 Juni 2025" in text
    assert text.count("\n- ") == 3


def test_mended_in_that_very_workbook_it_loads_whole(story: Story) -> None:
    rows = story.office.rows_of(story.second)
    assert rows["rejected"] == rows["held"] == 0
    assert rows.total() == 6 + 1 + 3 + 1


def test_the_true_outlier_passes_and_who_confirmed_it_is_recorded(story: Story) -> None:
    _, verdict = story.office.judged()
    confirmed = [found for found in verdict.findings.to_pylist() if found["confirmed_on"] is not None]
    assert [(found["code"], found["confirmed_by"], found["confirmed_on"]) for found in confirmed] == [
        ("N10", "sender", CORRECTED)
    ]
    assert story.second.file_sha256 == confirmed[0]["file_sha256"]


def test_then_nothing_is_asked_any_more(story: Story) -> None:
    assert story.office.open_returns() == []


def test_last_months_return_filled_in_anew_is_no_answer_and_what_was_mended_in_part_comes_back(story: Story) -> None:
    with small_office() as office:
        first = office.receive(report())
        next_month, in_part = opened(story.returned.workbook), opened(story.returned.workbook)
        next_month["Sampul"]["B2"], next_month["Sampul"]["B3"] = "Juni", 2
        office.receive(saved(next_month), date(2025, 7, 8))
        assert first in [wanted.delivery for wanted in office.open_returns()]

        for (sheet, cell), (_, meant) in MISTAKES.items():
            if sheet != "Sarana":
                in_part[sheet][cell].value = meant
        second = office.receive(saved(in_part), CORRECTED)
        returns = {each.wanted.delivery.receipt: each for each in office.returned()}
    assert first.receipt not in returns
    left = opened(returns[second.receipt].workbook)
    assert left.sheetnames.count("Ringkasan") == 1
    assert set(marked(left)) == {place for place in MISTAKES if place[0] == "Sarana"} | {OUTLIER}
    assert coloured(left["APBDes"]) == set()
    assert [cell.value for cell in left["APBDes"]["D"]][1:] == [None, None, None]


def _lines(sheet: Any) -> list[list[Any]]:
    rows = ([value for value in row if value is not None] for row in sheet.iter_rows(values_only=True))
    return [row for row in rows if row]
