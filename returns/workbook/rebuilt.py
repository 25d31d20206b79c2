"""A workbook rebuilt from what the reader gave of a file: values only, each as it was read, never a formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from returns.workbook.colours import TEXT_FORMAT
from returns.workbooks import put_text
from sources.books import csv_text
from sources.books.book import DAY_ZERO_1904, Grid
from sources.books.sheet_names import as_sheet_name
from sources.texts import Cell

DATA_NAME = "Data"
DATE_FORMAT = "dd/mm/yyyy"
NARROWEST, WIDEST = 9, 42


def rebuild(sheets: Iterable[Grid]) -> Workbook:
    """A workbook of these sheets, every row where it stood."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        if sheet.day_zero == DAY_ZERO_1904:
            # what stands as a mere number keeps its day
            book.epoch = CALENDAR_MAC_1904
        is_csv = sheet.name == csv_text.SHEET_NAME
        page = book.create_sheet(DATA_NAME if is_csv else as_sheet_name(sheet.name, " "))
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for number, row in zip(sheet.row_numbers, sheet.rows, strict=True):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    _put(page, number, column, value)
        _widen(page)
    return book


def _put(page: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = page.cell(row, column)
    if isinstance(value, str):
        put_text(cell, value)
        cell.number_format = TEXT_FORMAT
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DATE_FORMAT
    else:
        cell.value = value if isinstance(value, (bool, int, float)) else str(value)


def _widen(page: Worksheet) -> None:
    """Columns as wide as what stands in them, within reason."""
    widths: dict[int, int] = {}
    for cell in page._cells.values():
        widths[cell.column] = max(widths.get(cell.column, 0), len(str(cell.value)) + 2)
    for column, width in widths.items():
        page.column_dimensions[get_column_letter(column)].width = min(max(width, NARROWEST), WIDEST)
