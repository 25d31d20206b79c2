"""The sheet Ringkasan: what became of the report, by when and how to answer, every finding, what was declared."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from returns.note import CONFIRMED, ORDER, Note, Return, by_gravity
from returns.words import written_date
from returns.workbook import colours
from returns.workbook.request import OWN, PLAIN, REBUILT, SUMMARY_ONLY
from returns.workbooks import put_text
from sources.sheets.returned import (
    ANSWER_HEADER,
    DELIVERY_LABEL,
    FINDING_HEADINGS,
    OTHER_SUMMARY_NAME,
    SEVERITY_WORDS,
    SUMMARY_NAME,
    delivery_number,
)

WIDTHS = {"A": 24, "B": 19, "C": 9, "D": 14, "E": 54, "F": 54}
"""In characters: all columns fit on a screen of 1366 pixels."""
LAST_COLUMN = "F"
LINE_POINTS = 15
LINE_CHARACTERS = 185
"""What fits into a line over the whole width."""
MOST_LISTED = 1000
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
    page = _Page(book.create_sheet(name, 0))
    page.line("Ringkasan pemeriksaan laporan", font=colours.TITLE, points=24)
    page.line(f"{given.report} · kami terima {written_date(given.received_on)}", font=colours.BOLD)
    page.line(HOW_MADE.get(form, NOT_MARKED if given.was_opened else NOT_OPENED))
    page.skip()
    _results(page, given)
    _steps(page, given, form)
    _legend(page)
    _declared(page, given)
    _findings(page, given, form, sheets)
    _set_up(page.sheet)
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False


class _Page:
    """A sheet that is written line by line, from the top."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 1

    def skip(self) -> None:
        self.row += 1

    def line(self, text: str, font: colours.Font = colours.PLAIN, points: int = LINE_POINTS) -> None:
        """One text over the whole width."""
        cell = self.sheet.cell(self.row, 1)
        put_text(cell, text)
        cell.font, cell.alignment = font, colours.WRAPPED
        self.sheet.merge_cells(f"A{self.row}:{LAST_COLUMN}{self.row}")
        self.sheet.row_dimensions[self.row].height = points * (1 + len(text) // LINE_CHARACTERS)
        self.row += 1

    def pair(self, label: str, value: str | int, remark: str = "") -> None:
        """A label, its value, and a remark."""
        for column, text in enumerate((label, value, remark), start=1):
            cell = self.sheet.cell(self.row, column)
            cell.font, cell.alignment = colours.PLAIN if column > 1 else colours.BOLD, colours.LEFT
            if isinstance(text, int):
                cell.value = text
            elif text:
                put_text(cell, text)
        self.row += 1


def _results(page: _Page, given: Return) -> None:
    for label, fate, remark in FATES:
        count = given.rows(fate)
        if count or fate == "loaded":
            page.pair(f"{label} (baris)", count, remark)
    page.pair("Kirim paling lambat", written_date(given.answer_by), "lewat tanggal ini pun perbaikan tetap diterima")
    page.skip()


def _steps(page: _Page, given: Return, form: str) -> None:
    page.line("Langkah berikutnya", font=colours.BOLD)
    if form == SUMMARY_ONLY:
        page.line("1. Perbaiki berkas asli Anda menurut daftar di bawah, lalu kirim kembali berkas asli itu.")
        page.skip()
        return
    steps = ["Buka lembar laporan, perbaiki sel yang berwarna. Alasan dan contohnya ada pada catatan sel dan di bawah."]
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


def _legend(page: _Page) -> None:
    page.line("Arti warna", font=colours.BOLD)
    for severity in ORDER:
        page.sheet.cell(page.row, 1).fill = colours.FILLS[severity]
        page.pair(SEVERITY_WORDS[severity], MEANINGS[severity])
    page.skip()


def _declared(page: _Page, given: Return) -> None:
    """Lines as on a cover: they are read when the file comes back."""
    page.line("Keterangan kiriman", font=colours.BOLD)
    if given.declared:
        page.line(READ_LIKE_COVER)
    for label, value in given.declared.items():
        cell = page.sheet.cell(page.row, 2)
        cell.border, cell.number_format = colours.BOX, colours.TEXT_FORMAT
        page.pair(label, value)
    page.pair(DELIVERY_LABEL, delivery_number(given.file_sha256, given.delivery_no))
    page.skip()


def _findings(page: _Page, given: Return, form: str, sheets: dict[int, Worksheet]) -> None:
    page.line(f"Yang ditemukan ({len(given.notes)})", font=colours.BOLD)
    for column, heading in enumerate(FINDING_HEADINGS, start=1):
        cell = page.sheet.cell(page.row, column)
        put_text(cell, heading)
        cell.font, cell.fill, cell.border = colours.BOLD, colours.HEADER_FILL, colours.BOX
    page.sheet.print_title_rows = f"{page.row}:{page.row}"
    page.row += 1
    for number, note in enumerate(by_gravity(given.notes)[:MOST_LISTED], start=1):
        _finding(page, number, note, sheets.get(note.sheet_no))
    if len(given.notes) > MOST_LISTED:
        where = "" if form == SUMMARY_ONLY else ", masing-masing pada selnya"
        page.line(f"… dan {len(given.notes) - MOST_LISTED} lagi{where}.")


def _finding(page: _Page, number: int, note: Note, sheet: Worksheet | None) -> None:
    fix = note.next_step + (f" Contoh: {note.example}" if note.example else "")
    name = sheet.title if sheet is not None else ""
    texts = (name, note.cell or _row_text(note), SEVERITY_WORDS[note.severity], note.message, fix)
    page.sheet.cell(page.row, 1).value = number
    for column, text in enumerate(texts, start=2):
        put_text(page.sheet.cell(page.row, column), text)
    for cell in page.sheet[page.row][: len(FINDING_HEADINGS)]:
        cell.font, cell.alignment, cell.border = colours.PLAIN, colours.WRAPPED, colours.BOX
    page.sheet.cell(page.row, 4).fill = colours.FILLS[note.severity]
    target = next(_targets(note, sheet), None)
    if target is not None:
        cell = page.sheet.cell(page.row, 3)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
        cell.font = colours.LINKED
    longest = max(1 + len(texts[-2]) // WIDTHS["E"], 1 + len(texts[-1]) // WIDTHS["F"], 1 + len(name) // WIDTHS["B"])
    page.sheet.row_dimensions[page.row].height = LINE_POINTS * longest
    page.row += 1


def _row_text(note: Note) -> str:
    return f"baris {note.row_number}" if note.row_number else "–"


def _targets(note: Note, sheet: Worksheet | None) -> Iterator[str]:
    """Where a click on the cell leads: the place within this workbook."""
    if "!" in note.cell:
        yield note.cell
    elif sheet is not None and (note.cell or note.row_number):
        quoted = sheet.title.replace("'", "''")
        yield f"'{quoted}'!{note.cell.split(', ')[0] or f'A{note.row_number}'}"


def _set_up(sheet: Worksheet) -> None:
    """Widths, and a page that prints on A4."""
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
