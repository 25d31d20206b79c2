"""The child process that makes returned workbooks: `python -m returns.workbook.child SECONDS PARENT_PID`.

It opens the sender's bytes a second time, so it is confined like the child that reads them. What it cannot make ends
it or is answered with nothing; its parent then asks for a humbler form.
"""

from __future__ import annotations

import gc
import io
import zipfile
from collections import defaultdict
from functools import partial

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from returns.note import Note, Return
from returns.sent_parts.anchors import width_emu
from returns.sent_parts.graft import SheetGraft
from returns.sent_parts.harmless import make_harmless
from returns.sent_parts.note_sizes import keep_note_sizes
from returns.sent_parts.package import Package
from returns.sent_parts.stored_values import stored_values
from returns.sent_parts.taken import sheet_grafts
from returns.workbook.limits import MEMORY_BYTES
from returns.workbook.paint import paint
from returns.workbook.rebuilt import rebuild
from returns.workbook.request import CANNOT, OWN, REBUILT, SUMMARY_ONLY, unpacked
from returns.workbook.seen_colours import let_colours_be_seen
from returns.workbook.summary_sheet import add_summary
from returns.workbook.written import Kept, as_bytes
from returns.workbooks import read_values, read_workbook
from sources.books import preflight
from sources.books.book import Grid
from sources.books.confined import serve
from sources.books.opening import open_book
from sources.sheets.cover import COVER_NAME, SHOWN_NAME
from sources.sheets.returned import is_summary
from sources.texts import key

XLSX_PART = "xl/workbook.xml"
ON_COVER = f"{SHOWN_NAME}!"


def answer_to(message: bytes) -> bytes:
    """The workbook of one request, or CANNOT where the file does not lend itself to the form that is asked for."""
    # workbooks are full of cycles, and nothing else here collects them (`confined.serve`)
    gc.collect()
    form, given, content = unpacked(message)
    if form == SUMMARY_ONLY:
        book = Workbook()
        empty = book.active
        add_summary(book, given, form, {})
        book.remove(empty)
        return as_bytes(book, Kept())
    made, kept = _rebuilt(content) if form == REBUILT else _own(content, is_plain=form != OWN)
    if made is None or len(made.worksheets) != len(given.sheets):
        return CANNOT
    sheets = dict(enumerate(made.worksheets, start=1))
    _annotate(sheets, given, kept)
    _remove_older_summary(made, sheets, kept)
    add_summary(made, given, form, sheets)
    return as_bytes(made, kept)


def _own(content: bytes, *, is_plain: bool) -> tuple[Workbook | None, Kept]:
    """The sender's workbook without macros and without what reaches outside it, and what openpyxl does not keep of it.

    None where it is no .xlsx or .xlsm.
    """
    if preflight.check(content).form != "workbook" or not zipfile.is_zipfile(io.BytesIO(content)):
        return None, Kept()
    if XLSX_PART not in zipfile.ZipFile(io.BytesIO(content)).namelist():
        return None, Kept()
    book, parts = read_workbook(content)
    book.template = False
    stored = stored_values(book, lambda: read_values(content))
    make_harmless(book, stored)
    if is_plain:
        return book, Kept(stored)
    package = Package(content)
    keep_note_sizes(package, book, parts)
    return book, Kept(stored, sheet_grafts(package, book, parts))


def _rebuilt(content: bytes) -> tuple[Workbook | None, Kept]:
    book = open_book(content)
    return (rebuild(book.sheets), Kept()) if book.status == "ok" else (None, Kept())


def _annotate(sheets: dict[int, Worksheet], given: Return, kept: Kept) -> None:
    cover = next((number for number, sheet in sheets.items() if key(sheet.title) == COVER_NAME), None)
    by_sheet: dict[int | None, list[Note]] = defaultdict(list)
    for note in given.notes:
        by_sheet[cover if note.cell.startswith(ON_COVER) else note.sheet_no].append(note)
    for result in given.sheets:
        sheet = sheets[result.sheet_no]
        columns = paint(sheet, by_sheet[result.sheet_no], result.header_row)
        graft = kept.grafts.get(sheet.title, SheetGraft())
        if columns is not None:
            graft.make_room(columns, partial(width_emu, sheet))
        graft.move_behind(let_colours_be_seen(sheet, graft.formatted))


def _remove_older_summary(book: Workbook, sheets: dict[int, Worksheet], kept: Kept) -> None:
    """The summary of an earlier return goes: a new one takes its place."""
    for number, sheet in list(sheets.items()):
        if is_summary(Grid(sheet.title, False, tuple(sheet.values), ())):
            book.remove(sheet)
            kept.grafts.pop(sheet.title, None)
            del sheets[number]


if __name__ == "__main__":
    serve(answer_to, MEMORY_BYTES)
