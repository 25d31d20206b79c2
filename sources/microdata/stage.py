"""Staging microdata: a file to one sheet, its typed rows, and those of its cells that could not be read.

A row for each cell of a million households would serve nobody. A CSV also leaves the cells of its header, by which the
address of any other of its cells is known; the records of a DBF or Parquet file have no address but their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sources.areas.index import AreaIndex
from sources.books.cell_names import cell_name, column_letter
from sources.layouts.layout import Layout
from sources.microdata.columns import Columns
from sources.microdata.reader import MicrodataReader
from sources.microdata.recognised import how_read, recognised
from sources.microdata.typed_columns import TypedColumns, typed_columns
from sources.received.delivery import Delivery
from sources.received.keys import row_id, sheet_id
from sources.sheets.cover import NO_COVER
from sources.sheets.match import Match
from sources.staging.collector import Collector, Staged, merged
from sources.staging.declaration import Declaration
from sources.staging.sheet_facts import HowRead, SheetFacts
from sources.staging.staged_columns import shared_columns, sheet_row
from sources.staging.stated_facts import IN_ROWS, period_of
from warehouse.contract import load

SHEET_NO = 1
ROW_DIGITS = 5


def stage_microdata(
    files: Iterable[tuple[Delivery, bytes]],
    areas: AreaIndex,
    reader: MicrodataReader,
    progress: Callable[[int], None] | None = None,
) -> Staged:
    """Stage microdata files, which are all personal; every source has its table. Nothing in a file raises.

    `progress` is told 1 after each file.
    """
    staged = []
    for delivery, content in files:
        staged.append(_staged(delivery, reader.read(content), areas))
        if progress is not None:
            progress(1)
    return reduce(merged, staged, Collector().staged())


def _staged(delivery: Delivery, columns: Columns, areas: AreaIndex) -> Staged:
    if columns.status != "ok":
        facts = SheetFacts(HowRead(columns.status, detail=columns.detail or None))
        return _without_rows(delivery, facts)
    outcome = recognised(columns)
    typed = typed_columns(columns, outcome, areas) if isinstance(outcome, Match) else None
    n_data_rows = len(columns.row_numbers if typed is None else typed.row_numbers)
    headings = 0 if columns.header_row is None else 1
    rows_read = headings + columns.deleted + len(columns.row_numbers)
    near = outcome if isinstance(outcome, Match) else outcome.nearest
    how = how_read(columns, outcome, typed)
    if near is None:
        return _without_rows(delivery, SheetFacts(how, rows_read=rows_read))
    facts = SheetFacts(
        how=how,
        layout=near.layout,
        layout_name=near.layout.name,
        area=IN_ROWS,
        period=period_of(near.layout, Declaration(NO_COVER, delivery.declared, areas), delivery.received_on),
        rows_read=rows_read,
        rows_layout=rows_read - n_data_rows,
    )
    if typed is None or how.status != "ok":
        return _without_rows(delivery, facts)
    keys = _row_keys(sheet_id(delivery, SHEET_NO), typed.row_numbers)
    rows = _rows(near.layout, shared_columns(delivery, SHEET_NO, facts), typed, keys)
    return Staged(_sheet(delivery, facts), _cells(delivery, columns, typed, keys), {near.layout.source: rows})


def _without_rows(delivery: Delivery, facts: SheetFacts) -> Staged:
    return Staged(_sheet(delivery, facts), _table("staged_cells", []), {})


def _sheet(delivery: Delivery, facts: SheetFacts) -> pa.Table:
    return _table("staged_sheets", [sheet_row(delivery, SHEET_NO, facts, is_personal=True)])


def _row_keys(sheet: str, row_numbers: pa.Array) -> pa.Array:
    """`row_id` of each row."""
    digits = pc.utf8_lpad(row_numbers.cast(pa.string()), width=ROW_DIGITS, padding="0")
    return pc.binary_join_element_wise(sheet, digits, ":")


def _rows(layout: Layout, shared: dict[str, Any], typed: TypedColumns, keys: pa.Array) -> pa.Table:
    known = {name: reading.values for name, reading in typed.readings.items()}
    known |= {"row_id": keys, "row_number": typed.row_numbers}
    alike = shared | dict(layout.constants)
    arrays = [
        known[field.name] if field.name in known else pa.repeat(pa.scalar(alike.get(field.name), field.type), len(keys))
        for field in layout.contract.arrow_schema()
    ]
    return layout.contract.conform(pa.table(arrays, schema=layout.contract.arrow_schema()))


def _cells(delivery: Delivery, columns: Columns, typed: TypedColumns, keys: pa.Array) -> pa.Table:
    """Faulty cells as rows of staged_cells and, of a CSV, the cells of its header."""
    sheet = sheet_id(delivery, SHEET_NO)
    header = [_header_cell(sheet, columns, name, place) for name, place in typed.places.items()]
    parts = [_table("staged_cells", header if columns.header_row else [])]
    schema = load("staged_cells").arrow_schema()
    for name, reading in typed.readings.items():
        index, faults = reading.faults["index"], reading.faults
        numbers = typed.row_numbers.take(index)
        letter = column_letter(typed.places[name])
        found = {
            **{column: faults[column] for column in ("raw", "cell_status", "reading_a", "reading_b")},
            "row_id": keys.take(index),
            "sheet_id": pa.repeat(sheet, len(index)),
            "row_number": numbers,
            "cell": pc.binary_join_element_wise(letter, numbers.cast(pa.string()), "")
            if columns.header_row
            else pa.repeat("", len(index)),
            "column_name": pa.repeat(name, len(index)),
        }
        parts.append(pa.table([found[field.name] for field in schema], schema=schema))
    return load("staged_cells").conform(pa.concat_tables(parts))


def _header_cell(sheet: str, columns: Columns, name: str, place: int) -> dict[str, Any]:
    number = columns.header_row or 0
    return {
        "row_id": row_id(sheet, number),
        "sheet_id": sheet,
        "row_number": number,
        "cell": cell_name(number, place),
        "column_name": name,
        "raw": columns.headers[place],
        "cell_status": "header",
        "reading_a": None,
        "reading_b": None,
    }


def _table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=load(name).arrow_schema())
