"""Which rows of a recognised sheet are data, and which are layout: titles, headings, totals, notes, signatures.

Layout rows are those up to the header, rows of totals, notes, column numbers, repeated headers, names of groups, rows
with nothing in a column of the layout; and after a total, a signature or an empty row everything until a row that looks
like data again (its anchor cell begins like a code or a number, or stands beside a figure), because that is where notes
and signatures stand. Above a signature figures look like data without an anchor, too: they are asked about, not lost.
A person may be called Total or Jumlah: no total has a NIK.
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.books.book import Grid
from sources.layouts.layout import Layout
from sources.sheets.headings import one_line
from sources.sheets.match import Match
from sources.sheets.row_words import (
    is_figure,
    is_group,
    is_note,
    is_number,
    is_number_of_a_person,
    is_signature,
    is_total,
    numbers_columns,
    tags_columns,
)
from sources.texts import Cell, clean, is_blank
from sources.values.cell_values import NUMBERS_OF_PERSONS

FEWEST_COLUMN_NUMBERS = 5
"""From here on 1, 2, 3, … below a header number its columns, also where no column of codes shows that it is no data."""

PART_OF_A_RECORD = 3
"""No note or signature stands in so many columns of a layout."""


def data_rows(grid: Grid, match: Match) -> list[int]:
    """Indexes of the data rows of a table."""
    layout = match.layout
    mapped = [
        column
        for header, column in match.positions.items()
        if layout.columns_of(header) or header in layout.area.headers.values()
    ] + [match.positions[header] + 1 for header in layout.beside if header in match.positions]
    anchor = match.positions.get(layout.anchor)
    of_persons = [
        column
        for header, column in match.positions.items()
        if NUMBERS_OF_PERSONS.intersection(layout.columns_of(header))
    ]
    left_out = [(match.positions[h], words) for h, words in layout.left_out.items() if h in match.positions]
    found = []
    is_closed = is_signed = False
    for index in range(match.header_row + 1, len(grid.rows)):
        row, filled = grid.rows[index], grid.filled[index]
        if layout.groups is not None and layout.groups.value(row) is not None:
            is_closed = False
            continue
        if not filled:
            is_closed = True
        if not filled or not any(column < len(row) and not is_blank(row[column]) for column in mapped):
            continue
        if any(_begins_with(row[column], words) for column, words in left_out):
            continue
        signs = is_signature(filled)
        is_signed = is_signed or signs
        if signs or (_is_total(row, filled, anchor) and not _has_number_of_a_person(row, of_persons)):
            is_closed = True
        elif not _is_heading(index, filled, match) and not repeats_header(row, match):
            is_closed = is_closed and not (
                _looks_like_data(row, anchor, mapped) or (not is_signed and _lacks_anchor(row, anchor, mapped, match))
            )
            if not is_closed:
                found.append(index)
    return found


def _is_heading(index: int, filled: list[Cell], match: Match) -> bool:
    """True for a note, a group's name, or the numbers or tags of the columns right below the header."""
    in_rows = match.layout.area.origin in {"rows", "names"}
    if index == match.header_row + 1 and tags_columns(filled):
        return True
    if index == match.header_row + 1 and numbers_columns(filled):
        return in_rows or len(filled) >= FEWEST_COLUMN_NUMBERS
    return is_note(filled) or (in_rows and is_group(filled))


def _begins_with(cell: Cell, words: Sequence[str]) -> bool:
    return isinstance(cell, str) and clean(cell).casefold().startswith(tuple(word.casefold() for word in words))


def repeats_header(row: Sequence[Cell], match: Match) -> bool:
    """True for the table's own header once more, as above a second page, or one of its lines."""
    filled = (
        _is_heading_again(header, row[column], match)
        for header, column in match.positions.items()
        if column < len(row) and not is_blank(row[column]) and header not in match.layout.ignored
    )
    return next(filled, False) and all(filled)


def _is_heading_again(header: str, cell: Cell, match: Match) -> bool:
    if not isinstance(cell, str):
        return False
    (heading,) = one_line([cell])
    if not heading.keys.isdisjoint(match.headings[match.positions[header]].keys):
        return True
    known = heading.known_to(match.layout)
    return known is not None and known[0] == header


def _is_total(row: Sequence[Cell], filled: list[Cell], anchor: int | None) -> bool:
    """True where a total is named in the first filled cell, or behind a row number in the anchor's place."""
    if is_total(filled):
        return True
    return anchor is not None and anchor < len(row) and row[anchor] is not filled[0] and is_total([row[anchor]])


def _has_number_of_a_person(row: Sequence[Cell], columns: Sequence[int]) -> bool:
    return any(column < len(row) and is_number_of_a_person(row[column]) for column in columns)


def _lacks_anchor(row: Sequence[Cell], anchor: int | None, mapped: list[int], match: Match) -> bool:
    """True for a row whose anchor is empty and which has a number below a header of numbers, or most of a record."""
    if anchor is None or not is_blank(row[anchor]):
        return False
    filled = [column for column in mapped if column < len(row) and not is_blank(row[column])]
    if len(filled) >= PART_OF_A_RECORD:
        return True
    numbers = {column for header, column in match.positions.items() if _is_of_numbers(match.layout, header)}
    return any(column in numbers and is_number(row[column]) for column in filled)


def _is_of_numbers(layout: Layout, header: str) -> bool:
    return any(layout.contract.column(name).type in {"integer", "number"} for name in layout.columns_of(header))


def _looks_like_data(row: Sequence[Cell], anchor: int | None, mapped: list[int]) -> bool:
    """True where the anchor begins like a figure, or where it is filled and another column of the layout has one."""
    if anchor is None or anchor >= len(row) or is_blank(row[anchor]):
        return False
    return any(column < len(row) and is_figure(row[column]) for column in (anchor, *mapped))
