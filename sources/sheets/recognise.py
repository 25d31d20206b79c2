"""Recognising a sheet by what its header says, whatever the file is called.

The header may stand below title lines, and in several lines where no single line has all of it. A sheet that is nearly
a known one is told apart: a strange header in the place of a needed one (with the nearest needed header), or a needed
header that nothing resembles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.layouts.index import LayoutIndex, layout_index
from sources.layouts.layout import Layout
from sources.layouts.personal_headers import names_a_person
from sources.sheets.crowded_cells import crowded
from sources.sheets.header_rows import first_used, header_matches, missing_headers
from sources.sheets.headings import Heading
from sources.sheets.match import Match, NoMatch
from sources.sheets.same_columns import one_of_each
from sources.sheets.wrapped_headers import matches_below_groups, matches_in_an_envelope, matches_without_groups
from sources.texts import Cell, is_blank, key

ALIKE = 70
"""rapidfuzz ratio (0 to 100) from which a strange header is taken for a misspelt one."""
HALF = 0.5
FEW_REPORTS = 2
"""A header of no more reports than these tells which one is meant."""
REMARKS = frozenset({"catatan", "ket", "keterangan"})
"""Keys of headers that say nothing of what a sheet is."""


def recognise(grid: Grid, layouts: Sequence[Layout]) -> Match | NoMatch:
    """The one layout that the sheet has; layout_unknown where there is none, or two that fit equally well."""
    known, rows = layout_index(layouts), grid.rows
    candidates = [*_with_their_groups(header_matches(grid, known), grid), *_label_matches(rows, known.labelled)]
    whole = (
        [match for match in candidates if not match.missing]
        or matches_in_an_envelope(rows, known)
        or matches_below_groups(rows, known)
    )
    if not whole:
        candidates += matches_without_groups(rows, known)
        whole = [match for match in candidates if not match.missing]
    return _the_one(whole, grid) if whole else _nearest(candidates, grid, known)


def _the_one(whole: list[Match], grid: Grid) -> Match | NoMatch:
    """The one of these that is meant, all of whose needed headers are there."""
    fitting = [match for match in whole if not strangers(match)]
    if not fitting:
        return _with_strangers(whole[0], grid.row_numbers)
    best = _only_best(fitting, lambda match: (len(match.positions), len(match.layout.needed)))
    if isinstance(best, NoMatch) and len({match.header_row for match in fitting}) > 1:
        below = max(fitting, key=lambda match: match.header_row)
        return NoMatch("two_tables", cell=cell_name(grid.row_numbers[below.header_row], 0), nearest=fitting[0])
    return best if isinstance(best, NoMatch) else _without_repeats(grid, best)


def _with_their_groups(matches: list[Match], grid: Grid) -> list[Match]:
    """The matches but those whose rows lack the lines that head them: any list of persons has a register's headers."""
    groups = {match.layout.groups for match in matches if match.layout.groups is not None}
    there = {each for each in groups if any(each.value(row) is not None for row in grid.rows)}
    return [match for match in matches if match.layout.groups is None or match.layout.groups in there]


def _nearest(candidates: list[Match], grid: Grid, known: LayoutIndex) -> NoMatch:
    """What is wrong with a sheet that has no layout, beside the layout that it comes nearest to."""
    near = [match for match in candidates if _nearness(match) >= HALF and _may_be_meant(match, known)]
    if not near:
        first = [grid.rows[index] for index in first_used(grid)]
        return NoMatch("layout_unknown", detail=crowded(first, known))
    best = _only_best(near, _nearness)
    # Names of layouts that it half fits would tell its sender nothing.
    return NoMatch("layout_unknown") if isinstance(best, NoMatch) else _what_is_wrong(best, grid.row_numbers)


def _may_be_meant(match: Match, known: LayoutIndex) -> bool:
    """False for a sheet that lacks several headers of the layout and has of it only such as most lists have: a name, an
    address and a NIK stand on lists of any kind."""
    unlike = set(match.missing) - set(_strange(match))
    telling = (header for header in match.positions if key(header) in match.layout.needed)
    return len(unlike) <= 1 or any(known.n_reports(key(header)) <= FEW_REPORTS for header in telling)


def strangers(match: Match) -> tuple[int, ...]:
    """Columns of a sheet read by a mapping that its template did not have: confirmed headers mean little alone, and
    beside others they may mean something else. Columns of persons are never confirmed, and make the file personal."""
    if match.layout.mapping is None:
        return ()
    headers = {column: match.headings[column].text for column in match.extras}
    return tuple(column for column, text in headers.items() if key(text) not in REMARKS and not names_a_person(text))


def _with_strangers(match: Match, row_numbers: Sequence[int]) -> NoMatch:
    number = row_numbers[match.header_row]
    return NoMatch(
        "header_unknown",
        cell=", ".join(cell_name(number, column) for column in strangers(match)),
        detail=", ".join(match.headings[column].text for column in strangers(match)),
        nearest=match,
    )


def _label_matches(rows: Sequence[Sequence[Cell]], layouts: Sequence[Layout]) -> Iterator[Match]:
    first = ((next((cell for cell in row if not is_blank(cell)), None), index) for index, row in enumerate(rows))
    labels = [(key(cell), index) for cell, index in first if isinstance(cell, str)]
    for layout in layouts:
        positions = {layout.spelled[name]: row for name, row in reversed(labels) if name in layout.spelled}
        if any(key(header) in layout.needed for header in positions):
            yield Match(layout, min(positions.values()), positions, (), missing_headers(layout, positions))


def _only_best(matches: list[Match], score: Callable[[Match], float | tuple[int, int]]) -> Match | NoMatch:
    best = max(score(match) for match in matches)
    first = [match for match in matches if score(match) == best]
    names = sorted({match.layout.name for match in first})
    if len(names) > 1:
        return NoMatch("layout_unknown", detail=" = ".join(names))
    return first[0]


def _strange(match: Match) -> dict[str, tuple[int, float]]:
    """Missing header to the extra column that resembles it most, and how much (0 to 100); a column is that of one."""
    found: dict[str, tuple[int, float]] = {}
    alike = [
        (_likeness(header, match.headings[column]), header, column)
        for header in match.missing
        for column in match.extras
    ]
    for ratio, header, column in sorted(alike, key=lambda each: -each[0]):
        if ratio >= ALIKE and header not in found and column not in {taken for taken, _ in found.values()}:
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


def _without_repeats(grid: Grid, match: Match) -> Match | NoMatch:
    if not match.twice:
        return match
    also = one_of_each(grid, match)
    if also is not None:
        return match._replace(also=also, twice=())
    number = grid.row_numbers[match.header_row]
    known = [(column, heading.known_to(match.layout)) for column, heading in enumerate(match.headings)]
    places = [cell_name(number, column) for column, found in known if found is not None and found[0] in match.twice]
    return NoMatch("header_twice", cell=", ".join(places) or None, detail=", ".join(match.twice), nearest=match)
