"""Staging of tables: every figure of every area becomes a row with its cell, every table a sheet row."""

from __future__ import annotations

import json
from typing import Any

from sources.areas.index import AreaIndex
from sources.bps.downloads.drift import DriftError
from sources.bps.downloads.grids import TableGrid
from sources.bps.downloads.map import Figure, Mapped, mapped
from sources.bps.origin import Origin
from sources.bps.rows import FIGURE_STATUS
from sources.bps.stage import CELL_STATUS, SOURCE, Rows, sheet_row
from sources.bps.tables_catalog import load_tables
from sources.received.delivery import Delivery
from sources.received.keys import row_id, sheet_id

LAYOUT = "bps_table"


def stage_table(delivery: Delivery, origin: Origin, grid: TableGrid, areas: AreaIndex) -> tuple[Rows, Rows, Rows]:
    """Rows of staged_sheets, staged_cells and bps_values of one table. One that is not as the catalog of tables says
    gives its sheet row only, with what differs and in which cell."""
    try:
        found = mapped(grid, load_tables(), areas)
    except DriftError as drift:
        return [refused(delivery, drift, grid.number)], [], []
    sheet = sheet_id(delivery, grid.number)
    cells: Rows = []
    values: Rows = []
    for position, figure in enumerate(found.figures, start=1):
        place = {
            "row_id": row_id(sheet, position),
            "sheet_id": sheet,
            "row_number": grid.row_numbers[figure.row],
        }
        shared = {"file_sha256": delivery.file_sha256, "delivery_no": delivery.delivery_no, "sheet_no": grid.number}
        about = {"layout": LAYOUT, "received_on": delivery.received_on, **_origin(origin, found)}
        value = place | shared | about | _value(grid, found, figure)
        cells.append(place | _cell(grid, figure, value))
        values.append(value)
    n_rows = len(values) + found.rows_without_figures
    loaded = {"source": SOURCE, "layout": LAYOUT, "rows_read": n_rows, "rows_layout": found.rows_without_figures}
    return [sheet_row(delivery, "ok", sheet_no=grid.number) | loaded], cells, values


def refused(delivery: Delivery, drift: DriftError, sheet_no: int = 1) -> dict[str, Any]:
    """The sheet row of a table that is asked back."""
    return sheet_row(delivery, drift.status, drift.detail, drift.hint, sheet_no) | {"read_cell": drift.cell}


def _origin(origin: Origin, found: Mapped) -> dict[str, Any]:
    return {
        "domain": found.known.table.domain,
        "variable": found.known.table.id,
        "source_code": origin.source_code,
        "recorded_from_api": origin.recorded_from_api,
        "published_on": origin.published_on or found.published_on,
        "request": origin.request,
        "fetched_at": origin.fetched_at,
        "answer_keys": len(found.figures),
    }


def _value(grid: TableGrid, found: Mapped, figure: Figure) -> dict[str, Any]:
    """Own columns of bps_values, and the area and period of a figure."""
    measure, period, reading = figure.column.measure, figure.period, figure.reading
    row: dict[str, Any] = {
        "key": grid.cell(figure.row, figure.column.index),
        "indicator_code": measure.indicator_code,
        "unit": measure.unit,
        "method_version": measure.method_version,
        "sex": measure.sex,
        "area_code_bps": figure.place.code,
    }
    if period is not None:
        row |= {"period": period.code, "period_start": period.start, "period_end": period.end}
    if figure.place.status != "ok":
        readings = {"reading_a": figure.place.reading_a, "reading_b": figure.place.reading_b}
        return {**row, "decode_status": "area_unknown", **readings}
    if period is None:
        year = "" if found.known.year_column is None else grid.text(figure.row, found.known.year_column)
        return {**row, "decode_status": "uncatalogued", "reading_a": f"tahun={year} {figure.column.part}"}
    row |= {"reading_a": reading.reading_a, "reading_b": reading.reading_b, "value": reading.value}
    row["decode_status"] = FIGURE_STATUS.get(reading.status, reading.status)
    return {**row, "obs_status": figure.column.obs_status} if reading.status == "ok" else row


def _cell(grid: TableGrid, figure: Figure, value: dict[str, Any]) -> dict[str, Any]:
    """The cell of a figure, or that of its area where nobody knows which one it is."""
    readings = {"reading_a": value.get("reading_a"), "reading_b": value.get("reading_b")}
    if value["decode_status"] == "area_unknown":
        place = (figure.row, figure.area_column)
        about = {"column_name": "area_code_bps", "cell_status": f"area_{figure.place.status}"}
        return {"cell": grid.cell(*place), "raw": grid.text(*place), **about, **readings}
    raw = grid.rows[figure.row][figure.column.index]
    about = {"column_name": "value", "cell_status": CELL_STATUS[value["decode_status"]]}
    return {"cell": value["key"], "raw": raw if isinstance(raw, str) else json.dumps(raw), **about, **readings}
