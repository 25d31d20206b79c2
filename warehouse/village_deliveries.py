"""What came of village reports, put together from staged rows, sheets, cells and fates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from transforms.core.receipts import schedule
from warehouse import contract
from warehouse.engines.opening import Engine, stored
from warehouse.needed_columns import needed_columns

VILLAGE_SOURCES = tuple(
    name for name in contract.names("staging") if name.startswith("village_") and not contract.load(name).personal
)
_DELIVERY = ("area_code_bps", "source_code", "period", "received_on", "fate", "has_figure")
_OF_ROWS = ("period_start", "period_end", "due_on")
_DUE = ("period", "period_start", "period_end", "due_on", "received_on")


@dataclass(frozen=True)
class VillageDeliveries:
    """Village reports as they came, and which were due."""

    rows: ir.Table
    """A row per staged row of a report, for `completeness.completeness`."""
    deliveries: ir.Table
    """A row per staged row of a report, and per file of one that could not be read, for `receipts.receipts`."""
    due: ir.Table


def village_deliveries(
    engine: Engine, *, staged: Mapping[str, pa.Table], sheets: pa.Table, fates: pa.Table
) -> VillageDeliveries:
    """Of every village source, by contract name in `staged`; `sheets` are rows of staged_sheets, `fates` the fate of
    each row. Of an unknown village or period nothing can be told."""
    all_sheets, fate_of = stored(engine, "sheets", sheets), stored(engine, "fates", fates).select("row_id", "fate")
    arrived = [
        _of_source(stored(engine, f"staged_{source}", staged[source]), source)
        .inner_join(fate_of, "row_id")
        .select("row_id", "file_sha256", "delivery_no", "n_needed", "n_given", *_DELIVERY, *_OF_ROWS)
        for source in VILLAGE_SOURCES
    ]
    unread = all_sheets.filter(all_sheets.read_status != "ok", all_sheets.source.isin(VILLAGE_SOURCES)).mutate(
        source_code=all_sheets.source, fate=ibis.literal("rejected"), has_figure=ibis.literal(value=False)
    )
    rows = stored(engine, "village_report_rows", _by_delivery(_placed(ibis.union(*arrived))))
    deliveries = ibis.union(rows.select(_DELIVERY), _placed(unread).select(_DELIVERY))
    # a sheet of several periods tells of each of them in its rows
    of_rows = rows.filter(rows.due_on.notnull()).select(*_DUE, source="source_code")
    waited_for = ibis.union(all_sheets.select(*_DUE, "source"), of_rows)
    return VillageDeliveries(
        rows, stored(engine, "village_deliveries", deliveries), schedule(waited_for, VILLAGE_SOURCES)
    )


def _of_source(rows: ir.Table, source: str) -> ir.Table:
    """With the report's name, how many columns it needs in a row, how many have a value, and whether a figure has."""
    needed = needed_columns(source)
    n_given = sum((rows[name].notnull().cast("int64") for name in needed), start=ibis.literal(0, type="int64"))
    n_needed = ibis.literal(len(needed), type="int64")
    figures = [column.name for column in contract.load(source).own_columns if column.is_numeric]
    has_figure = ibis.or_(*(rows[name].notnull() for name in figures)) if figures else ibis.literal(value=True)
    return rows.mutate(source_code=ibis.literal(source), n_needed=n_needed, n_given=n_given, has_figure=has_figure)


def _by_delivery(rows: ir.Table) -> ir.Table:
    """With has_figure of all rows of a report in a delivery together."""
    delivery = ["area_code_bps", "source_code", "period", "file_sha256", "delivery_no"]
    return rows.mutate(has_figure=rows.has_figure.max().over(group_by=delivery))


def needed_cells(engine: Engine, cells: pa.Table) -> ir.Table:
    """row_id and cell_status of the cells that village reports need."""
    needed = pa.array(sorted({column for source in VILLAGE_SOURCES for column in needed_columns(source)}))
    of_reports = cells.filter(pc.is_in(cells["column_name"], needed))
    return stored(engine, "needed_cells", of_reports.select(["row_id", "cell_status"]))


def _placed(rows: ir.Table) -> ir.Table:
    return rows.filter(rows.area_code_bps.notnull() & rows.period.notnull())
