"""openpyxl without its surprises: numbers made dates, text that turns into a formula, temporary files on the disk."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from returns.stored_values import Stored, with_values

CELL_CHARACTERS = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula when somebody types it again."""


class _ReaderOfNumbers(ExcelReader):
    """openpyxl makes dates of numbers in cells with the look of dates, and `#VALUE!` of one that is too large."""

    def read_worksheets(self) -> None:
        """Read all sheets, in which a number is a number whatever it looks like."""
        self.wb._date_formats = self.wb._timedelta_formats = set()
        super().read_worksheets()


def read_workbook(content: bytes, *, values_only: bool = False) -> Workbook:
    """The workbook without macros and links.

    `values_only`: to be read row by row, with the stored values of formulas in their place.
    """
    reader = _ReaderOfNumbers(
        io.BytesIO(content),
        read_only=values_only,
        keep_vba=False,
        keep_links=False,
        data_only=values_only,
        rich_text=not values_only,
    )
    reader.read()
    return reader.wb


def put_text(cell: Cell, text: str) -> None:
    """Write a text that stays a text, whatever it begins with, also after the cell was edited."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_CHARACTERS]
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


class _WriterInMemory(ExcelWriter):
    """openpyxl writes each sheet to a temporary file first: here nothing touches the disk.

    Nor does it write what a formula last gave: here that stands beside the formula.
    """

    def __init__(self, book: Workbook, archive: ZipFile, stored: Stored) -> None:
        super().__init__(book, archive)
        self._stored = stored

    def write_worksheet(self, ws: Worksheet) -> None:
        """Put one sheet into the archive."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        part = io.BytesIO()
        writer = WorksheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], with_values(part.getvalue(), self._stored.get(ws.title, {})))
        self.manifest.append(ws)


def as_bytes(book: Workbook, stored: Stored) -> bytes:
    """The workbook as the bytes of an .xlsx file, made in memory, with the stored values of its formulas."""
    buffer = io.BytesIO()
    book.properties.modified = datetime.now(tz=UTC).replace(tzinfo=None)
    with ZipFile(buffer, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _WriterInMemory(book, archive, stored).write_data()
    return buffer.getvalue()
