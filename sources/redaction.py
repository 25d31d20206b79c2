"""Taking a person out of a file: the same sheets, every row where it stood, without what tells of that person.

Rows that are the person's own are emptied; where only the number stands (a child's row names the mother's), that cell
is. What comes out is a workbook of values, or for a text a text: the layouts read it as they read the file before.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from sources.books import csv_text
from sources.books.book import DAY_ZERO_1904, Book, Grid
from sources.books.sheet_names import as_sheet_name
from sources.texts import Cell
from sources.values.cut_numbers import numbers_in

WRITTEN_AT = date(2000, 1, 1)
"""The workbook says so of itself, so that the same rows are the same bytes."""
DATE_FORMAT, TIME_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_BETWEEN_FIELDS = re.compile(r"[;|\t]|,(?!\d)|(?<!\d),")
"""In a line of a text that could not be opened; a comma between digits may be a decimal one."""

Place = tuple[int, int]
"""Number of the sheet, number of the row."""
CellPlace = tuple[int, int, int]
"""Number of the sheet, number of the row, index of the column."""


@dataclass(frozen=True)
class Redacted:
    """A file without the persons, and what was taken out."""

    content: bytes
    rows: frozenset[Place]
    """Rows that were emptied: number of the sheet, number of the row."""
    cells: tuple[Place, ...] = ()
    """The rows of the single cells that were."""


@dataclass(frozen=True)
class Persons:
    """Whom to take out: 16-digit numbers, and the rows known to be theirs by number of the sheet."""

    numbers: frozenset[str]
    own_rows: Mapping[int, Collection[int]]
    listing_sheets: Collection[int]
    """Numbers of the sheets that a layout reads as lists of persons: there a row that only names the number is
    another person's. On any other sheet it is taken for the person's own."""
    cut_cells: Collection[CellPlace] = frozenset()
    """Cells in which one of the numbers stands cut, known to be one of these persons' by more than its digits."""

    def named_in(self, value: Cell) -> bool:
        """Whether a cell holds one of the numbers, as a number or in a text, however it is spaced."""
        return not self.numbers.isdisjoint(numbers_in(value))


def redacted(content: bytes, book: Book, persons: Persons) -> Redacted | None:
    """`content`, which was opened as `book`, without these persons; None where they are not in it.

    Of what could not be opened (status other than ok) the lines that hold a number are emptied, if it is a text.
    """
    if book.status != "ok":
        return _without_lines(content, persons)
    rows: set[Place] = set()
    cells: list[Place] = []
    sheets = [_emptied(grid, number, persons, rows, cells) for number, grid in enumerate(book.sheets, start=1)]
    if not rows and not cells:
        return None
    separator = _separator(content) if book.sheets[0].name == csv_text.SHEET_NAME else None
    made = _as_text(sheets[0], separator) if separator else _as_workbook(book, sheets)
    return Redacted(made, frozenset(rows), tuple(cells))


def rows_of(content: bytes, book: Book) -> Iterator[tuple[Place, Sequence[Cell]]]:
    """Every row of a file that was opened as `book`; of a text that could not be opened its lines, as sheet 1."""
    if book.status != "ok":
        lines = [] if b"\x00" in content else content.decode("latin-1").split("\n")
        yield from (((1, number), _BETWEEN_FIELDS.split(line)) for number, line in enumerate(lines, start=1))
    for sheet_no, grid in enumerate(book.sheets, start=1):
        for number, row in zip(grid.row_numbers, grid.rows, strict=True):
            yield (sheet_no, number), row


def _emptied(grid: Grid, sheet_no: int, persons: Persons, rows: set[Place], cells: list[Place]) -> list[Sequence[Cell]]:
    """The rows of a sheet without the persons; what was emptied is added to `rows` and `cells`."""
    own = set(persons.own_rows.get(sheet_no, ()))
    left: list[Sequence[Cell]] = []
    for number, row in zip(grid.row_numbers, grid.rows, strict=True):
        named = [
            persons.named_in(value) or (sheet_no, number, column) in persons.cut_cells
            for column, value in enumerate(row)
        ]
        if number in own or (any(named) and sheet_no not in persons.listing_sheets):
            rows.add((sheet_no, number))
            left.append([None] * len(row))
        elif any(named):
            cells.extend([(sheet_no, number)] * sum(named))
            left.append([None if is_named else value for value, is_named in zip(row, named, strict=True)])
        else:
            left.append(row)
    return left


def _separator(content: bytes) -> str | None:
    """The separator of a text in UTF-8; None of any other file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else csv_text.separator_of(text)[0]


def _as_text(rows: list[Sequence[Cell]], separator: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _as_workbook(book: Book, sheets: list[list[Sequence[Cell]]]) -> bytes:
    out = io.BytesIO()
    from_1904 = any(grid.day_zero == DAY_ZERO_1904 for grid in book.sheets)
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": from_1904}) as made:
        made.set_properties({"created": WRITTEN_AT})
        day, moment = (made.add_format({"num_format": form}) for form in (DATE_FORMAT, TIME_FORMAT))
        for name, grid, rows in zip(_sheet_names(book), book.sheets, sheets, strict=True):
            page = made.add_worksheet(name)
            if grid.hidden:
                page.hide()
            for column in sorted(grid.hidden_columns):
                page.set_column(column, column, None, None, {"hidden": True})
            for number, row in zip(grid.row_numbers, rows, strict=True):
                if number in grid.hidden_rows:
                    page.set_row(number - 1, None, None, {"hidden": True})
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        page.write_string(number - 1, column, value)
                    elif isinstance(value, datetime):
                        page.write_datetime(number - 1, column, value, moment)
                    elif isinstance(value, date):
                        page.write_datetime(number - 1, column, value, day)
                    elif value is not None:
                        page.write(number - 1, column, value)
    return out.getvalue()


def _sheet_names(book: Book) -> list[str]:
    """Names of the sheets as a workbook can have them; in a JSON text they are paths."""
    names: list[str] = []
    for number, grid in enumerate(book.sheets, start=1):
        name = as_sheet_name(grid.name, "-")
        is_free = name.casefold() not in {other.casefold() for other in names}
        names.append(name if is_free else as_sheet_name(f"{number}-{name}", "-"))
    return names


def _without_lines(content: bytes, persons: Persons) -> Redacted | None:
    wanted = [number.encode() for number in persons.numbers]
    cut = {line for _, line, _ in persons.cut_cells}
    lines = content.split(b"\n")
    if b"\x00" in content or not (cut or any(number in content for number in wanted)):
        return None
    is_theirs = [number in cut or any(nik in line for nik in wanted) for number, line in enumerate(lines, start=1)]
    kept = [b"" if theirs else line for line, theirs in zip(lines, is_theirs, strict=True)]
    emptied = [number for number, theirs in enumerate(is_theirs, start=1) if theirs]
    return Redacted(b"\n".join(kept), frozenset((1, number) for number in emptied))
