"""Totals whose parts stand beside them below one header, `L | P | Jml`: whether these add up to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.rows.read_cells import ReadCell
from sources.texts import Cell
from sources.values.cell_values import Reader
from sources.values.readings import Reading

NUMBERS = (int, float)
ROUNDING = 0.5


def compared(cell: ReadCell, read: Reader, row: Sequence[Cell], parts: Mapping[int, Sequence[int]]) -> ReadCell:
    """The cell; `parts_differ`, with the sum of its parts and itself, where it is a total that they do not make.

    A part that cannot be read says nothing of it, nor does one that is blank.
    """
    columns, total = parts.get(cell.column, ()), cell.reading.value
    numbers = [value for column in columns if isinstance(value := read(row[column]).value, NUMBERS)]
    if len(columns) < 2 or len(numbers) < len(columns) or not isinstance(total, NUMBERS):
        return cell
    if abs(sum(numbers) - total) < ROUNDING:
        return cell
    return cell._replace(reading=Reading(None, "parts_differ", str(sum(numbers)), str(total)))
