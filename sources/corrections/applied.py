"""Corrections of the office as data: corrections.csv, read and applied to staged rows before they are judged.

A line names one value (source, village, period, row, column), the value it expects to find and the right one. It counts
where the newest row still holds what is expected, as written or as read; nothing is overwritten unseen. A line whose
right value is the expected one says that the office confirms it. The bytes of the sender's file stay as they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sources.corrections.lines import Line
from sources.staging.collector import Staged
from sources.texts import clean, is_blank, written
from warehouse.contract import load

NEWEST_LAST = ("received_on", "received_no", "delivery_no", "sheet_id")
MATCHED = ("row_id", "row_number", *NEWEST_LAST)


@dataclass(frozen=True)
class Corrected:
    """Staged tables with the corrections in them, and what became of each line (contract `corrections`)."""

    staged: dict[bool, Staged]
    outcomes: pa.Table


@dataclass(frozen=True)
class _Place:
    """A row that a line is about: on which side of the vault's door, its columns, and its cell where it has one."""

    is_personal: bool
    row: Mapping[str, Any]
    cell: Mapping[str, Any] | None

    def holds(self, line: Line) -> bool:
        """Whether the value is the expected one, as it is written or as it was read; what was not read is no gap."""
        raw, value = self.cell["raw"] if self.cell else None, self.row[line.column]
        if line.expected is None:
            return value is None and is_blank(raw)
        is_as_read = line.expected_value is not None and value == line.expected_value
        return is_as_read or (raw is not None and clean(raw) == line.expected)

    @property
    def order(self) -> tuple[Any, ...]:
        """Newest last; of rows that repeat each other in one file the first one counts."""
        return (*(self.row[name] for name in NEWEST_LAST), -self.row["row_number"])


def apply_corrections(staged: Mapping[bool, Staged], lines: Sequence[Line]) -> Corrected:
    """Apply all lines in their order; the tables that were given stay as they are."""
    sides = dict(staged)
    outcomes = []
    for line in lines:
        places = [place for is_personal, side in sides.items() for place in _places(side, line, is_personal)]
        outcomes.append(_outcome(line, places))
        if outcomes[-1]["outcome"] == "applied":
            sides = {is_personal: _applied(side, line, places, is_personal) for is_personal, side in sides.items()}
    table = load("corrections")
    return Corrected(sides, table.conform(pa.Table.from_pylist(outcomes, schema=table.arrow_schema())))


def _places(side: Staged, line: Line, is_personal: bool) -> list[_Place]:
    table = side.rows.get(line.source)
    if table is None:
        return []
    wanted = {"area_code_bps": line.area_code_bps, "period": line.period, **line.row_key}
    for name, value in wanted.items():
        table = table.filter(pc.equal(table[name], value))
    rows = table.select(list(dict.fromkeys((*MATCHED, line.column)))).to_pylist()
    if not rows:
        return []
    keys = pa.array([row["row_id"] for row in rows], pa.string())
    cells = side.cells.filter(
        pc.and_(pc.is_in(side.cells["row_id"], keys), pc.equal(side.cells["column_name"], line.column))
    )
    by_row = {cell["row_id"]: cell for cell in cells.select(["row_id", "cell", "raw"]).to_pylist()}
    return [_Place(is_personal, row, by_row.get(row["row_id"])) for row in rows]


def _outcome(line: Line, places: Iterable[_Place]) -> dict[str, Any]:
    """A row of the contract `corrections`: what the newest row says decides."""
    newest = max(places, key=lambda place: place.order, default=None)
    if newest is None:
        return {**line.as_row(), "outcome": "not_found"}
    at = {
        "row_id": newest.row["row_id"],
        "row_number": newest.row["row_number"],
        "cell": newest.cell["cell"] if newest.cell else None,
    }
    if newest.holds(line):
        return {**line.as_row(), **at, "outcome": "confirmed" if line.is_confirmation else "applied"}
    found = None if newest.is_personal else _shown(newest, line)
    return {**line.as_row(), **at, "outcome": "expectation_failed", "found": found}


def _shown(place: _Place, line: Line) -> str | None:
    return place.cell["raw"] if place.cell else written(place.row[line.column])


def _applied(side: Staged, line: Line, places: Iterable[_Place], is_personal: bool) -> Staged:
    """The side with the right value in every row that holds the expected one: older versions carry the same fault."""
    keys = [place.row["row_id"] for place in places if place.is_personal == is_personal and place.holds(line)]
    if not keys:
        return side
    rows = {**side.rows, line.source: _set(side.rows[line.source], line.column, line.corrected_value, _among(keys))}

    def is_cell(cells: pa.Table) -> pa.ChunkedArray:
        return pc.and_(_among(keys)(cells), pc.equal(cells["column_name"], line.column))

    cells = side.cells
    for name, value in (("cell_status", "ok"), ("reading_a", None), ("reading_b", None)):
        cells = _set(cells, name, value, is_cell)
    return Staged(side.sheets, cells, rows)


def _among(keys: list[str]) -> Callable[[pa.Table], pa.ChunkedArray]:
    return lambda table: pc.is_in(table["row_id"], pa.array(keys, pa.string()))


def _set(table: pa.Table, column: str, value: Any, where: Callable[[pa.Table], pa.ChunkedArray]) -> pa.Table:
    place = table.column_names.index(column)
    field = table.schema.field(place)
    changed = pc.if_else(where(table), pa.scalar(value, field.type), table[column])
    return table.set_column(place, field, changed)
