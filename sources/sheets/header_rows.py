"""Rows that may be a table's header: one line, or several that belong together, and perhaps a line of units below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sources.books.book import Grid
from sources.layouts.index import LayoutIndex
from sources.layouts.layout import Layout
from sources.sheets.headings import Heading, one_line, several_lines, with_units
from sources.sheets.match import Match
from sources.sheets.returned import RETURNED_HEADERS
from sources.texts import Cell, key

HEADER_ROWS = 20
"""Used rows among which the header is looked for, and"""
FIRST_ROWS = 100
"""rows, used or not."""
MOST_LINES = 3
ROW_COUNTERS = frozenset({"no", "nomor", "nourut", "nomorurut"})
NO_DATA = ROW_COUNTERS | RETURNED_HEADERS
"""Headers whose columns are no data in any layout."""


class _Line(NamedTuple):
    """A row that may be the lowest line of a header, with the units of the line below it where that has any."""

    row: int
    texts: Sequence[Cell]
    end: int
    """Index of the line of units, else its own."""


def header_matches(grid: Grid, layouts: LayoutIndex) -> list[Match]:
    """What the first rows of a sheet are as headers.

    Several lines together are tried where none alone has all that a layout needs, and count where they say more.
    """
    lines = list(_lines(grid))
    found = [_placed(match, line, 1) for line in lines for match in matches_of_row(line.texts, layouts)]
    for number in range(2, MOST_LINES + 1):
        if any(not match.missing for match in found):
            break
        found += list(_in_lines(number, grid, lines, layouts, found))
    return found


def first_used(grid: Grid) -> list[int]:
    """Indexes of the rows among which a header is looked for."""
    return [index for index, filled in enumerate(grid.filled[:FIRST_ROWS]) if filled][:HEADER_ROWS]


def matches_of_row(row: Sequence[Cell], layouts: LayoutIndex) -> list[Match]:
    """What a row is as a header in one line, as if it were row 0; a match may miss headers that its layout needs."""
    texts = [cell for cell in row if isinstance(cell, str)]
    # a header with its unit has a key of its own
    if not layouts.knows(map(key, texts)) and not any(text.rstrip().endswith((")", "]")) for text in texts):
        return []
    return _matches_of_texts(tuple(cell if isinstance(cell, str) else None for cell in row), layouts)


@lru_cache(maxsize=1024)
def _matches_of_texts(row: tuple[str | None, ...], layouts: LayoutIndex) -> list[Match]:
    """A thousand files of one template have the same header."""
    return list(_matches(one_line(row), layouts))


def _matches(headings: list[Heading], layouts: LayoutIndex) -> Iterator[Match]:
    keys = {name for heading in headings for name in heading.keys}
    for layout in layouts.naming(keys):
        yield _match(layout, headings)


def _lines(grid: Grid) -> Iterator[_Line]:
    for index in first_used(grid):
        row = grid.rows[index]
        units = with_units(row, grid.rows[index + 1]) if index + 1 < len(grid.rows) else None
        yield _Line(index, row, index) if units is None else _Line(index, units, index + 1)


def _in_lines(number: int, grid: Grid, lines: list[_Line], layouts: LayoutIndex, found: list[Match]) -> Iterator[Match]:
    """Matches of so many rows together, where they say more than fewer of them."""
    for start in range(len(lines) - number + 1):
        *upper, lowest = window = lines[start : start + number]
        if any(below.row != above.end + 1 or above.end != above.row for above, below in pairwise(window)):
            continue
        fewer = [match for match in found if window[0].row <= match.header_row <= lowest.end]
        for match in _matches(several_lines([*(grid.rows[line.row] for line in upper), lowest.texts]), layouts):
            said = max((len(each.positions) for each in fewer if each.layout is match.layout), default=0)
            if len(match.positions) > said:
                yield _placed(match, lowest, number)


def _placed(match: Match, line: _Line, number: int) -> Match:
    return match._replace(header_row=line.end, lines=number + line.end - line.row)


def _match(layout: Layout, headings: list[Heading]) -> Match:
    known = [heading.known_to(layout) for heading in headings]
    positions = {found[0]: column for column, found in reversed(list(enumerate(known))) if found}
    village = layout.area.headers.get("village", "")
    best = _best_spelled(village, layout, headings) if village in positions else None
    if best is not None:
        positions[village] = best
    extras = tuple(
        column
        for column, heading in enumerate(headings)
        if heading.spellings and known[column] is None and NO_DATA.isdisjoint(heading.keys)
    )
    stated = {found[0]: found[1] for found in known if found and found[1]}
    counts = Counter(found[0] for found in known if found)
    agreed = layout.ignored | ({village} if best is not None else frozenset())
    twice = sorted(header for header, count in counts.items() if count > 1 and header not in agreed)
    missing = missing_headers(layout, positions)
    return Match(layout, 0, positions, extras, missing, tuple(headings), stated, tuple(twice))


def _best_spelled(header: str, layout: Layout, headings: list[Heading]) -> int | None:
    """The column whose heading the layout spells before all others, where a table has a village's code and its name;
    None where two are spelled alike."""
    order = {key(spelling): rank for rank, spelling in enumerate((header, *layout.aliases.get(header, ())))}
    ranks = {
        n: min(order[name] for name in each.keys & order.keys())
        for n, each in enumerate(headings)
        if each.keys & order.keys()
    }
    first = min(ranks.values())
    found = [column for column, rank in ranks.items() if rank == first]
    return found[0] if len(found) == 1 else None


def missing_headers(layout: Layout, positions: dict[str, int]) -> tuple[str, ...]:
    """Needed headers of a layout that are not among these."""
    return tuple(header for name, header in layout.spelled.items() if name in layout.needed and header not in positions)
