"""Cells of a row that stand under no header of its own: on the line that heads its group, or beside a merged header."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sources.books.book import Grid
from sources.match import Match
from sources.readings import Reading
from sources.texts import Cell
from sources.values import reader_for


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
        place = match.positions[header] + 1
        cell = row[place] if place < len(row) else None
        for name in names:
            reading = reader_for(layout.contract.column(name), None, grid.day_zero)(cell)
            yield SharedCell(grid.row_numbers[index], place, name, cell, reading)
