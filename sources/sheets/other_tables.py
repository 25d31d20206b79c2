"""Whether a sheet holds another table beside the one that was recognised.

A header that stands there again heads a second page. Any other header heads another table, and rows below it would be
read as what they are not; so would a table above that counts as its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.layouts.index import layout_index
from sources.layouts.layout import Layout
from sources.sheets.header_rows import matches_of_row
from sources.sheets.headings import one_line
from sources.sheets.match import Match, NoMatch
from sources.sheets.row_kinds import repeats_header
from sources.sheets.row_words import is_figure, is_note, is_total
from sources.texts import Cell, clean
from sources.values.readings import says_not_available

COMPUTED = re.compile(r"=|#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)", re.IGNORECASE)


def only_table(grid: Grid, match: Match, layouts: Sequence[Layout]) -> Match | NoMatch:
    """The match; two_tables with the row of the other header where its sheet has another table, too."""
    if match.layout.shape != "table":
        return match
    own = range(match.header_row - match.lines + 1, match.header_row + 1)
    for index, filled in enumerate(grid.filled):
        if index in own or len(filled) < 2 or any(map(_is_value, filled)) or is_note(filled) or _is_empty_total(filled):
            continue
        if _heads_another(index, grid.rows[index], match, layouts):
            return NoMatch("two_tables", cell=cell_name(grid.row_numbers[index], 0), nearest=match)
    return match


def _is_value(cell: Cell) -> bool:
    """True for what stands in no header: a figure, a formula without its result, a result that is an error."""
    return is_figure(cell) or COMPUTED.match(str(cell)) is not None


def _is_empty_total(filled: Sequence[Cell]) -> bool:
    """True for a row of totals in which there are none: `Jumlah | TA | -`."""
    return is_total(filled) and all(
        not isinstance(cell, str) or says_not_available(clean(cell)) or is_total([cell]) for cell in filled[1:]
    )


def _heads_another(index: int, row: Sequence[Cell], match: Match, layouts: Sequence[Layout]) -> bool:
    """True for the header of a known table, and below the header for a row in which a header stands for the codes."""
    if repeats_header(row, match):
        return False
    known = layout_index(layouts)
    if index > match.header_row and one_line(row)[match.positions[match.layout.anchor]].keys & known.headers:
        return True
    return any(not other.missing for other in matches_of_row(row, known))
