"""Headers that are paths in one object more than a layout knows: the envelope of the program that saved an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.header_rows import matches_of_row
from sources.layout_index import LayoutIndex
from sources.match import Match
from sources.texts import Cell, key

STEP = "/"


def matches_in_an_envelope(rows: Sequence[Sequence[Cell]], layouts: LayoutIndex) -> list[Match]:
    """What the first row is as a header without the outermost step of its paths, where all that is needed has it."""
    return [match for step in _outermost(rows[0]) for match in _below(step, rows[0], layouts)] if rows else []


def _outermost(row: Sequence[Cell]) -> Iterator[str]:
    yield from dict.fromkeys(cell.partition(STEP)[0] + STEP for cell in row if isinstance(cell, str) and STEP in cell)


def _below(step: str, row: Sequence[Cell], layouts: LayoutIndex) -> Iterator[Match]:
    inner = [cell.removeprefix(step) if isinstance(cell, str) else cell for cell in row]
    outer = {column for column, cell in enumerate(row) if cell == inner[column]}
    for match in matches_of_row(inner, layouts):
        needed = {column for header, column in match.positions.items() if key(header) in match.layout.needed}
        if not match.missing and outer.isdisjoint(needed):
            yield match
