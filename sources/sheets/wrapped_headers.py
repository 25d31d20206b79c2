"""Headers that are other paths than a layout knows: longer ones below the envelope of the program that saved an answer,
or below the groups of a Kobo form, which an export puts before its headers if asked to; shorter ones without them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from sources.layouts.index import OF_KOBO, LayoutIndex
from sources.layouts.layout import Layout
from sources.sheets.header_rows import matches_of_row
from sources.sheets.match import Match
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


def matches_without_groups(rows: Sequence[Sequence[Cell]], layouts: LayoutIndex) -> list[Match]:
    """What the first row of a Kobo export is as a header that was written without the groups of its form: an end of a
    path counts where one header of the layout has it and one column of the sheet. A match may miss headers."""
    if not rows or OF_KOBO not in rows[0]:
        return []
    times = Counter(key(cell) for cell in rows[0] if isinstance(cell, str))
    found = []
    for layout in layouts.of_kobo:
        once = {end: header for end, header in _ends(layout).items() if times[end] == 1}
        if not once.keys().isdisjoint(times):
            inner = [once.get(key(cell), cell) if isinstance(cell, str) else cell for cell in rows[0]]
            found += [match for match in matches_of_row(inner, layouts) if match.layout is layout]
    return found


@cache
def _ends(layout: Layout) -> dict[str, str]:
    """Key of what a header is without its groups to the header, where that is of no other."""
    headers: dict[str, set[str]] = defaultdict(set)
    for header in {*layout.spelled.values()}:
        for text in (header, *layout.aliases.get(header, ())):
            for end in _without_first_groups(text, layout):
                headers[key(end)].add(header)
    return {end: min(named) for end, named in headers.items() if len(named) == 1 and end not in layout.spelled}


def _without_first_groups(header: str, layout: Layout) -> Iterator[str]:
    """`titik/nama` without its group; of an answer of a question, its question stays."""
    steps = header.removeprefix("_").split(STEP)
    mark = "_" if header.startswith("_") else ""
    questions = [question for question in layout.choices if header.startswith(question + STEP)]
    own = len(steps) - len(questions[0].split(STEP)) + 1 if questions else 1
    yield from (mark + STEP.join(steps[start:]) for start in range(1, len(steps) - own + 1))
