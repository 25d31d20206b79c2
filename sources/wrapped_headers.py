"""Headers that are longer paths than a layout knows: below the envelope of the program that saved an answer, or below
the groups of a Kobo form, which an export puts before its headers if asked to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.header_rows import matches_of_row
from sources.layout_index import LayoutIndex
from sources.match import Match
from sources.texts import Cell, key

STEP = "/"
OF_KOBO = "_index"
"""A header of every sheet that Kobo exports."""


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


def matches_below_groups(rows: Sequence[Sequence[Cell]], layouts: LayoutIndex) -> list[Match]:
    """What the first row of a Kobo export is as a header without the groups before it, where nothing needed lacks."""
    if not rows or OF_KOBO not in rows[0]:
        return []
    inner = [_without_groups(cell, layouts) if isinstance(cell, str) else cell for cell in rows[0]]
    return [match for match in matches_of_row(inner, layouts) if not match.missing]


def _without_groups(header: str, layouts: LayoutIndex) -> str:
    """The longest end of a path that is a header, else the path."""
    steps = header.split(STEP)
    ends = (STEP.join(steps[start:]).strip() for start in range(len(steps)))
    return next((end for end in ends if key(end) in layouts.headers), header)
