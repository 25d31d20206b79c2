"""Recognising a sheet by what its header row says, whatever the file is called.

The header row may stand below title lines. A sheet that is nearly a known one is told apart: a strange header in the
place of a needed one (with the nearest needed header), or a needed header that nothing resembles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sources.layouts import Layout
from sources.place import cell_name
from sources.texts import Cell, key

HEADER_ROWS = 20
"""Used rows among which the header is looked for."""
ALIKE = 70
"""rapidfuzz ratio (0 to 100) from which a strange header is taken for a misspelt one."""
HALF = 0.5
ROW_COUNTERS = frozenset({"no", "nomor", "nourut", "nomorurut"})


@dataclass(frozen=True)
class Match:
    """A sheet and the layout it has (or nearly has, where `missing` is not empty); columns and rows count from 0."""

    layout: Layout
    header_row: int
    """Index into the grid's rows."""
    positions: dict[str, int]
    """Header of the layout to the column it stands in (shape labels: to the row)."""
    extras: tuple[int, ...]
    """Columns with a header that the layout does not know."""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoMatch:
    """Why a sheet is not recognised, and the layout it comes nearest to; no text here is a cell below the header."""

    status: str
    """layout_unknown, header_unknown, header_missing or sheet_missing."""
    cell: str | None = None
    detail: str | None = None
    hint: str | None = None
    nearest: Match | None = None


Rows = Sequence[Sequence[Cell]]


def recognise(rows: Rows, row_numbers: Sequence[int], layouts: Iterable[Layout]) -> Match | NoMatch:
    """The one layout that the sheet has; layout_unknown where there is none, or two that fit equally well."""
    candidates = [
        match for index, row in enumerate(rows[:HEADER_ROWS]) for match in _matches_of_row(index, _keys(row), layouts)
    ]
    candidates += [match for layout in layouts if layout.shape == "labels" for match in _label_matches(rows, layout)]
    whole = [match for match in candidates if not match.missing]
    if whole:
        best = _only_best(whole, lambda match: len(match.layout.needed))
        return best if isinstance(best, NoMatch) else _without_repeats(best, rows)
    near = [match for match in candidates if _nearness(match, rows) >= HALF]
    if not near:
        return NoMatch("layout_unknown")
    best = _only_best(near, lambda match: _nearness(match, rows))
    return best if isinstance(best, NoMatch) else _what_is_wrong(best, rows, row_numbers)


def _keys(row: Sequence[Cell]) -> list[str]:
    return [key(cell) if isinstance(cell, str) else "" for cell in row]


def _matches_of_row(index: int, keys: list[str], layouts: Iterable[Layout]) -> Iterable[Match]:
    present = set(keys)
    for layout in layouts:
        if layout.shape != "labels" and layout.needed_spellings & present:
            yield _match(layout, index, keys)


def _match(layout: Layout, index: int, keys: list[str]) -> Match:
    positions = _first_places(keys, layout)
    extras = tuple(
        column for column, name in enumerate(keys) if name and name not in layout.spelled and name not in ROW_COUNTERS
    )
    return Match(layout, index, positions, extras, _missing(layout, positions))


def _first_places(keys: list[str], layout: Layout) -> dict[str, int]:
    """Header to the first place where it stands."""
    return {layout.spelled[name]: place for place, name in reversed(list(enumerate(keys))) if name in layout.spelled}


def _missing(layout: Layout, positions: dict[str, int]) -> tuple[str, ...]:
    return tuple(header for name, header in layout.spelled.items() if name in layout.needed and header not in positions)


def _label_matches(rows: Rows, layout: Layout) -> Iterable[Match]:
    labels = [key(row[0]) if row and isinstance(row[0], str) else "" for row in rows]
    positions = _first_places(labels, layout)
    if any(key(header) in layout.needed for header in positions):
        yield Match(layout, min(positions.values()), positions, (), _missing(layout, positions))


def _only_best(matches: list[Match], score: Callable[[Match], float]) -> Match | NoMatch:
    best = max(score(match) for match in matches)
    first = [match for match in matches if score(match) == best]
    names = sorted({match.layout.name for match in first})
    if len(names) > 1:
        return NoMatch("layout_unknown", detail=" = ".join(names))
    return first[0]


def _strange(match: Match, rows: Rows) -> dict[str, tuple[int, float]]:
    """Missing header to the extra column that resembles it most, and how much (0 to 100)."""
    header_row = rows[match.header_row]
    found: dict[str, tuple[int, float]] = {}
    for header in match.missing:
        likeness = [(fuzz.ratio(key(header), key(str(header_row[column]))), column) for column in match.extras]
        ratio, column = max(likeness, default=(0.0, -1))
        if ratio >= ALIKE:
            found[header] = (column, ratio)
    return found


def _nearness(match: Match, rows: Rows) -> float:
    """Share of the needed headers that are there; a misspelt one counts by its likeness."""
    there = len(match.layout.needed) - len(match.missing)
    return (there + sum(ratio for _, ratio in _strange(match, rows).values()) / 100) / len(match.layout.needed)


def _what_is_wrong(match: Match, rows: Rows, row_numbers: Sequence[int]) -> NoMatch:
    strange = _strange(match, rows)
    if not strange:
        return NoMatch("header_missing", detail=", ".join(match.missing), nearest=match)
    header_row, number = rows[match.header_row], row_numbers[match.header_row]
    columns = {column: header for header, (column, _) in strange.items()}
    return NoMatch(
        "header_unknown",
        cell=", ".join(cell_name(number, column) for column in sorted(columns)),
        detail=", ".join(str(header_row[column]) for column in sorted(columns)),
        hint=", ".join(columns[column] for column in sorted(columns)),
        nearest=match,
    )


def _without_repeats(match: Match, rows: Rows) -> Match | NoMatch:
    """The match, unless a header that it uses stands there twice: nobody knows which column is meant."""
    layout = match.layout
    if layout.shape == "labels":
        return match
    counts = Counter(layout.spelled[name] for name in _keys(rows[match.header_row]) if name in layout.spelled)
    twice = sorted(header for header, count in counts.items() if count > 1 and header not in layout.ignored)
    if not twice:
        return match
    return NoMatch("layout_unknown", detail=f"{layout.name}: 2 x {', '.join(twice)}", nearest=match)
