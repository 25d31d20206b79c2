"""Proposing what the strange headers of a sheet stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sources.areas.index import AreaIndex
from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.layouts.layout import Layout
from sources.layouts.personal_headers import names_a_person
from sources.mappings.confidence import Column, confidence_of
from sources.sheets.header_rows import HEADER_ROWS, ROW_COUNTERS
from sources.sheets.headings import one_line
from sources.texts import clean, is_blank, key

LEAST_CONFIDENCE = 0.45
LEAST_SCORE = 0.5
"""A layout is proposed where at least this share of its needed headers is there or found."""
UNEXPLAINED_COSTS = 0.4
"""What a score loses where nothing of a sheet's other headers is explained."""
SAMPLE_ROWS = 30
LEAST_LOSS = 0.11
"""What two pairs must lose of their confidence when their headers are exchanged; else nobody can say which is which."""
EXCHANGEABLE = 0.6
"""How sure such a pair is at most."""


@dataclass(frozen=True)
class Pair:
    """A strange header, the header of the layout that it seems to stand for, and how sure that is."""

    written: str
    cell: str
    header: str
    confidence: float
    is_exchangeable: bool
    """Whether another column of the sheet would do as well."""

    @property
    def confidence_pct(self) -> int:
        return round(100 * (min(self.confidence, EXCHANGEABLE) if self.is_exchangeable else self.confidence))


@dataclass(frozen=True)
class Proposal:
    """How a sheet could be read by a layout that it nearly has."""

    layout: Layout
    header_row_number: int
    known: tuple[str, ...]
    """Headers of the layout that the sheet has."""
    pairs: tuple[Pair, ...]
    without: tuple[str, ...]
    """Needed headers of the layout that nothing on the sheet stands for."""
    unused: tuple[str, ...]
    """Headers of the sheet that stand for nothing and under which no person stands."""
    persons: tuple[str, ...]
    """Headers of the sheet that stand for nothing and name a person: they make the file personal."""

    @cached_property
    def score(self) -> float:
        """Share of the needed headers that are there, those found by their confidence; less where much is left over."""
        needed = self.layout.needed
        there = sum(1 for header in self.known if key(header) in needed)
        found = sum(pair.confidence for pair in self.pairs if key(pair.header) in needed)
        left_over = len(self.unused) + len(self.persons)
        all_headers = max(len(self.known) + len(self.pairs) + left_over, 1)
        return (there + found) / len(needed) * (1 - UNEXPLAINED_COSTS * left_over / all_headers)


def propose(grid: Grid, layouts: Sequence[Layout], areas: AreaIndex) -> list[Proposal]:
    """Ways to read the sheet, the best of each layout, best first; none where nothing comes near."""
    best: dict[str, Proposal] = {}
    for index in range(min(len(grid.rows), HEADER_ROWS)):
        columns = list(_columns(grid, index))
        for layout in (layout for layout in layouts if layout.shape == "table" and layout.mapping is None):
            proposal = _proposal(layout, grid, index, columns, areas)
            standing = best.get(layout.name)
            if proposal.score >= LEAST_SCORE and (standing is None or proposal.score > standing.score):
                best[layout.name] = proposal
    return sorted(best.values(), key=lambda each: (-each.score, len(each.without), each.layout.name))


def _columns(grid: Grid, index: int) -> Iterator[Column]:
    row = grid.rows[index]
    below = grid.rows[index + 1 : index + 1 + SAMPLE_ROWS]
    for place, cell in enumerate(row):
        if isinstance(cell, str) and key(cell) and key(cell) not in ROW_COUNTERS:
            sample = [each[place] for each in below if place < len(each) and not is_blank(each[place])]
            yield Column(place, clean(cell), place / max(len(row) - 1, 1), sample)


def _proposal(layout: Layout, grid: Grid, index: int, columns: list[Column], areas: AreaIndex) -> Proposal:
    found = [heading.known_to(layout) for heading in one_line([column.header for column in columns])]
    known = {each[0] for each in found if each is not None}
    strange = [column for column, each in zip(columns, found, strict=True) if each is None]
    wanted = [header for header in _readable(layout) if header not in known]
    number = grid.row_numbers[index]
    pairs = [
        Pair(column.header, cell_name(number, column.place), header, confidence, is_exchangeable)
        for column, header, confidence, is_exchangeable in _assigned(layout, strange, wanted, areas)
    ]
    given, used = {pair.header for pair in pairs}, {pair.written for pair in pairs}
    rest = [column.header for column in strange if column.header not in used]
    return Proposal(
        layout=layout,
        header_row_number=number,
        known=tuple(sorted(known)),
        pairs=tuple(pairs),
        without=tuple(header for header in wanted if key(header) in layout.needed and header not in given),
        unused=tuple(header for header in rest if not names_a_person(header)),
        persons=tuple(header for header in rest if names_a_person(header)),
    )


def _readable(layout: Layout) -> list[str]:
    """Headers of a layout in its order, those of the area first."""
    return [*layout.area.all_headers, *layout.headers, *layout.optional]


def _assigned(
    layout: Layout, strange: list[Column], wanted: list[str], areas: AreaIndex
) -> Iterator[tuple[Column, str, float, bool]]:
    """Pairs of column and header with their confidence, and whether they could be exchanged with others; the surest
    first, each column and header once."""
    order = {header: place / max(len(_readable(layout)) - 1, 1) for place, header in enumerate(_readable(layout))}
    likely = [
        (confidence, column, header)
        for column in strange
        for header in wanted
        if (confidence := confidence_of(layout, column, header, order[header], areas)) >= LEAST_CONFIDENCE
    ]
    taken: set[int] = set()
    given: set[str] = set()
    surest: list[tuple[float, Column, str]] = []
    for confidence, column, header in sorted(likely, key=lambda each: (-each[0], each[1].place, each[2])):
        if column.place not in taken and header not in given:
            taken.add(column.place)
            given.add(header)
            surest.append((confidence, column, header))
    by_place = {(column.place, header): confidence for confidence, column, header in likely}
    for confidence, column, header in surest:
        losses = [
            confidence + other - by_place.get((column.place, name), 0.0) - by_place.get((place.place, header), 0.0)
            for other, place, name in surest
            if name != header
        ]
        yield column, header, confidence, min(losses, default=LEAST_LOSS) < LEAST_LOSS
