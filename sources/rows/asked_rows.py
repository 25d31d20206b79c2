"""Rows in which readings are asked back because of what stands beside them, in their row or in their column."""

from __future__ import annotations

from collections.abc import Sequence

from sources.rows.lost_units import asked_beside_fractions, asked_in_millions, is_fraction, is_odd_amount
from sources.rows.read_cells import ReadCell, TypedRow
from sources.sheets.split_decimals import asked, may_be_split
from sources.texts import Cell
from sources.values.readings import Reading
from warehouse.contract import Contract


def asked_without_units(rows: list[TypedRow], contract: Contract) -> list[TypedRow]:
    """The rows, in which numbers are asked back that others of their column show to lack a unit."""
    units = {column.name: column.unit for column in contract.own_columns if column.type in {"integer", "number"}}
    cells = [cell for row in rows for cell in row.cells if cell.column_name in units] if units else []
    shares = {cell.column_name for cell in cells if is_fraction(cell.reading)}
    amounts = {cell.column_name for cell in cells if units[cell.column_name] == "idr" and is_odd_amount(cell.reading)}
    return [_asked_in(row, shares, amounts) for row in rows] if shares or amounts else rows


def _asked_in(row: TypedRow, shares: set[str], amounts: set[str]) -> TypedRow:
    def asked_again(cell: ReadCell) -> Reading:
        if cell.column_name in shares:
            return asked_beside_fractions(cell.raw, cell.reading)
        return asked_in_millions(cell.reading) if cell.column_name in amounts else cell.reading

    return row._replace(cells=tuple(cell._replace(reading=asked_again(cell)) for cell in row.cells))


def asked_where_split(typed: TypedRow, row: Sequence[Cell], headless: int) -> TypedRow:
    """The row, in which numbers are asked back that a decimal comma may have split."""
    if not may_be_split(row, headless):
        return typed
    cells = (cell._replace(reading=asked(cell.reading, cell.column, row)) for cell in typed.cells)
    return typed._replace(cells=tuple(cells))
