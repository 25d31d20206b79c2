"""Tables that tell of a village in several rows, a dusun or a posyandu each, where the report has one row a village.

Nobody adds these up unasked: one of the rows may be their sum, and two equal ones look like a repeat.
"""

from __future__ import annotations

from collections.abc import Iterator

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.sheets.match import Match, NoMatch
from sources.sheets.row_kinds import data_rows
from sources.sheets.row_words import says_as_above
from sources.texts import is_blank, key, written

PARTS = frozenset(
    {
        *("dusun", "namadusun", "dusunlingkungan", "lingkungan", "rt", "rw", "rtrw", "posyandu", "namaposyandu"),
        *("sekolah", "namasekolah", "namapaud", "namalembaga", "jeniskelamin", "jk", "lp", "umur", "kelompokumur"),
        *("golonganumur", "minggu", "mingguke", "jenisimunisasi", "antigen", "vaksin", "jenisvaksin"),
    }
)
"""Keys of headers whose cells name a part of what a row of the report is about."""
TELLS_ROWS = frozenset({"disease"})
"""Columns that, with village and period, tell rows of a report apart which is no list."""


def unless_parts(grid: Grid, match: Match) -> Match | NoMatch:
    """The match; parts_of_villages where a column names parts and two rows are of one village (and disease)."""
    layout = match.layout
    if layout.shape != "table" or layout.contract.personal or not TELLS_ROWS.issuperset(layout.row_key):
        return match
    part = next((column for column in match.extras if PARTS.intersection(match.headings[column].keys)), None)
    if part is None:
        return match
    told = list(_told(grid, match))
    if len(set(told)) == len(told):
        return match
    place = cell_name(grid.row_numbers[match.header_row], part)
    return NoMatch("parts_of_villages", cell=place, detail=match.headings[part].text, nearest=match)


def _told(grid: Grid, match: Match) -> Iterator[tuple[str, ...]]:
    """What tells each data row from the others; a blank is what stands above it."""
    layout = match.layout
    wanted = [*layout.area.headers.values(), *(h for h in layout.headers if set(layout.columns_of(h)) & TELLS_ROWS)]
    columns = [match.positions[header] for header in wanted if header in match.positions]
    last = [""] * len(columns)
    for index in data_rows(grid, match):
        cells = [grid.rows[index][column] for column in columns]
        last = [
            above if is_blank(cell) or says_as_above(cell) else key(written(cell) or "")
            for cell, above in zip(cells, last, strict=True)
        ]
        yield tuple(last)
