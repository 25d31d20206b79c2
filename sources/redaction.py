"""Taking a person out of a file: the same sheets, every row where it stood, without what tells of that person.

Rows that are the person's own are emptied; where only the number stands (a child's row names the mother's), that cell
is. What comes out is a workbook of values, or for a text a text: the layouts read it as they read the file before.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from sources.books import csv_text
from sources.books.book import Book, Grid
from sources.texts import Cell

DIGITS = 16
WRITTEN_AT = date(2000, 1, 1)
"""The workbook says so of itself, so that the same rows are the same bytes."""
DATE_FORMAT, TIME_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_NUMBER = re.compile(r"(?<!\d)\d(?:[\s.'’\-\u200b-\u200d\ufeff]?\d){15}(?!\d)")
_NO_DIGIT = re.compile(r"\D")


Place = tuple[int, int]


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

    def named_in(self, value: Cell) -> bool:
        """Whether a cell holds one of the numbers, as a number or in a text, however it is spaced."""
        if isinstance(value, str):
            return len(value) >= DIGITS and any(
                _NO_DIGIT.sub("", match.group()) in self.numbers for match in _NUMBER.finditer(value)
            )
        if isinstance(value, int):
            return str(value) in self.numbers
        return isinstance(value, float) and f"{value:.0f}" in self.numbers


def redacted(content: bytes, book: Book, persons: Persons) -> Redacted | None:
    """`content`, which was opened as `book`, without these persons; None where they are not in it.

    Of what could not be opened (status other than ok) the lines that hold a number are emptied, if it is a text.
    """
    if book.status != "ok":
        return _without_lines(content, persons.numbers)
    rows: set[Place] = set()
    cells: list[Place] = []
    sheets = [_emptied(grid, number, persons, rows, cells) for number, grid in enumerate(book.sheets, start=1)]
    if not rows and not cells:
        return None
    separator = _separator(content) if book.sheets[0].name == csv_text.SHEET_NAME else None
    made = _as_text(sheets[0], separator) if separator else _as_workbook(book, sheets)
    return Redacted(made, frozenset(rows), tuple(cells))


def _emptied(grid: Grid, sheet_no: int, persons: Persons, rows: set[Place], cells: list[Place]) -> list[Sequence[Cell]]:
    """The rows of a sheet without the persons; what was emptied is added to `rows` and `cells`."""
    own = set(persons.own_rows.get(sheet_no, ()))
    left: list[Sequence[Cell]] = []
    for number, row in zip(grid.row_numbers, grid.rows, strict=True):
        named = [persons.named_in(value) for value in row]
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
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.set_properties({"created": WRITTEN_AT})
        day, moment = (made.add_format({"num_format": form}) for form in (DATE_FORMAT, TIME_FORMAT))
        for grid, rows in zip(book.sheets, sheets, strict=True):
            page = made.add_worksheet(grid.name)
            if grid.hidden:
                page.hide()
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


def _without_lines(content: bytes, numbers: Collection[str]) -> Redacted | None:
    wanted = [number.encode() for number in numbers]
    lines = content.split(b"\n")
    if b"\x00" in content or not any(number in content for number in wanted):
        return None
    kept = [b"" if any(number in line for number in wanted) else line for line in lines]
    emptied = [number for number, (old, new) in enumerate(zip(lines, kept, strict=True), start=1) if old != new]
    return Redacted(b"\n".join(kept), frozenset((1, number) for number in emptied))
