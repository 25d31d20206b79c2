"""What a sender's own workbook holds is still there when it comes back, and what was answered is not asked again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from openpyxl import Workbook, load_workbook
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

from returns.workbook.summary_sheet import READ_LIKE_COVER

COVER = [["Kode Desa", VILLAGE], ["Bulan", "Mei"], ["Tahun", 2025]]
ACCOUNTS = [
    ["no_akun", "nama_akun", "jumlah"],
    ["4.1", "PAD", 25_000_000],
    ["4.2", "Transfer", 60],
    ["5.1", "Pegawai", "x"],
]
SPENDING = [
    *("total_anggaran", "total_belanja", "belanja_pegawai"),
    *("belanja_barang_jasa", "belanja_modal", "belanja_tidak_langsung"),
]
OVERSPENT = [100, 120, 60, 40, 20, 0]


@pytest.fixture(scope="module")
def office() -> Iterator[SmallOffice]:
    with small_office() as made:
        yield made


def cover_of(village: str) -> list[list[object]]:
    return [["Kode Desa", village], *COVER[1:]]


def returned(office: SmallOffice, book: Workbook | bytes) -> Returned:
    delivery = office.receive(book if isinstance(book, bytes) else saved(book))
    (found,) = [each for each in office.returned() if each.wanted.delivery == delivery]
    return found


def test_numbers_that_look_like_dates_come_back_as_the_numbers_they_are(office: SmallOffice) -> None:
    book = workbook(Sampul=COVER, APBDes=ACCOUNTS)
    for row in (2, 3):
        book["APBDes"].cell(row, 3).number_format = "dd/mm/yyyy"
    back = returned(office, book).workbook
    sent, came = (office.reader.read(content).sheets[-1].rows for content in (saved(book), back))
    assert [row[:3] for row in came] == [row[:3] for row in sent]
    assert came[1][2] == 25_000_000
    assert opened(back)["APBDes"]["C2"].number_format == "dd/mm/yyyy"


def test_our_columns_stand_among_hidden_ones_and_the_others_stay_hidden(office: SmallOffice) -> None:
    book = workbook(Sampul=COVER, APBDes=[*ACCOUNTS, ["5.2", "Barang", "y"]])
    unused = book["APBDes"].column_dimensions["D"]
    unused.min, unused.max, unused.hidden = 4, 16_384, True
    page = opened(returned(office, book).workbook)["APBDes"]
    held = [(d.min, d.max, d.hidden) for d in page.column_dimensions.values()]
    assert held == [(4, 4, False), (5, 5, False), (6, 16_384, True)]


def test_an_answer_in_our_column_counts_where_the_sender_has_one_of_that_name(office: SmallOffice) -> None:
    first = returned(office, workbook(Sampul=COVER, Anggaran=[[*SPENDING, "Konfirmasi"], [*OVERSPENT, "belum"]]))
    book = opened(first.workbook)
    assert [cell.value for cell in book["Anggaran"][1][6:]] == ["Konfirmasi", "Catatan Setara", "Konfirmasi"]
    book["Anggaran"]["I2"] = "memang benar"
    office.receive(saved(book), CORRECTED)
    assert first.wanted.delivery not in [each.delivery for each in office.open_returns()]
    assert not [each for each in office.open_returns() if each.delivery.received_on == CORRECTED]


def test_an_answer_over_our_own_note_counts_too(office: SmallOffice) -> None:
    first = returned(office, workbook(Sampul=cover_of("53.71.04.1009"), Anggaran=[SPENDING, OVERSPENT]))
    book = opened(first.workbook)
    assert book["Anggaran"]["G2"].value.startswith("PERIKSA B2")
    book["Anggaran"]["G2"] = "memang benar, ada perubahan"
    delivery = office.receive(saved(book), CORRECTED)
    assert office.rows_of(delivery) == {"loaded": 1}
    assert not [each for each in office.open_returns() if each.delivery in (first.wanted.delivery, delivery)]


def test_what_comes_again_as_it_was_does_not_answer_whether_it_is_true(office: SmallOffice) -> None:
    first = returned(office, workbook(Sampul=cover_of("53.71.04.1008"), Anggaran=[SPENDING, OVERSPENT]))
    book = opened(first.workbook)
    book["Ringkasan"]["H30"] = "memang benar"
    delivery = office.receive(saved(book), CORRECTED)
    assert office.rows_of(delivery) == {"duplicate": 1}
    assert first.wanted.delivery in [each.delivery for each in office.open_returns()]


def test_what_is_confirmed_is_not_asked_again_while_something_else_is(office: SmallOffice) -> None:
    accounts = [*ACCOUNTS[:3], ["5.1", "Pegawai", "z"]]
    book = opened(returned(office, workbook(Sampul=COVER, Anggaran=[SPENDING, OVERSPENT], APBDes=accounts)).workbook)
    assert set(marked(book)) == {("Anggaran", "B2"), ("APBDes", "C4")}
    book["Anggaran"]["H2"] = "memang benar"
    again = opened(returned(office, book).workbook)
    assert set(marked(again)) == {("APBDes", "C4")}
    assert not coloured(again["Anggaran"])
    assert [again["Anggaran"][cell].value for cell in ("G2", "H2")] == [None, "memang benar"]


def test_formulas_come_back_with_what_they_gave(office: SmallOffice) -> None:
    book = workbook(Sampul=COVER, APBDes=[*ACCOUNTS, [None, '=IF(C2>0,"a<b","-")', "=SUM(C2:C3)", "=C2>0", "=C2/0"]])
    given = {"B5": ("str", "a&lt;b"), "C5": ("n", "25000060"), "D5": ("b", "1"), "E5": ("e", "#DIV/0!")}
    sent = _with_last_values(saved(book), **given)
    back = returned(office, sent).workbook
    cells = ("B5", "C5", "D5", "E5")
    values, formulas = load_workbook(io.BytesIO(back), data_only=True), opened(back)
    assert [values["APBDes"][cell].value for cell in cells] == ["a<b", 25_000_060, True, "#DIV/0!"]
    assert [formulas["APBDes"][cell].value for cell in cells] == [book["APBDes"][cell].value for cell in cells]
    assert office.reader.read(back).sheets[-1].rows[4][1:3] == ("a<b", 25_000_060)


def test_what_stands_above_the_table_is_not_asked_for_in_the_summary(office: SmallOffice) -> None:
    title = [["KELURAHAN OEBOBO"], ["KECAMATAN OEBOBO"], ["Bulan : Mei 2025"]]
    sheets = {"titled": [*title, *ACCOUNTS], "bare": ACCOUNTS}
    summaries = {
        name: [row[0] for row in opened(returned(office, workbook(APBDes=rows)).workbook)["Ringkasan"].values]
        for name, rows in sheets.items()
    }
    asked = {"Kode Desa", "Periode", READ_LIKE_COVER}
    assert asked.isdisjoint(summaries["titled"])
    assert asked <= set(summaries["bare"])


def _with_last_values(content: bytes, **given: tuple[str, str]) -> bytes:
    """The workbook as a program that calculates saves it: a value beside each formula."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.endswith(".xml") else old.read(name)
            if "worksheets/" in name:
                for cell, (kind, value) in given.items():
                    filled = rf'<c r="{cell}" t="{kind}">\1<v>{value}</v></c>'
                    part = re.sub(rf'<c r="{cell}">(<f>.*?</f>)<v ?/?>(?:</v>)?</c>', filled, part)
            new.writestr(name, part)
    return buffer.getvalue()
