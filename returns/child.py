"""The child process that makes returned workbooks: `python -m returns.child SECONDS PARENT_PID`.

It opens the sender's bytes a second time, so it is confined like the child that reads them. What it cannot make ends
it or is answered with nothing; its parent then asks for a humbler form.
"""

from __future__ import annotations

import gc
import io
import zipfile
from collections import defaultdict

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from returns.harmless import make_harmless
from returns.limits import MEMORY_BYTES
from returns.note import Note, Return
from returns.paint import paint
from returns.rebuilt import rebuild
from returns.request import CANNOT, OWN, SUMMARY_ONLY, unpacked
from returns.stored_values import Stored, stored_values
from returns.summary_sheet import add_summary
from returns.workbooks import as_bytes, read_workbook
from sources.books import preflight
from sources.books.book import Grid
from sources.books.confined import serve
from sources.books.opening import open_book
from sources.cover import COVER_NAME, SHOWN_NAME
from sources.returned import is_summary
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
        return as_bytes(book, {})
    made, stored = _own(content) if form == OWN else _rebuilt(content)
    if made is None or len(made.worksheets) != len(given.sheets):
        return CANNOT
    sheets = dict(enumerate(made.worksheets, start=1))
    _annotate(sheets, given)
    _remove_older_summary(made, sheets)
    add_summary(made, given, form, sheets)
    return as_bytes(made, stored)


def _own(content: bytes) -> tuple[Workbook | None, Stored]:
    """The sender's workbook without macros and without what reaches outside it; None where it is no .xlsx or .xlsm."""
    if preflight.check(content).form != "workbook" or not zipfile.is_zipfile(io.BytesIO(content)):
        return None, {}
    if XLSX_PART not in zipfile.ZipFile(io.BytesIO(content)).namelist():
        return None, {}
    book = read_workbook(content)
    book.template = False
    stored = stored_values(book, lambda: read_workbook(content, values_only=True))
    make_harmless(book, stored)
    return book, stored


def _rebuilt(content: bytes) -> tuple[Workbook | None, Stored]:
    book = open_book(content)
    return (rebuild(book.sheets), {}) if book.status == "ok" else (None, {})


def _annotate(sheets: dict[int, Worksheet], given: Return) -> None:
    cover = next((number for number, sheet in sheets.items() if key(sheet.title) == COVER_NAME), None)
    by_sheet: dict[int | None, list[Note]] = defaultdict(list)
    for note in given.notes:
        by_sheet[cover if note.cell.startswith(ON_COVER) else note.sheet_no].append(note)
    for result in given.sheets:
        paint(sheets[result.sheet_no], by_sheet[result.sheet_no], result.header_row)


def _remove_older_summary(book: Workbook, sheets: dict[int, Worksheet]) -> None:
    """The summary of an earlier return goes: a new one takes its place."""
    for number, sheet in list(sheets.items()):
        if is_summary(Grid(sheet.title, False, tuple(sheet.values), ())):
            book.remove(sheet)
            del sheets[number]


if __name__ == "__main__":
    serve(answer_to, MEMORY_BYTES)
