"""The sheet Ringkasan: what became of the report, by when and how to answer, every finding, what was declared."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from returns.note import CONFIRMED, ORDER, Return, by_gravity
from returns.words import written_date
from returns.workbook import colours
from returns.workbook.request import OWN, PLAIN, REBUILT, SUMMARY_ONLY
from returns.workbook.summary_findings import list_findings
from returns.workbook.summary_page import WIDTHS, SummaryPage
from sources.sheets.returned import (
    ANSWER_HEADER,
    DELIVERY_LABEL,
    OTHER_SUMMARY_NAME,
    SEVERITY_WORDS,
    SUMMARY_NAME,
    SUMMARY_TITLE,
    delivery_number,
)

FATES = (
    ("Diterima", "loaded", "sudah dicatat; tidak dihitung dua kali bila terkirim lagi"),
    ("Ditolak", "rejected", "belum dicatat; perbaiki sel merah"),
    ("Ditahan", "held", "menunggu jawaban Anda pada sel kuning"),
    ("Ganda", "duplicate", "mengulang baris lain, jadi tidak dihitung lagi"),
)
MEANINGS = {
    "reject": "baris tidak dicatat sebelum sel ini diperbaiki",
    "ask": "baris ditahan sampai Anda memastikan isinya",
    "warn": "baris sudah dicatat; mohon diperiksa apakah memang demikian",
}
READ_LIKE_COVER = (
    "Dibaca seperti lembar Sampul saat berkas ini kembali. Isi kotak yang masih kosong; perbaiki di sini bila ada yang "
    "keliru."
)
OF_SENDER = (
    "Berkas ini laporan Anda sendiri. Isinya tidak kami ubah; sel yang perlu dilihat kembali diwarnai dan diberi "
    "catatan."
)
HOW_MADE = {
    OWN: OF_SENDER,
    PLAIN: OF_SENDER,
    REBUILT: "Berkas asli (CSV, ODS, XLS atau buku kerja lama) kami susun ulang sebagai Excel; isinya tidak kami ubah. "
    "Perbaiki dan kirim kembali berkas ini, boleh disimpan sebagai .xlsx atau .ods.",
}
NOT_OPENED = "Berkas yang Anda kirim tidak dapat dibuka, jadi hanya ringkasan ini yang kami kirim kembali."
NOT_MARKED = (
    "Berkas Anda sudah kami baca, tetapi terlalu besar untuk ditandai sel demi sel, jadi hanya ringkasan ini yang kami "
    "kirim kembali."
)


def add_summary(book: Workbook, given: Return, form: str, sheets: dict[int, Worksheet]) -> None:
    """Put the summary first into the book; `sheets` are those of the file by their number."""
    name = OTHER_SUMMARY_NAME if SUMMARY_NAME.casefold() in map(str.casefold, book.sheetnames) else SUMMARY_NAME
    page = SummaryPage(book.create_sheet(name, 0))
    page.line(SUMMARY_TITLE, font=colours.TITLE, points=24)
    page.line(f"{given.report} · kami terima {written_date(given.received_on)}", font=colours.BOLD)
    page.line(HOW_MADE.get(form, NOT_MARKED if given.was_opened else NOT_OPENED))
    page.skip()
    _results(page, given)
    _steps(page, given, form)
    _legend(page)
    _declared(page, given)
    list_findings(page, given, form, sheets)
    _set_up(page.sheet)
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False


def _results(page: SummaryPage, given: Return) -> None:
    for label, fate, remark in FATES:
        count = given.rows(fate)
        if count or fate == "loaded":
            page.pair(f"{label} (baris)", count, remark)
    page.pair("Kirim paling lambat", written_date(given.answer_by), "lewat tanggal ini pun perbaikan tetap diterima")
    page.skip()


def _steps(page: SummaryPage, given: Return, form: str) -> None:
    page.line("Langkah berikutnya", font=colours.BOLD)
    if form == SUMMARY_ONLY:
        page.line("1. Perbaiki berkas asli Anda menurut daftar di bawah, lalu kirim kembali berkas asli itu.")
        page.skip()
        return
    steps = ['Isi kotak kuning pada "Keterangan kiriman" di bawah.'] if "" in given.declared.values() else []
    steps.append(
        "Buka lembar laporan, perbaiki sel yang berwarna. Alasan dan contohnya ada pada catatan sel dan di bawah."
        if given.has_colours
        else 'Lakukan yang tertulis di bawah, pada kolom "Yang perlu dilakukan".'
    )
    if any(note.is_confirmable for note in given.notes):
        steps.append(
            f'Bila suatu nilai memang demikian adanya, jangan diubah: tulis "{CONFIRMED}" pada kolom {ANSWER_HEADER} '
            "di baris itu. Alasannya boleh ditulis di belakangnya."
        )
    steps.append(
        "Simpan, lalu kirim kembali berkas ini seutuhnya (lembar Ringkasan jangan dihapus). Nama berkas boleh diganti."
    )
    for number, step in enumerate(steps, start=1):
        page.line(f"{number}. {step}")
    page.skip()


def _legend(page: SummaryPage) -> None:
    page.line("Arti warna", font=colours.BOLD)
    for severity in ORDER:
        page.sheet.cell(page.row, 1).fill = colours.FILLS[severity]
        page.pair(SEVERITY_WORDS[severity], MEANINGS[severity])
    page.skip()


def _declared(page: SummaryPage, given: Return) -> None:
    """Lines as on a cover: they are read when the file comes back."""
    page.line("Keterangan kiriman", font=colours.BOLD)
    if given.declared:
        page.line(READ_LIKE_COVER)
    severities = {note.label: note.severity for note in reversed(by_gravity(given.notes))}
    for label, value in given.declared.items():
        cell = page.sheet.cell(page.row, 2)
        cell.border, cell.number_format = colours.BOX, colours.TEXT_FORMAT
        severity = severities.get(label, "" if value else "ask")
        if severity:
            cell.fill = colours.FILLS[severity]
        page.boxes[label] = cell.coordinate
        page.pair(label, value)
    page.pair(DELIVERY_LABEL, delivery_number(given.file_sha256, given.delivery_no))
    page.skip()


def _set_up(sheet: Worksheet) -> None:
    """Widths, and a page that prints on A4."""
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
