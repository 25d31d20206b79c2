"""The unit that the cells of a column say, where it stands neither in their header nor outside the table.

`85%` in each cell, or 0.85 in percent format, is a percentage, and `102 anak` a number of children. Only where all of
them say it: of the one beside them that does not nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from sources.books.book import Grid
from sources.sheets.header_units import StatedUnit
from sources.sheets.match import Match
from sources.sheets.row_kinds import data_rows
from sources.texts import Cell, clean, is_blank
from sources.values.number_forms import read_number
from sources.values.readings import says_not_available
from sources.values.units import unit_behind


def with_units_of_cells(match: Match, grid: Grid) -> Match:
    """The match, in which headers of numbers whose unit their sender declares have that of their cells."""
    headers = unitless_headers(match)
    if not headers:
        return match
    rows = [grid.rows[index] for index in data_rows(grid, match)]
    said = {header: set(_units(row[match.positions[header]] for row in rows)) for header in headers}
    stated = {header: StatedUnit(unit) for header, units in said.items() if len(units) == 1 and (unit := units.pop())}
    return match._replace(stated={**match.stated, **stated}) if stated else match


def unitless_headers(match: Match) -> list[str]:
    """Headers of a table that state no unit although their sender has to declare one."""
    if match.layout.shape != "table":
        return []
    return [header for header in match.positions if header in match.layout.unitless and header not in match.stated]


def _units(cells: Iterator[Cell]) -> Iterator[str | None]:
    """The unit in each cell that has a number, None where it has none; nothing of a zero, which is zero in any unit."""
    for cell in cells:
        if is_blank(cell) or (isinstance(cell, str) and says_not_available(clean(cell))):
            continue
        if read_number(cell, None, whole=False).value != 0:
            yield unit_behind(cell) if isinstance(cell, str) else None
