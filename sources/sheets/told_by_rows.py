"""What the rows of a table say of village and period, where its layout looks for them outside the table.

An export of a whole database has columns such as `Desa`, `Bulan` and `Tahun`: what they say counts like a cover, and is
asked about where it is not what the cover says, or where the rows of one report tell of several villages or periods.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.sheets.cover import LABELS, Cover, Said, said_by
from sources.sheets.match import Match
from sources.sheets.row_kinds import data_rows
from sources.texts import is_blank, key

PLACE = ("village", "district")
TIME = ("period", "month", "semester", "year")


@dataclass(frozen=True)
class RowsTell:
    """What the data rows say, each different saying once and in order, as if each were a cover."""

    areas: tuple[Cover, ...] = ()
    periods: tuple[Cover, ...] = ()


NOTHING_TOLD = RowsTell()


def told_by_rows(grid: Grid, match: Match) -> RowsTell:
    """What the columns of a table say that its layout does not read; nothing of what it does read."""
    columns = dict(_unread(match))
    if match.layout.shape != "table" or not columns:
        return NOTHING_TOLD
    rows = data_rows(grid, match)
    return RowsTell(_told(grid, rows, columns, PLACE), _told(grid, rows, columns, TIME))


def _unread(match: Match) -> Iterator[tuple[int, str]]:
    """Columns with a label of a cover above them that nothing is read from, and that label."""
    layout = match.layout
    for column, heading in enumerate(match.headings):
        known = heading.known_to(layout)
        is_read = known is not None and (layout.columns_of(known[0]) or known[0] in layout.area.all_headers)
        if key(heading.text) in LABELS and not is_read:
            yield column, heading.text


def _told(grid: Grid, rows: list[int], columns: dict[int, str], names: tuple[str, ...]) -> tuple[Cover, ...]:
    wanted = [column for column, label in columns.items() if LABELS[key(label)] in names]
    first = {tuple(grid.rows[index][column] for column in wanted): index for index in reversed(rows)} if wanted else {}
    covers = []
    for cells, index in reversed(first.items()):
        number = grid.row_numbers[index]
        said = (
            (columns[column], Said(cell, cell_name(number, column), grid.day_zero))
            for column, cell in zip(wanted, cells, strict=True)
            if not is_blank(cell)
        )
        covers.append(Cover(said_by(said), {}))
    return tuple(cover for cover in covers if cover.said)
