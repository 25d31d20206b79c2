"""Marks of the sheets of an .xls. Runs in the child process."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import date

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet

from sources.books.book import DAY_ZERO, DAY_ZERO_1904
from sources.books.cell_marks import SheetMarks, Shown, is_percent, percentage

DAMAGES = (xlrd.XLRDError, CompDocError, AssertionError, LookupError, OSError, ValueError, TypeError, struct.error)
"""What xlrd raises where bytes are not as it expects."""


def of_workbook(content: bytes) -> dict[str, SheetMarks]:
    """Marks by the name of a sheet; none of a workbook that only the reader understands."""
    try:
        # it would tell of oddities on stdout, which is for answers
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=True
        )
        percent = frozenset(
            number
            for number, style in enumerate(book.xf_list)
            if is_percent(book.format_map[style.format_key].format_str)
        )
        day_zero = DAY_ZERO_1904 if book.datemode else DAY_ZERO
        return {name: _of_sheet(book.sheet_by_name(name), percent, day_zero) for name in book.sheet_names()}
    except DAMAGES:
        return {}


def _of_sheet(sheet: Sheet, percent: frozenset[int], day_zero: date) -> SheetMarks:
    rows = [range(row, row + 1) for row, info in sorted(sheet.rowinfo_map.items()) if info.hidden]
    columns = [range(column, column + 1) for column, info in sorted(sheet.colinfo_map.items()) if info.hidden]
    # nothing in the bytes says cheaply whether it has merged cells, so the reader is asked for them
    return SheetMarks(rows, columns, list(_shown(sheet, percent)), has_merges=True, day_zero=day_zero)


def _shown(sheet: Sheet, percent: frozenset[int]) -> Iterator[Shown]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                yield Shown(row, column, xlrd.error_text_from_code.get(cell.value, "#N/A"))
            elif cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in percent:
                yield Shown(row, column, percentage(cell.value))
