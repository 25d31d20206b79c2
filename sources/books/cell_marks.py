"""What a sheet shows and the reader does not tell: hidden rows and columns, formulas without a result, errors,
percentages, numbers that are struck through, merges.

Runs in the child process. Rows and columns count from 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sources.books import limits
from sources.books.book import DAY_ZERO

_QUOTED = re.compile(r"\"[^\"]*\"|\\.")

FORMULA = "="
"""How a formula without a result begins in a grid: as its sender would type it."""

STRUCK = "(dicoret)"
"""What a grid says behind a number that is struck through: it was taken back, and is none any more."""


class Shown(NamedTuple):
    """A block of cells that show this text."""

    row: int
    column: int
    text: str
    n_rows: int = 1
    n_columns: int = 1


class Span(NamedTuple):
    """A cell merged with those below it."""

    row: int
    column: int
    n_rows: int


@dataclass
class SheetMarks:
    """Marks of one sheet; blocks do not overlap."""

    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    """Both may reach far beyond the last used row or column."""
    shown: list[Shown] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    has_merges: bool = False
    """Whether the reader is to be asked for merged cells; of an .ods it knows none."""
    day_zero: date = DAY_ZERO
    """From which an .xls counts its days; of other workbooks the check of their bytes tells it."""


def is_percent(number_format: str) -> bool:
    """True for a number format that shows a percentage; a percent sign in quotes is a mere letter."""
    return "%" in _QUOTED.sub("", number_format)


def percentage(number: float) -> str:
    """What a cell in percent format says: `85.5%` for 0.855.

    Three decimals get a fourth, because `85.512` may also be a thousands separator to whoever reads it next.
    """
    text = f"{number * 100:.6f}".rstrip("0").rstrip(".")
    return f"{text}0%" if len(text.partition(".")[2]) == 3 else f"{text}%"


def with_marks(rows: list[list[Any]], shown: list[Shown], spans: list[Span]) -> list[list[Any]]:
    """The grid as the sheet shows it; it grows where a marked cell lies outside (never beyond GRID_CELLS).

    A merged text stands for each of its rows. A merged number may be shared by them, so it stays in the first one.
    """
    rows = _grown(rows, shown)
    for block in shown:
        for row in rows[block.row : block.row + block.n_rows]:
            for column in range(block.column, min(block.column + block.n_columns, len(row))):
                row[column] = block.text
    for span in spans:
        _fill_down(rows, span)
    return rows


def _grown(rows: list[list[Any]], shown: list[Shown]) -> list[list[Any]]:
    height = max([len(rows), *(block.row + block.n_rows for block in shown)])
    width = max([len(rows[0]) if rows else 0, *(block.column + block.n_columns for block in shown)])
    if height * width > limits.GRID_CELLS:
        return rows
    wide = [row + [None] * (width - len(row)) for row in rows]
    return wide + [[None] * width for _ in range(height - len(rows))]


def _fill_down(rows: list[list[Any]], span: Span) -> None:
    if span.row >= len(rows) or span.column >= len(rows[span.row]):
        return
    text = rows[span.row][span.column]
    if isinstance(text, str):
        for row in rows[span.row + 1 : span.row + span.n_rows]:
            row[span.column] = row[span.column] or text
