"""The row of totals below a table, as its sender wrote it, beside what the rows above it add up to.

It is layout and never loaded. Its cells are stated as staged cells of status `total`: reading_a is the number written,
reading_b the sum. Only where both are certain: one such row, columns of counts or amounts, and all cells above
it read and possible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import fsum

from sources.books.book import Grid
from sources.rows.read_cells import ReadCell, TypedRow
from sources.sheets.match import Match
from sources.sheets.row_words import is_sum
from sources.texts import Cell
from sources.values.cell_values import reader_for
from sources.values.readings import Reading
from warehouse.contract import Column

ADDED_UP = frozenset({"persons", "children", "facilities", "households", "idr", "orang", "kk", "target"})
"""Units of which the numbers of villages add up; percentages do not."""
NESTED = frozenset({"village_apbdes"})
"""Sources whose rows hold sums of other rows."""
KNOWN = frozenset({"ok", "not_available"})


def stated_totals(grid: Grid, match: Match, rows: Sequence[TypedRow], declared_unit: str | None) -> Iterator[ReadCell]:
    """Cells of the row of totals whose sum is known; none where there is none, or more than one, or no row above."""
    layout = match.layout
    if layout.shape != "table" or layout.source in NESTED or not rows:
        return
    totals = _total_rows(grid, match, {row.row_number for row in rows})
    if len(totals) != 1:
        return
    index = totals[0]
    above = [row for row in rows if row.row_number < grid.row_numbers[index]]
    if not above:
        return
    for header, place in match.positions.items():
        for name in layout.columns_of(header):
            column, stated = layout.contract.column(name), match.stated.get(header)
            unit = stated.unit if stated else column.unit or declared_unit
            is_scaled = stated is not None and not stated.is_plain
            if unit in ADDED_UP and not is_scaled and place < len(grid.rows[index]) and place not in match.also:
                yield from _stated(grid.row_numbers[index], place, grid.rows[index][place], column, above)


def _total_rows(grid: Grid, match: Match, of_data: Collection[int]) -> list[int]:
    below = range(match.header_row + 1, len(grid.rows))
    others = [index for index in below if grid.filled[index] and grid.row_numbers[index] not in of_data]
    return [index for index in others if is_sum(grid.filled[index])]


def _stated(number: int, place: int, raw: Cell, column: Column, above: Sequence[TypedRow]) -> Iterator[ReadCell]:
    stated = reader_for(column, None)(raw)
    readings = [cell.reading for row in above for cell in row.cells if cell.column_name == column.name]
    if stated.status != "ok" or any(reading.status not in KNOWN for reading in readings):
        return
    numbers = [reading.value for reading in readings if isinstance(reading.value, int | float)]
    if column.minimum is not None and min(numbers, default=column.minimum) < column.minimum:
        return
    yield ReadCell(number, place, column.name, raw, Reading(None, "total", str(stated.value), str(fsum(numbers))))
