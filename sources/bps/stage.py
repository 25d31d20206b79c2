"""Staging of BPS bodies: every key of every body becomes a row with its place, every body a sheet row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from sources.bps.answers import AnswerError
from sources.bps.catalog import Catalog, load_catalog
from sources.bps.decode import Body, Cell, decode
from sources.bps.origin import Origin, OriginError, read_origin
from sources.bps.rows import row_of
from sources.received.delivery import Delivery
from sources.received.keys import row_id, sheet_id
from sources.staging.stage import Staged
from warehouse import contract

LAYOUT = "bps_model_data"
SOURCE = "bps_values"
SHEET_NO = 1
CATALOG_HINT = "Tambahkan variabel itu ke sources/bps/catalog.yml | Add the variable to sources/bps/catalog.yml"
ORIGIN_HINT = (
    "Sebutkan domainnya di manifest.csv, kolom notes, misalnya domain=5300 | "
    "Name its domain in manifest.csv, column notes, for example domain=5300"
)
CELL_STATUS = {
    "ok": "ok",
    "left_out": "ok",
    "missing": "not_available",
    "not_number": "not_number",
    "ambiguous_number": "ambiguous_number",
    "uncatalogued": "unknown_category",
    "unmatched": "unknown_category",
    "ambiguous": "unknown_category",
    "ambiguous_mark": "unknown_category",
}
"""`cell_status` of a staged figure by the `decode_status` of its row."""

Rows = list[dict[str, Any]]


def stage_bodies(files: Iterable[tuple[Delivery, bytes]]) -> Staged:
    """Bodies as `staged_sheets`, `staged_cells` and `bps_values`.

    A body that is an error answer, has no origin or no variable that the catalog knows gives its sheet row only, with
    the read_status that says so; nothing is raised for it.
    """
    catalog = load_catalog()
    sheets: Rows = []
    cells: Rows = []
    rows: Rows = []
    for delivery, content in files:
        sheet, body_cells, body_rows = _stage_body(delivery, content, catalog)
        sheets.append(sheet)
        cells += body_cells
        rows += body_rows
    return staged_tables(sheets, cells, rows)


def staged_tables(sheets: Rows, cells: Rows, rows: Rows) -> Staged:
    """Rows of staged_sheets, staged_cells and bps_values as tables; absent keys are null."""
    return Staged(_table("staged_sheets", sheets), _table("staged_cells", cells), {SOURCE: _table(SOURCE, rows)})


def _table(name: str, rows: Rows) -> pa.Table:
    loaded = contract.load(name)
    return loaded.conform(pa.Table.from_pylist(rows, schema=loaded.arrow_schema()))


def _stage_body(delivery: Delivery, content: bytes, catalog: Catalog) -> tuple[dict[str, Any], Rows, Rows]:
    if not content:
        return sheet_row(delivery, "empty"), [], []
    try:
        body = decode(content)
        origin = read_origin(delivery.declared)
    except AnswerError as error:
        return sheet_row(delivery, "unreadable", str(error), error.next_step), [], []
    except OriginError as error:
        return sheet_row(delivery, "layout_unknown", str(error), ORIGIN_HINT), [], []
    if not any((origin.domain, variable) in catalog for variable in body.variables):
        unknown = ", ".join(f"{origin.domain}/{variable} {label}" for variable, label in body.variables.items())
        return sheet_row(delivery, "layout_unknown", unknown, CATALOG_HINT), [], []
    return _known_body(delivery, body, origin, catalog)


def _known_body(delivery: Delivery, body: Body, origin: Origin, catalog: Catalog) -> tuple[dict[str, Any], Rows, Rows]:
    rows = [_place(delivery, cell) | row_of(cell, body, origin, catalog) for cell in body.cells]
    cells = [_cell(cell, row) for cell, row in zip(body.cells, rows, strict=True)]
    sheet = sheet_row(delivery, "ok") | {"source": SOURCE, "layout": LAYOUT, "rows_read": len(rows)}
    return sheet, cells, rows


def sheet_row(
    delivery: Delivery,
    read_status: str,
    detail: str | None = None,
    hint: str | None = None,
    sheet_no: int = SHEET_NO,
) -> dict[str, Any]:
    """A row of staged_sheets of which nothing was loaded."""
    return {
        "sheet_id": sheet_id(delivery, sheet_no),
        "file_sha256": delivery.file_sha256,
        "delivery_no": delivery.delivery_no,
        "sheet_no": sheet_no,
        "family": delivery.family,
        "is_personal": False,
        "received_on": delivery.received_on,
        "first_received_on": delivery.first_received_on,
        "read_status": read_status,
        "read_detail": detail,
        "read_hint": hint,
        "area_status": "in_rows",
        "period_status": "not_needed",
        "rows_read": 0,
        "rows_layout": 0,
    }


def _place(delivery: Delivery, cell: Cell) -> dict[str, Any]:
    sheet = sheet_id(delivery, SHEET_NO)
    return {
        "row_id": row_id(sheet, cell.position),
        "sheet_id": sheet,
        "file_sha256": delivery.file_sha256,
        "delivery_no": delivery.delivery_no,
        "sheet_no": SHEET_NO,
        "row_number": cell.position,
        "layout": LAYOUT,
        "received_on": delivery.received_on,
    }


def _cell(cell: Cell, row: dict[str, Any]) -> dict[str, Any]:
    """The cell of a key: its figure, or the area's id where that is what nobody knows."""
    place = {"row_id": row["row_id"], "sheet_id": row["sheet_id"], "row_number": cell.position, "cell": cell.key}
    if row["decode_status"] == "area_unknown":
        area_id = cell.readings[0].vervar
        return {**place, "column_name": "area_code_bps", "raw": area_id, "cell_status": "area_unknown"}
    return {
        **place,
        "column_name": "value",
        "raw": cell.raw if isinstance(cell.raw, str) else json.dumps(cell.raw),
        "cell_status": CELL_STATUS[row["decode_status"]],
        "reading_a": row.get("reading_a"),
        "reading_b": row.get("reading_b"),
    }
