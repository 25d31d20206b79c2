"""Areas that stand once for several rows: in the first row of their block without a merge, or repeated by `sda`, as
names of diseases and programmes are, too.

A blank cell below an area is that area where its sender says so (`Desa kosong: sda` on the cover), or where the row
numbers count villages and not rows, so that only the first row of each block has one. Otherwise it is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.books.book import Grid
from sources.sheets.header_rows import ROW_COUNTERS
from sources.sheets.match import Match
from sources.sheets.row_words import says_as_above
from sources.texts import Cell, clean, is_blank, written

NAMES = frozenset({"disease", "program_code"})
"""Columns whose names a list repeats, as it does those of its areas."""
FEWEST_BLOCKS = 2
"""From here on row numbers show that they count blocks."""

Row = Sequence[Cell]


def with_areas_above(grid: Grid, match: Match, indexes: Sequence[int], *, blank_is_above: bool) -> list[Row]:
    """The rows with these indexes, in which the areas that are those above stand themselves."""
    rows: list[Row] = [grid.rows[index] for index in indexes]
    headers = match.layout.area.headers
    columns = [match.positions[header] for header in headers.values() if header in match.positions]
    if not any(is_blank(row[column]) or says_as_above(row[column]) for row in rows for column in columns):
        return rows
    village = match.positions[headers["village"]]
    blank_is_above = blank_is_above or _numbers_count_blocks(rows, village, match)
    found: list[Row] = []
    for row in rows:
        found.append(_filled(row, found[-1], columns, village, blank_is_above) if found else row)
    return found


def with_names_above(rows: list[Row], match: Match) -> list[Row]:
    """The rows, in which a disease or programme that is that of the row above stands itself where `sda` says so."""
    layout = match.layout
    columns = [column for header, column in match.positions.items() if not NAMES.isdisjoint(layout.columns_of(header))]
    if not any(says_as_above(row[column]) for row in rows for column in columns):
        return rows
    found: list[Row] = []
    for row in rows:
        copied = {column for column in columns if found and says_as_above(row[column])}
        found.append([found[-1][column] if column in copied else cell for column, cell in enumerate(row)])
    return found


def _filled(row: Row, above: Row, columns: Sequence[int], village: int, blank_is_above: bool) -> Row:
    def is_above(column: int) -> bool:
        return says_as_above(row[column]) or (blank_is_above and is_blank(row[column]))

    places = [column for column in columns if column != village]
    copied = {column for column in places if is_above(column)}
    if is_above(village) and all(column in copied or row[column] == above[column] for column in places):
        copied.add(village)
    return [above[column] if column in copied else cell for column, cell in enumerate(row)]


def _numbers_count_blocks(rows: Sequence[Row], village: int, match: Match) -> bool:
    """Whether the rows that have a village are those that have a number, and the numbers are 1, 2, 3, …"""
    counter = next((n for n, heading in enumerate(match.headings) if heading.keys & ROW_COUNTERS), None)
    if counter is None or any(is_blank(row[counter]) != is_blank(row[village]) for row in rows):
        return False
    numbers = [clean(written(row[counter]) or "").rstrip(".") for row in rows if not is_blank(row[counter])]
    is_counted = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return is_counted and len(numbers) >= FEWEST_BLOCKS and not is_blank(rows[0][counter])
