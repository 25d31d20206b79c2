"""Columns that are one question under several spellings: each row has its answer in one of them.

An export of all versions of a form has a column for the older spelling and another for the newer one, and each
submission fills that of its version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.books.book import Grid
from sources.sheets.match import Match
from sources.sheets.row_kinds import data_rows
from sources.texts import Cell, is_blank, key


def one_of_each(grid: Grid, match: Match) -> Mapping[int, tuple[int, ...]] | None:
    """Place of each header that stands there more than once, to its other places; None where nobody knows which counts.

    That is so where one text stands twice, a unit beside it, a row fills two of the columns, rows are told by it, or
    there are none.
    """
    columns = {header: _columns_of(header, match) for header in match.twice}
    for header, places in columns.items():
        texts = {key(match.headings[place].text) for place in places}
        tells_rows = header == match.layout.anchor or header in match.layout.area.all_headers
        if len(texts) < len(places) or header in match.stated or tells_rows:
            return None
    rows = [grid.rows[index] for index in data_rows(grid, match)]
    if not rows or any(len(_filled(row, places)) > 1 for row in rows for places in columns.values()):
        return None
    return {places[0]: tuple(places[1:]) for places in columns.values()}


def place_in(row: Sequence[Cell], place: int, others: Sequence[int]) -> int:
    """That of the places which the row fills; the first of all where it fills none."""
    return next(iter(_filled(row, (place, *others))), place)


def _filled(row: Sequence[Cell], places: Sequence[int]) -> list[int]:
    return [place for place in places if not is_blank(row[place])]


def _columns_of(header: str, match: Match) -> list[int]:
    """Places of a header, that by which the layout knows it first."""
    known = (heading.known_to(match.layout) for heading in match.headings)
    return [column for column, found in enumerate(known) if found is not None and found[0] == header]
