"""Recognising a sheet by what its header says, whatever the file is called.

The header may stand below title lines, and in two lines where no single line has all of it. A sheet that is nearly a
known one is told apart: a strange header in the place of a needed one (with the nearest needed header), or a needed
header that nothing resembles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz import fuzz

from sources.books.book import Grid
from sources.header_units import StatedUnit
from sources.headings import Heading, one_line, two_lines
from sources.layout import Layout
from sources.layout_index import LayoutIndex, layout_index
from sources.place import cell_name
from sources.returned import RETURNED_HEADERS
from sources.texts import Cell, key
from sources.unread_forms import unread_form

HEADER_ROWS = 20
"""Used rows among which the header is looked for, and"""
FIRST_ROWS = 100
"""rows, used or not."""
ALIKE = 70
"""rapidfuzz ratio (0 to 100) from which a strange header is taken for a misspelt one."""
HALF = 0.5
ROW_COUNTERS = frozenset({"no", "nomor", "nourut", "nomorurut"})
NO_DATA = ROW_COUNTERS | RETURNED_HEADERS
"""Headers whose columns are no data in any layout."""


NONE_STATED: Mapping[str, StatedUnit] = MappingProxyType({})


class Match(NamedTuple):
    """A sheet and the layout it has (or nearly has, where `missing` is not empty); columns and rows count from 0."""

    layout: Layout
    header_row: int
    """Index into the grid's rows; of a header in two lines the lower one."""
    positions: dict[str, int]
    """Header of the layout to the column it stands in (shape labels: to the row)."""
    extras: tuple[int, ...]
    """Columns with a header that the layout does not know."""
    missing: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    """What stands above each column (shape labels: nothing)."""
    stated: Mapping[str, StatedUnit] = NONE_STATED
    """Header of the layout to the unit that stands beside it."""
    twice: tuple[str, ...] = ()
    """Headers of the layout that stand in more than one column, so that nobody knows which is meant."""

    @property
    def declared_units(self) -> frozenset[str]:
        """Units stated for columns whose contract leaves the unit to the sender."""
        return frozenset(
            stated.unit
            for header, stated in self.stated.items()
            if any(self.layout.contract.column(name).unit is None for name in self.layout.columns_of(header))
        )


@dataclass(frozen=True)
class NoMatch:
    """Why a sheet is not recognised, and the layout it comes nearest to; no text here is a cell below the header."""

    status: str
    """layout_unknown, header_unknown, header_missing, sheet_missing or two_tables."""
    cell: str | None = None
    detail: str | None = None
    hint: str | None = None
    nearest: Match | None = None


Rows = Sequence[Sequence[Cell]]


def recognise(grid: Grid, layouts: Sequence[Layout]) -> Match | NoMatch:
    """The one layout that the sheet has; layout_unknown where there is none, or two that fit equally well."""
    known, rows = layout_index(layouts), grid.rows
    indexes = _first_used(grid)
    candidates = [match for index in indexes for match in matches_of_row(index, rows[index], known)]
    candidates += _label_matches(rows, known.labelled)
    if all(match.missing for match in candidates):
        candidates += _in_two_lines(rows, indexes, known)
    whole = [match for match in candidates if not match.missing]
    if whole:
        best = _only_best(whole, lambda match: len(match.layout.needed))
        if isinstance(best, NoMatch) and len({match.header_row for match in whole}) > 1:
            below = max(whole, key=lambda match: match.header_row)
            return NoMatch("two_tables", cell=cell_name(grid.row_numbers[below.header_row], 0), nearest=whole[0])
        return best if isinstance(best, NoMatch) else _without_repeats(best)
    near = [match for match in candidates if _nearness(match) >= HALF]
    if not near:
        return NoMatch("layout_unknown", detail=unread_form(rows[index] for index in indexes))
    best = _only_best(near, _nearness)
    return best if isinstance(best, NoMatch) else _what_is_wrong(best, grid.row_numbers)


def _first_used(grid: Grid) -> list[int]:
    return [index for index, filled in enumerate(grid.filled[:FIRST_ROWS]) if filled][:HEADER_ROWS]


def matches_of_row(index: int, row: Sequence[Cell], layouts: LayoutIndex) -> list[Match]:
    """What a row is as a header in one line; a match may miss headers that its layout needs."""
    texts = [cell for cell in row if isinstance(cell, str)]
    # a header with its unit has a key of its own
    if not layouts.knows(map(key, texts)) and not any(text.rstrip().endswith((")", "]")) for text in texts):
        return []
    whole = tuple(cell if isinstance(cell, str) else None for cell in row)
    return [match._replace(header_row=index) for match in _matches_of_texts(whole, layouts)]


@lru_cache(maxsize=1024)
def _matches_of_texts(row: tuple[str | None, ...], layouts: LayoutIndex) -> list[Match]:
    """Matches of a row's texts as row 0: a thousand files of one template have the same header."""
    return list(_matches(0, one_line(row), layouts))


def _matches(index: int, headings: list[Heading], layouts: LayoutIndex) -> Iterator[Match]:
    keys = {name for heading in headings for name in heading.keys}
    for layout in layouts.naming(keys):
        yield _match(layout, index, headings)


def _in_two_lines(rows: Rows, indexes: list[int], layouts: LayoutIndex) -> Iterator[Match]:
    """Matches of two rows together, where they say more than each of them alone."""
    for upper, lower in pairwise(indexes):
        if lower != upper + 1:
            continue
        alone = {
            (index, match.layout.name): len(match.positions)
            for index in (upper, lower)
            for match in matches_of_row(index, rows[index], layouts)
        }
        for match in _matches(lower, two_lines(rows[upper], rows[lower]), layouts):
            best_alone = max(alone.get((index, match.layout.name), 0) for index in (upper, lower))
            if len(match.positions) > best_alone:
                yield match


def _match(layout: Layout, index: int, headings: list[Heading]) -> Match:
    known = [heading.known_to(layout) for heading in headings]
    positions = {found[0]: column for column, found in reversed(list(enumerate(known))) if found}
    extras = tuple(
        column
        for column, heading in enumerate(headings)
        if heading.spellings and known[column] is None and NO_DATA.isdisjoint(heading.keys)
    )
    stated = {found[0]: found[1] for found in known if found and found[1]}
    counts = Counter(found[0] for found in known if found)
    twice = sorted(header for header, count in counts.items() if count > 1 and header not in layout.ignored)
    missing = _missing(layout, positions)
    return Match(layout, index, positions, extras, missing, tuple(headings), stated, tuple(twice))


def _missing(layout: Layout, positions: dict[str, int]) -> tuple[str, ...]:
    return tuple(header for name, header in layout.spelled.items() if name in layout.needed and header not in positions)


def _label_matches(rows: Rows, layouts: Sequence[Layout]) -> Iterator[Match]:
    labels = [(key(row[0]), index) for index, row in enumerate(rows) if row and isinstance(row[0], str)]
    for layout in layouts:
        positions = {layout.spelled[name]: row for name, row in reversed(labels) if name in layout.spelled}
        if any(key(header) in layout.needed for header in positions):
            yield Match(layout, min(positions.values()), positions, (), _missing(layout, positions))


def _only_best(matches: list[Match], score: Callable[[Match], float]) -> Match | NoMatch:
    best = max(score(match) for match in matches)
    first = [match for match in matches if score(match) == best]
    names = sorted({match.layout.name for match in first})
    if len(names) > 1:
        return NoMatch("layout_unknown", detail=" = ".join(names))
    return first[0]


def _strange(match: Match) -> dict[str, tuple[int, float]]:
    """Missing header to the extra column that resembles it most, and how much (0 to 100)."""
    found: dict[str, tuple[int, float]] = {}
    for header in match.missing:
        likeness = [(_likeness(header, match.headings[column]), column) for column in match.extras]
        ratio, column = max(likeness, default=(0.0, -1))
        if ratio >= ALIKE:
            found[header] = (column, ratio)
    return found


def _likeness(header: str, heading: Heading) -> float:
    return max(fuzz.ratio(key(header), name) for name in heading.keys)


def _nearness(match: Match) -> float:
    """Share of the needed headers that are there; a misspelt one counts by its likeness."""
    there = len(match.layout.needed) - len(match.missing)
    return (there + sum(ratio for _, ratio in _strange(match).values()) / 100) / len(match.layout.needed)


def _what_is_wrong(match: Match, row_numbers: Sequence[int]) -> NoMatch:
    strange = _strange(match)
    if not strange:
        return NoMatch("header_missing", detail=", ".join(match.missing), nearest=match)
    number = row_numbers[match.header_row]
    columns = {column: header for header, (column, _) in strange.items()}
    return NoMatch(
        "header_unknown",
        cell=", ".join(cell_name(number, column) for column in sorted(columns)),
        detail=", ".join(match.headings[column].text for column in sorted(columns)),
        hint=", ".join(columns[column] for column in sorted(columns)),
        nearest=match,
    )


def _without_repeats(match: Match) -> Match | NoMatch:
    if not match.twice:
        return match
    return NoMatch("layout_unknown", detail=f"{match.layout.name}: 2 x {', '.join(match.twice)}", nearest=match)
