"""The instalment in the name of a sheet or above its table, where all rows say another one: `Tahap 2` over rows of the
first, which were copied for it."""

from __future__ import annotations

import re

from sources.books.book import Grid
from sources.rows.read_cells import ReadCell, TypedRow
from sources.sheets.match import Match
from sources.texts import clean
from sources.values.cell_values import INSTALMENTS
from sources.values.instalment_forms import instalment_number
from sources.values.readings import Reading

TOLD = re.compile(r"\b(?:tahap|thp|termin|angsuran)\.?\s*(?:ke\s?-?\s?)?(?:\d{1,2}|[IVX]+)\b", re.IGNORECASE)
SEVERAL = re.compile(r"\s*(?:[-\u2013\u2014&,+/]|s\.?\s?/?\s?d\b|sampai|hingga|dan)", re.IGNORECASE)
"""What stands behind an instalment that is only the first of several."""


def asked_beside_title(rows: list[TypedRow], grid: Grid, match: Match) -> list[TypedRow]:
    """The rows, in which the instalment is asked back (`stage_differs`) where that is so."""
    columns = INSTALMENTS.intersection(match.layout.contract.column_names)
    if len(columns) != 1 or match.layout.shape != "table":
        return rows
    told = _told(grid, match)
    if told is None:
        return rows
    written = {instalment_number(cell.raw) for row in rows for cell in row.cells if cell.column_name in columns}
    if len(written) != 1 or written <= {told, None}:
        return rows
    asked = Reading(None, "stage_differs", str(written.pop()), str(told))

    def in_doubt(cell: ReadCell) -> ReadCell:
        return cell._replace(reading=asked) if cell.column_name in columns else cell

    return [row._replace(cells=tuple(map(in_doubt, row.cells))) for row in rows]


def _told(grid: Grid, match: Match) -> int | None:
    """The one instalment that the name of the sheet and the lines above the table tell."""
    above = grid.filled[: match.header_row - match.lines + 1]
    texts = [grid.name.replace("_", " "), *(cell for row in above for cell in row if isinstance(cell, str))]
    found = [each for text in map(clean, texts) for each in TOLD.finditer(text)]
    numbers = {instalment_number(each[0]) for each in found}
    is_first = any(SEVERAL.match(each.string, each.end()) for each in found)
    return numbers.pop() if len(numbers) == 1 and not is_first else None
