"""Numbers of a CSV whose decimal comma also separates the fields: `85,5` below one header is two fields, 85 and 5.

Such a row has a figure beyond the last header. Which of its numbers was split nobody can tell, so all are asked back.
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.books.book import Grid
from sources.books.csv_text import SHEET_NAME
from sources.sheets.match import Match
from sources.texts import Cell
from sources.values.readings import Reading


def first_headless(grid: Grid, match: Match) -> int | None:
    """The column right of the last header of a CSV; None where the sheet is no CSV or has no column there."""
    end = match.headers_end
    return end if grid.name == SHEET_NAME and end < len(match.headings) else None


def may_be_split(row: Sequence[Cell], headless: int) -> bool:
    """Whether a row has a figure in the columns without a header."""
    return any(isinstance(cell, str) and cell.strip().isdigit() for cell in row[headless:])


def asked(reading: Reading, column: int, row: Sequence[Cell]) -> Reading:
    """The reading of a cell in such a row: a number is itself, or the whole part of what its neighbour ends."""
    after = row[column + 1] if column + 1 < len(row) else None
    if reading.status != "ok" or not isinstance(reading.value, (int, float)) or not str(after).strip().isdigit():
        return reading
    return Reading(None, "ambiguous_number", str(row[column]).strip(), f"{row[column]}.{after}".replace(" ", ""))
