"""Collecting rows until they become tables with the contracts' schemas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sources.layouts.files import load_layouts
from sources.rows.read_cells import PlacedCell, cell_columns
from warehouse.contract import Contract, load

Row = dict[str, Any]
ROWS_WAITING = 10_000
"""Rows of a table that may wait to become columns."""


@dataclass(frozen=True)
class Staged:
    """What staging gives: a row per sheet, a row per mapped data cell, and a typed table per source contract."""

    sheets: pa.Table
    cells: pa.Table
    rows: dict[str, pa.Table]


class Collector:
    """Rows of all tables of one side of the vault's door."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Row]] = defaultdict(list)
        self._cells: list[PlacedCell] = []
        self._parts: dict[str, list[pa.Table]] = defaultdict(list)

    def add(self, table: str, row: Row) -> None:
        """One row of a table, with every column of its contract."""
        rows = self._waiting[table]
        rows.append(row)
        if len(rows) == ROWS_WAITING:
            self._put_away(table)

    def add_cells(self, cells: Iterable[PlacedCell]) -> None:
        """Rows of staged_cells."""
        self._cells += cells
        if len(self._cells) >= ROWS_WAITING:
            self._put_away_cells()

    def tables(self) -> dict[str, pa.Table]:
        """All that was added, by contract, in the order of adding; without tables to which nothing was added."""
        for table in self._waiting:
            self._put_away(table)
        if self._cells:
            self._put_away_cells()
        return {table: pa.concat_tables(parts) for table, parts in self._parts.items()}

    def _put_away(self, table: str) -> None:
        """Make columns of the rows that wait, which take a tenth of the memory."""
        rows = self._waiting[table]
        self._put_columns(table, {name: [row[name] for row in rows] for name in load(table).column_names})
        rows.clear()

    def _put_away_cells(self) -> None:
        self._put_columns("staged_cells", cell_columns(self._cells))
        self._cells.clear()

    def _put_columns(self, table: str, columns: Mapping[str, list[Any]]) -> None:
        schema = load(table).arrow_schema()
        arrays = [pa.array(columns[field.name], field.type) for field in schema]
        self._parts[table].append(pa.table(arrays, schema=schema))

    def staged(self) -> Staged:
        """All that was added, as tables that conform to their contracts; every source has one, be it empty."""
        return conformed([self.tables()])


def conformed(parts: Sequence[Mapping[str, pa.Table]]) -> Staged:
    """Tables of several collectors as one staging: the same whatever the order of the parts, since keys sort rows."""
    sources = sorted({layout.source for layout in load_layouts()})
    names = ("staged_sheets", "staged_cells", *sources)
    whole = {name: _conformed(load(name), [part[name] for part in parts if name in part]) for name in names}
    return Staged(whole.pop("staged_sheets"), whole.pop("staged_cells"), whole)


def _conformed(contract: Contract, parts: list[pa.Table]) -> pa.Table:
    return contract.conform(pa.concat_tables(parts)) if parts else contract.empty_table()


def merged(first: Staged, second: Staged) -> Staged:
    """Both stagings in one; a source that only one of them has keeps its table."""
    rows = {**first.rows}
    for source, table in second.rows.items():
        rows[source] = pa.concat_tables([rows[source], table]) if source in rows else table
    return Staged(pa.concat_tables([first.sheets, second.sheets]), pa.concat_tables([first.cells, second.cells]), rows)
