"""What the rows of a table say of village and period, where its layout looks for them outside the table.

An export of a whole database has columns such as `Desa`, `Bulan` and `Tahun`: what they say counts like a cover, and is
asked about where it is not what the cover says, or where the rows of one report tell of several villages or periods.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
    period_of_row: Mapping[int, Cover] = field(default_factory=dict)
    """What each data row says of the period, by its number; nothing where no column does."""


NOTHING_TOLD = RowsTell()


def told_by_rows(grid: Grid, match: Match) -> RowsTell:
    """What the columns of a table say that its layout does not read; nothing of what it does read."""
    columns = dict(_unread(match))
    if match.layout.shape != "table" or not columns:
        return NOTHING_TOLD
    rows = data_rows(grid, match)
    of_time = _columns_of(columns, TIME)
    by_row = {grid.row_numbers[index]: _cover(grid, index, of_time) for index in rows} if of_time else {}
    return RowsTell(_told(grid, rows, columns, PLACE), _told(grid, rows, columns, TIME), by_row)


def _unread(match: Match) -> Iterator[tuple[int, str]]:
    """Columns with a label of a cover above them that nothing is read from, and that label."""
    layout = match.layout
    for column, heading in enumerate(match.headings):
        known = heading.known_to(layout)
        is_read = known is not None and (layout.columns_of(known[0]) or known[0] in layout.area.all_headers)
        if key(heading.text) in LABELS and not is_read:
            yield column, heading.text


def _columns_of(columns: dict[int, str], names: tuple[str, ...]) -> dict[int, str]:
    return {column: label for column, label in columns.items() if LABELS[key(label)] in names}


def _told(grid: Grid, rows: list[int], columns: dict[int, str], names: tuple[str, ...]) -> tuple[Cover, ...]:
    wanted = _columns_of(columns, names)
    first = {tuple(grid.rows[index][column] for column in wanted): index for index in reversed(rows)} if wanted else {}
    covers = (_cover(grid, index, wanted) for index in reversed(first.values()))
    return tuple(cover for cover in covers if cover.said)


def _cover(grid: Grid, index: int, columns: dict[int, str]) -> Cover:
    """What a row says in these columns, by their labels."""
    number = grid.row_numbers[index]
    cells = ((column, label, grid.rows[index][column]) for column, label in columns.items())
    said = (
        (label, Said(cell, cell_name(number, column), grid.day_zero))
        for column, label, cell in cells
        if not is_blank(cell)
    )
    return Cover(said_by(said), {})
