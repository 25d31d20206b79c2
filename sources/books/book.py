"""What an opened file is to everybody after the opening: its sheets, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

CellValue = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Grid:
    """One sheet from A1: rows of equal width, blank cells None. A CSV is one visible grid named CSV."""

    name: str
    hidden: bool
    rows: tuple[tuple[CellValue, ...], ...]
    row_numbers: tuple[int, ...]
    """Number of each row on the sheet, from 1; of a CSV the physical line its record begins on."""
    hidden_rows: frozenset[int] = frozenset()
    """Numbers of the rows that are hidden or filtered away; of a CSV there are none."""


@dataclass(frozen=True)
class Book:
    """What came of opening a file: `status` is ok, or a read_status of staged_sheets and no sheets.

    `detail` is short and holds nothing of the file's content.
    """

    status: str
    detail: str = ""
    sheets: tuple[Grid, ...] = ()


def numbered(name: str, rows: tuple[tuple[CellValue, ...], ...]) -> Grid:
    """A visible sheet whose rows are numbered as they stand."""
    return Grid(name, False, rows, tuple(range(1, len(rows) + 1)))
