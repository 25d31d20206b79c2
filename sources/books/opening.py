"""Opening a file: its bytes to a book. For confined processes only: it reads what strangers wrote."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sources.books import csv_text, file_kinds, json_text, limits, ods_marks, preflight, xlsx_marks
from sources.books.book import Book, Grid, numbered
from sources.books.cell_marks import SheetMarks, Span, with_marks
from sources.books.persons_beside import shows_a_nik
from sources.texts import Cell

_EXACT_INTEGERS = 2**53
_KEPT = frozenset({int, float, bool, date, datetime})


def open_book(content: bytes) -> Book:
    """The book in a file's bytes. What is wrong with them is its status; only a crash of a reader is not."""
    content = csv_text.in_utf8(content)
    verdict = preflight.check(content)
    if verdict.form is None:
        return Book(verdict.status, verdict.detail)
    try:
        return _text(content) if verdict.form == "text" else _workbook(content, verdict)
    except PasswordError:
        return Book("password")
    except CalamineError as error:
        # The reader's message may quote a cell; its kind does not.
        return Book("unreadable", type(error).__name__)
    except MemoryError:
        return Book("too_large", "memory")


def _text(content: bytes) -> Book:
    if json_text.START.match(content):
        found = json_text.read(content)
        sheets = (numbered(name, tuple(map(tuple, rows))) for name, rows in found.sheets.items())
        return Book(found.status, found.detail, tuple(sheets), shows_a_nik(content))
    grid = csv_text.read(content)
    if grid.status != "ok":
        return Book(grid.status, grid.detail)
    return Book("ok", "", (Grid(csv_text.SHEET_NAME, False, grid.rows, grid.row_numbers),))


def _workbook(content: bytes, verdict: preflight.Verdict) -> Book:
    is_xls = content.startswith(file_kinds.OLE)
    marks = _marks(content, verdict.marked)
    grids = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        of_xls = _marks_of_xls(content) if is_xls else {}
        for place, metadata in enumerate(book.sheets_metadata):
            if metadata.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            if sheet.total_height * sheet.total_width > limits.GRID_CELLS:
                return Book("sparse", f"{sheet.total_height} × {sheet.total_width}")
            own = of_xls.get(metadata.name, SheetMarks(has_merges=True)) if is_xls else marks.get(place)
            is_hidden = metadata.visible != SheetVisibleEnum.Visible
            grid = _grid(sheet, metadata.name, own, is_hidden=is_hidden)
            day_zero = own.day_zero if is_xls and own is not None else verdict.day_zero
            grids.append(replace(grid, day_zero=day_zero))
    if not any(cell is not None for grid in grids for row in grid.rows for cell in row):
        return Book("empty")
    return Book("ok", "", tuple(grids), verdict.names_a_person)


def _grid(sheet: CalamineSheet, name: str, marks: SheetMarks | None, *, is_hidden: bool) -> Grid:
    rows = [_plain(row) for row in sheet.to_python(skip_empty_area=False)]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    if marks is not None:
        merged = (sheet.merged_cell_ranges or ()) if marks.has_merges else ()
        spans = [Span(top, left, below - top + 1) for (top, left), (below, _) in merged]
        rows = with_marks(rows, marks.shown, [*marks.spans, *spans])
        hidden_rows = frozenset(row + 1 for row in _within(marks.hidden_rows, len(rows)))
        hidden_columns = frozenset(_within(marks.hidden_columns, len(rows[0]) if rows else 0))
    numbers = tuple(range(1, len(rows) + 1))
    return Grid(name, is_hidden, tuple(map(tuple, rows)), numbers, hidden_rows, hidden_columns)


def _within(hidden: Iterable[range], used: int) -> Iterator[int]:
    """The rows or columns of these ranges that are among the first `used` ones."""
    for each in hidden:
        yield from range(each.start, min(each.stop, used))


def _marks(content: bytes, marked: tuple[str, ...]) -> dict[int, SheetMarks]:
    """Marks by the place of a sheet, where the check before saw any."""
    if not marked:
        return {}
    return ods_marks.of_content(content) if marked == ("content.xml",) else xlsx_marks.of_workbook(content, marked)


def _marks_of_xls(content: bytes) -> dict[str, SheetMarks]:
    # what opens .xls takes a tenth of the start of a process, and few files are .xls
    from sources.books import xls_marks

    return xls_marks.of_workbook(content)


def _plain(row: list[Any]) -> list[Cell]:
    """None for blank, int for a whole number (a workbook stores every number as a float).

    Durations and times of day, which no report holds, become text.
    """
    return [
        (cell or None)
        if (kind := type(cell)) is str
        else int(cell)
        if kind is float and cell.is_integer() and abs(cell) < _EXACT_INTEGERS
        else cell
        if kind in _KEPT
        else _clock(cell)
        if kind is timedelta
        else str(cell)
        for cell in row
    ]


def _clock(duration: timedelta) -> str:
    """`24:00:00` for a day."""
    seconds = round(abs(duration).total_seconds())
    sign = "-" if duration < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
