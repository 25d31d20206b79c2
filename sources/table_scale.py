"""Thousands or millions of rupiah that are stated for a whole table: in a line above it, or on the cover.

Where the sender says two different things of one column, such as `(Rp)` in its header below `dalam ribuan rupiah`, its
amounts are asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sources.books.book import Grid
from sources.header_units import StatedUnit, split_unit, unit_of
from sources.match import Match
from sources.texts import Cell, clean

SAID = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]|\b(?:dalam|dlm|satuan)\b[\s.:]*([^,;]+)", re.IGNORECASE)
"""Where a line may say in what the amounts below it are written: in brackets, or behind such a word."""


def with_scale(match: Match, grid: Grid, declared: Iterable[str]) -> Match:
    """The match, whose columns of rupiah have the scale that the lines above it and the `declared` units state."""
    if match.layout.shape != "table":
        return match
    above = grid.rows[: match.header_row - match.lines + 1]
    told = {unit.scale for unit in (*_units_in(above), *_known(declared)) if unit.unit == "idr"}
    if not told:
        return match
    stated = {header: _agreed(match, header, told) for header in match.positions if _is_rupiah(match, header)}
    return match._replace(stated={**match.stated, **stated})


def _units_in(rows: Sequence[Sequence[Cell]]) -> Iterator[StatedUnit]:
    texts = (clean(cell) for row in rows for cell in row if isinstance(cell, str))
    for text in texts:
        yield from _known([text, *(part for said in SAID.findall(text) for part in said if part)])


def _known(texts: Iterable[str]) -> Iterator[StatedUnit]:
    yield from (unit for text in texts if (unit := unit_of(text)) is not None)


def _is_rupiah(match: Match, header: str) -> bool:
    columns = match.layout.columns_of(header)
    return bool(columns) and all(match.layout.contract.column(name).unit == "idr" for name in columns)


def _agreed(match: Match, header: str, told: set[int]) -> StatedUnit:
    """What the header and the lines above it say together."""
    bare = split_unit(match.headings[match.positions[header]].text)
    scales = sorted({*told, bare.unit.scale} if bare is not None else told)
    return StatedUnit("idr", scales[0], scales[1] if len(scales) > 1 else None)
