"""Thousands or millions of rupiah, quintals or tons, that are stated for a whole table: in a line above it, in a note
below it, or on the cover. A note with a mark, `*) dalam ribuan`, is one on the headers that have it, where any has.

Where the sender says two different things of one column, such as `(Rp)` in its header below `dalam ribuan rupiah`, its
amounts are asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sources.books.book import Grid
from sources.sheets.header_units import KILOGRAMS, StatedUnit, split_unit, unit_of
from sources.sheets.match import Match
from sources.sheets.notes_below import Note, mark_of
from sources.texts import Cell, clean

SAID = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]|\b(?:dalam|dlm|satuan)\b[\s.:]*([^,;]+)", re.IGNORECASE)
"""Where a line may say in what the amounts of its table are written: in brackets, or behind such a word."""
IN_A_SENTENCE = re.compile(r"\b(?:dalam|dlm)\s+((?:(?:ribu|juta|mil[iy]ar)(?:an)?)\s+(?:rupiah|rp))\b", re.IGNORECASE)
SCALED = frozenset({"idr", KILOGRAMS})
"""Units of columns that may be written in multiples."""


class _Stated(NamedTuple):
    """A unit with its scale, and the note that says so."""

    unit: StatedUnit
    note: Note | None = None


def with_scale(match: Match, grid: Grid, notes: Iterable[Note], declared: Iterable[str]) -> Match:
    """The match, whose columns of rupiah and of weights have the scale that the lines above it, the notes below it and
    the `declared` units state."""
    if match.layout.shape != "table":
        return match
    told = [*_stated(grid, match, notes), *map(_Stated, _known(declared))]
    units = {header: _unit_of_columns(match, header) for header in match.positions} if told else {}
    headings = {header: match.headings[match.positions[header]].text for header in units}
    marks = {header: mark_of(headings[header]) for header, unit in units.items() if unit in SCALED}
    stated = {}
    for header, mark in marks.items():
        of_unit = [each for each in told if each.unit.unit == units[header]]
        scales = {each.unit.scale for each in of_unit if each.note is None or each.note.is_on(mark, marks.values())}
        if scales:
            stated[header] = _agreed(match, header, scales)
    return match._replace(stated={**match.stated, **stated}) if stated else match


def _stated(grid: Grid, match: Match, notes: Iterable[Note]) -> Iterator[_Stated]:
    """What the lines above a table and the notes below it say."""
    above = grid.rows[: match.header_row - match.lines + 1]
    yield from (_Stated(unit) for row in above for unit in units_in(row))
    yield from (_Stated(unit, note) for note in notes for unit in units_in(note.cells))


def units_in(row: Sequence[Cell]) -> Iterator[StatedUnit]:
    """The units that a line above or below a table says."""
    for text in (clean(cell) for cell in row if isinstance(cell, str)):
        parts = [text, *(part for said in SAID.findall(text) for part in said if part), *IN_A_SENTENCE.findall(text)]
        yield from _known(parts)


def _known(texts: Iterable[str]) -> Iterator[StatedUnit]:
    yield from (unit for text in texts if (unit := unit_of(text)) is not None)


def _unit_of_columns(match: Match, header: str) -> str | None:
    """The unit of the columns that a header fills; None where they have none in common."""
    units = {match.layout.contract.column(name).unit for name in match.layout.columns_of(header)}
    return units.pop() if len(units) == 1 else None


def _agreed(match: Match, header: str, told: set[int]) -> StatedUnit:
    """What the header and the lines above it say together."""
    bare = split_unit(match.headings[match.positions[header]].text)
    scales = sorted({*told, bare.unit.scale} if bare is not None else told)
    unit = _unit_of_columns(match, header) or ""
    return StatedUnit(unit, scales[0], scales[1] if len(scales) > 1 else None)
