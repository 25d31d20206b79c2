"""What an opened file is to everybody after the opening: its sheets, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sources.texts import Cell, is_blank

DAY_ZERO = date(1899, 12, 30)
"""From which a spreadsheet counts days, for those after February 1900, unless its workbook says otherwise."""
DAY_ZERO_1904 = date(1904, 1, 1)


@dataclass(frozen=True)
class Grid:
    """One sheet from A1: rows of equal width, blank cells None. A CSV is one visible grid named CSV."""

    name: str
    hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...]
    """Number of each row on the sheet, from 1; of a CSV the physical line its record begins on."""
    hidden_rows: frozenset[int] = frozenset()
    """Numbers of the rows that are hidden or filtered away; of a CSV there are none."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns of its rows, from 0, that are hidden; of a CSV there are none."""
    day_zero: date = DAY_ZERO
    """From which its workbook counts the days that stand as mere numbers: 1 January 1904 in some, from Macs."""

    @cached_property
    def filled(self) -> tuple[list[Cell], ...]:
        """The cells of each row in which something can be seen."""
        return tuple([cell for cell in row if not is_blank(cell)] for row in self.rows)

    @property
    def used_rows(self) -> int:
        """How many rows have anything in them."""
        return sum(map(bool, self.filled))


@dataclass(frozen=True)
class Book:
    """What came of opening a file: `status` is ok, or a read_status of staged_sheets and no sheets.

    `detail` is short and holds nothing of the file's content.
    """

    status: str
    detail: str = ""
    sheets: tuple[Grid, ...] = ()
    names_a_person: bool = False
    """Whether a number of a person stands in it outside the cells of its sheets."""


def numbered(name: str, rows: tuple[tuple[Cell, ...], ...]) -> Grid:
    """A visible sheet whose rows are numbered as they stand."""
    return Grid(name, False, rows, tuple(range(1, len(rows) + 1)))
