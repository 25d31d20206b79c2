"""Cells and rows of a recognised sheet: where they stand, what is written in them and what came of reading it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sources.books.cell_names import cell_name
from sources.texts import Cell, written
from sources.values.readings import Reading


class ReadCell(NamedTuple):
    """A data cell: where it is, what is written in it and what came of reading it."""

    row_number: int
    column: int
    column_name: str
    raw: Cell
    reading: Reading


class PlacedCell(NamedTuple):
    """A data cell with the keys of its sheet and of its row."""

    sheet: str
    row: str
    cell: ReadCell


def cell_columns(placed: Sequence[PlacedCell]) -> dict[str, list[Any]]:
    """Columns of staged_cells, with a row a cell."""
    cells = [each.cell for each in placed]
    return {
        "row_id": [each.row for each in placed],
        "sheet_id": [each.sheet for each in placed],
        "row_number": [cell.row_number for cell in cells],
        "cell": [cell_name(cell.row_number, cell.column) for cell in cells],
        "column_name": [cell.column_name for cell in cells],
        "raw": [written(cell.raw) for cell in cells],
        "cell_status": [cell.reading.status for cell in cells],
        "reading_a": [cell.reading.reading_a for cell in cells],
        "reading_b": [cell.reading.reading_b for cell in cells],
    }


class TypedRow(NamedTuple):
    """A data row: its number on the sheet, its cells, and what its sender answers beside it."""

    row_number: int
    cells: tuple[ReadCell, ...]
    answer: str | None = None

    @property
    def values(self) -> dict[str, Any]:
        """Contract column to typed value, null where the cell did not parse."""
        return {cell.column_name: cell.reading.value for cell in self.cells}
