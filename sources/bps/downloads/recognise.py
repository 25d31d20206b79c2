"""Which table of the catalog a grid is, and where its areas, its header and its data stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sources.bps.downloads.drift import DriftError
from sources.bps.downloads.grids import TableGrid
from sources.bps.downloads.titles import Title, nearest_title, read_title, table_titled
from sources.bps.tables_catalog import Table, TableCatalog
from sources.texts import key

LONGEST_LINE = 120
HEAD_ROWS = 20
"""Title and header stand in the first rows."""
COLUMN_NUMBER = re.compile(r"\(\d+\)")
UNKNOWN_HINT = "Tambahkan tabel itu ke sources/bps/tables.yml | Add the table to sources/bps/tables.yml"
AREA_HINT = "Kabupaten/Kota"

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True)
class Recognised:
    """A grid whose table is known. The header of its columns is in rows `head`, its data begin in row `first`."""

    table: Table
    title: Title
    area_column: int
    code_column: int | None
    year_column: int | None
    ignored_columns: frozenset[int]
    head: range
    first: int


def recognise(grid: TableGrid, catalog: TableCatalog) -> Recognised:
    """Raises DriftError where the grid is no table of the catalog, or not as the catalog says."""
    table, title, title_place = _titled(grid, catalog)
    area_row, area_column = _area_header(grid, catalog, title_place)
    first = _first_data_row(grid, catalog, area_row, area_column)
    # A title beside the areas is part of the header; one above them is not, and what stands between is explanation.
    head = range(min(area_row, title_place[0]) if title_place[1] != area_column else area_row, first)

    def column_of(headers: tuple[str, ...]) -> int | None:
        return next((column for _, column in _cells(grid, head, _is_one_of(headers)) if column != area_column), None)

    year_column = None if table.year_header is None else column_of((table.year_header,))
    if table.year_header is not None and year_column is None:
        raise DriftError("header_missing", table.year_header)
    ignored = frozenset(column for _, column in _cells(grid, head, _is_one_of(catalog.ignored_headers)))
    code_column = column_of(catalog.code_headers)
    return Recognised(table, title, area_column, code_column, year_column, ignored, head, first)


def _is_one_of(headers: tuple[str, ...]) -> Callable[[str], bool]:
    wanted = set(map(key, headers))
    return lambda text: key(text) in wanted


def _cells(grid: TableGrid, rows: range, holds: Callable[[str], bool]) -> Iterator[Place]:
    return (
        (row, column)
        for row in rows
        for column in range(grid.width)
        if (text := grid.text(row, column)) and holds(text)
    )


def _titled(grid: TableGrid, catalog: TableCatalog) -> tuple[Table, Title, Place]:
    tables = [table for table in catalog.tables if grid.kind in table.kinds]
    top = range(min(HEAD_ROWS, len(grid.rows)))
    texts = [(place, read_title(grid.text(*place))) for place in _cells(grid, top, lambda text: True)]
    found = [(table, title, place) for place, title in texts if (table := table_titled(title.words, tables))]
    if len({table.id for table, _, _ in found}) > 1:
        raise DriftError("layout_unknown", " / ".join(title.words for _, title, _ in found))
    if found:
        return found[0]
    for place, title in texts:
        if nearest := nearest_title(title.words, tables):
            raise DriftError("header_unknown", grid.text(*place), grid.cell(*place), nearest)
    raise DriftError("layout_unknown", _beginning(texts), hint=UNKNOWN_HINT)


def _beginning(texts: list[tuple[Place, Title]]) -> str:
    """The first row that says anything, as far as it makes a line."""
    words = [title.words for (row, _), title in texts if row == texts[0][0][0]]
    return ", ".join(words)[:LONGEST_LINE] or "-"


def _area_header(grid: TableGrid, catalog: TableCatalog, title_place: Place) -> Place:
    top = range(min(HEAD_ROWS, len(grid.rows)))
    found = next(_cells(grid, top, _is_one_of(catalog.area_headers)), None)
    if found is not None:
        return found
    start = next((row for row in range(title_place[0] + 1, len(grid.rows)) if grid.text(row, 0)), None)
    row = 0 if title_place[1] > 0 and grid.text(0, 0) else start
    if row is None:
        raise DriftError("header_missing", AREA_HINT)
    raise DriftError("header_unknown", grid.text(row, 0), grid.cell(row, 0), AREA_HINT)


def _first_data_row(grid: TableGrid, catalog: TableCatalog, area_row: int, area_column: int) -> int:
    """The first row below the header with an area; the header in another language and numbers of columns are none."""
    is_header = _is_one_of(catalog.area_headers)
    for row in range(area_row + 1, len(grid.rows)):
        label = grid.text(row, area_column)
        if label and not is_header(label) and not COLUMN_NUMBER.fullmatch(label):
            return row
    raise DriftError("empty", grid.text(area_row, area_column), grid.cell(area_row, area_column))
