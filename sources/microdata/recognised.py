"""Which layout a microdata file has, told in the words of staged_sheets."""

from __future__ import annotations

from sources.books.book import numbered
from sources.books.cell_names import cell_name, column_letter
from sources.layouts.files import microdata_layouts
from sources.microdata.columns import Columns
from sources.microdata.typed_columns import TypedColumns, lacks_area
from sources.sheets.match import Match, NoMatch
from sources.sheets.recognise import recognise
from sources.staging.sheet_facts import HowRead

HEADERS = "headers"
"""Name of the sheet that the headers make."""
SHOWN_EXTRAS = 10
"""A survey has hundreds of columns that nobody asked for."""


def recognised(columns: Columns) -> Match | NoMatch:
    """The layout that the headers fit."""
    found = recognise(numbered(HEADERS, (tuple(columns.headers),)), microdata_layouts())
    if isinstance(found, Match) and lacks_area(found):
        area = found.layout.area
        words = " / ".join([area.headers["village"], " + ".join(area.joined)])
        return NoMatch("header_missing", detail=words, nearest=found)
    return found


def how_read(columns: Columns, outcome: Match | NoMatch, typed: TypedColumns | None) -> HowRead:
    """What came of reading a file; a column without a cell for its header is named by its letter.

    `typed` is there where the layout is.
    """
    if isinstance(outcome, NoMatch):
        cell = outcome.cell if columns.header_row or outcome.cell is None else _letters_of(outcome.cell)
        return HowRead(outcome.status, cell, outcome.detail, outcome.hint)
    if typed is None or not len(typed.row_numbers):
        return HowRead("empty")
    if (unreadable := typed.unreadable()) is not None:
        name, count = unreadable
        letter = column_letter(typed.places[name])
        return HowRead("unreadable", detail=f"kolom {letter} | column {letter}: {count} × ?")
    if not outcome.extras:
        return HowRead("ok")
    shown = outcome.extras[:SHOWN_EXTRAS]
    row = columns.header_row
    cells = ", ".join(column_letter(place) if row is None else cell_name(row, place) for place in shown)
    more = ", …" if len(outcome.extras) > len(shown) else ""
    # the cells are the words of a personal file, see SheetFacts.as_row
    return HowRead("ok", cells + more, cells + more)


def _letters_of(cells: str) -> str:
    """`C, F` of `C1, F1`."""
    return ", ".join(cell.rstrip("0123456789") for cell in cells.split(", "))
