"""Cells of a row that stand under no header of its own: on the line that heads its group, or beside a merged header."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sources.books.book import Grid
from sources.sheets.match import Match
from sources.texts import Cell, is_blank
from sources.values.cell_values import reader_for
from sources.values.readings import Reading

FIGURE = re.compile(r"\d")


class SharedCell(NamedTuple):
    """A cell's row on the sheet, its column (from 0), contract column, content, and what came of reading it."""

    row_number: int
    column: int
    column_name: str
    raw: Cell
    reading: Reading


def shared_cells(indexes: Sequence[int], grid: Grid, match: Match) -> list[tuple[SharedCell, ...]]:
    """Such cells of each data row (indexes into the grid's rows)."""
    of_groups = _group_cells(indexes, grid, match)
    return [(*group, *_beside_cells(index, grid, match)) for index, group in zip(indexes, of_groups, strict=True)]


def _group_cells(indexes: Sequence[int], grid: Grid, match: Match) -> list[tuple[SharedCell, ...]]:
    """For each row the cell of the last line above it that heads a group, where there is one."""
    groups = match.layout.groups
    if groups is None:
        return [()] * len(indexes)
    read = reader_for(match.layout.contract.column(groups.column), None, grid.day_zero)
    heads, cells = [], []
    for index in range(match.header_row + 1, len(grid.rows)):
        found = groups.value(grid.rows[index])
        if found is not None:
            column, value = found
            heads.append(index)
            cells.append(SharedCell(grid.row_numbers[index], column, groups.column, value, read(value)))
    places = [bisect(heads, index) - 1 for index in indexes]
    return [() if place < 0 else (cells[place],) for place in places]


def _beside_cells(index: int, grid: Grid, match: Match) -> Iterator[SharedCell]:
    row, layout = grid.rows[index], match.layout
    for header, names in layout.beside.items():
        place, cell = _beside(row, match.positions[header], match)
        for name in names:
            reading = reader_for(layout.contract.column(name), None, grid.day_zero)(cell)
            yield SharedCell(grid.row_numbers[index], place, name, cell, reading)


def _beside(row: Sequence[Cell], own: int, match: Match) -> tuple[int, Cell]:
    """Column and content of the cell right of a header's own; the own one where that has both parts in it, because the
    next column has a header of its own or nothing in it: `Kupang, 12-05-1980`."""
    beside = own + 1
    cell = row[beside] if beside < len(row) else None
    is_of_another = beside < len(match.headings) and bool(match.headings[beside].spellings)
    second = _from_its_figure(row[own])
    if is_of_another or (is_blank(cell) and second is not None):
        return own, row[own] if second is None else second
    return beside, cell


def _from_its_figure(cell: Cell) -> Cell:
    """The part of a text that begins with a figure, and what is no text; None where no figure is in it."""
    if not isinstance(cell, str):
        return cell
    figure = FIGURE.search(cell)
    return None if figure is None else cell[figure.start() :]
