"""Collecting rows as column lists until they become tables with the contracts' schemas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sources.layouts import load_layouts
from warehouse.contract import Contract, load

Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class Staged:
    """What staging gives: a row per sheet, a row per mapped data cell, and a typed table per source contract."""

    sheets: pa.Table
    cells: pa.Table
    rows: dict[str, pa.Table]


class Collector:
    """Rows of all tables of one side of the vault's door."""

    def __init__(self) -> None:
        self._tables: dict[str, Columns] = defaultdict(lambda: defaultdict(list))

    def add(self, table: str, row: dict[str, Any]) -> None:
        """One row of a table; every row of a table must have the same columns."""
        columns = self._tables[table]
        for name, value in row.items():
            columns[name].append(value)

    def staged(self) -> Staged:
        """All that was added, as tables that conform to their contracts; every source has one, be it empty."""
        rows = {source: self._table(load(source)) for source in sorted({layout.source for layout in load_layouts()})}
        return Staged(self._table(load("staged_sheets")), self._table(load("staged_cells")), rows)

    def _table(self, contract: Contract) -> pa.Table:
        schema = contract.arrow_schema()
        columns = self._tables.get(contract.name, {})
        arrays = [pa.array(columns.get(field.name, []), field.type) for field in schema]
        return contract.conform(pa.table(arrays, schema=schema))


def merged(first: Staged, second: Staged) -> Staged:
    """Both stagings in one; a source that only one of them has keeps its table."""
    rows = {**first.rows}
    for source, table in second.rows.items():
        rows[source] = pa.concat_tables([rows[source], table]) if source in rows else table
    return Staged(pa.concat_tables([first.sheets, second.sheets]), pa.concat_tables([first.cells, second.cells]), rows)
