"""Tables made for rules that look beyond one row: earlier receipts, cells with their place, persons of all lists."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from expectations.by_source.bps_values import SOURCE as BPS_VALUES
from expectations.by_source.village_epidemic import SOURCE as EPIDEMIC
from expectations.code_names import program_names
from expectations.kinds.nik import is_possible
from warehouse.disbursement_statuses import disbursement_meanings

Tables = Mapping[str, ir.Table]
DECLARED = ("area_status", "area_code_bps", "period_status", "declared_unit")
RECEIPT = (
    *("sheet_id", "file_sha256", "sheet_no", "delivery_no", "received_on", "first_received_on"),
    *DECLARED,
)
READING = (*DECLARED, "dated", "lowest_target", "highest_target", "fetched_at")


def sheet_receipts(sheets: ir.Table, rows: Tables) -> ir.Table:
    """Sheets with their place and `earlier_received_on`: when the same bytes came before and said the same.

    What is said is village, period, unit and targets.
    The same bytes under a corrected manifest say something new and are no repeat. Nor are those that a service answered
    again at another time: an answer equal to the one before it is no receipt, so that another came between, and the
    figures are back. A village report is no repeat either where another file on the same village and period came since:
    its sender may return to what was said first. Where no earlier receipt is among the sheets at all, the repeat counts
    as one.
    """
    # a report without a period of its own takes the month of receipt, which is no statement of its sender
    dated = ibis.ifelse(sheets.period_status == "not_needed", ibis.null("string"), sheets.period)
    of_files_again = sheets.select(*RECEIPT, dated=dated).semi_join(
        sheets.filter(sheets.delivery_no > 1), "file_sha256"
    )
    read = _with_times(_with_targets(of_files_again, rows), rows)
    in_order = {"order_by": "delivery_no"}
    alike = ibis.row_number().over(group_by=["file_sha256", "sheet_no", *READING], **in_order)
    any_before = ibis.row_number().over(group_by=["file_sha256", "sheet_no"], **in_order)
    since = read.received_on.lag().over(group_by=["file_sha256", "sheet_no", *READING], **in_order)
    repeats = (read.delivery_no > 1) & ((alike > 0) | (any_before == 0))
    known = read.mutate(
        earlier_received_on=ibis.ifelse(repeats, read.first_received_on, ibis.null("date")), since=since
    )
    repeated = known.filter(known.earlier_received_on.notnull())
    told = repeated.anti_join(_overtaken(repeated, rows), "sheet_id").select("sheet_id", "earlier_received_on")
    return sheets.select("sheet_id", "area_code_bps", "period").left_join(told, "sheet_id").drop("sheet_id_right")


def _with_targets(sheets: ir.Table, rows: Tables) -> ir.Table:
    """Sheets with the lowest and the highest target that was declared for their rows."""
    if not rows:
        return sheets.mutate(lowest_target=ibis.null("float64"), highest_target=ibis.null("float64"))
    targets = ibis.union(
        *(t.select("sheet_id", "declared_target").semi_join(sheets, "sheet_id") for t in rows.values())
    )
    found = targets.group_by("sheet_id").agg(
        lowest_target=targets.declared_target.min(), highest_target=targets.declared_target.max()
    )
    return sheets.left_join(found, "sheet_id").drop("sheet_id_right")


def _with_times(sheets: ir.Table, rows: Tables) -> ir.Table:
    """Sheets with the time at which a service gave its answer."""
    if BPS_VALUES not in rows:
        return sheets.mutate(fetched_at=ibis.null("timestamp"))
    found = rows[BPS_VALUES].group_by("sheet_id").agg(fetched_at=rows[BPS_VALUES].fetched_at.max())
    return sheets.left_join(found, "sheet_id").drop("sheet_id_right")


def _overtaken(again: ir.Table, rows: Tables) -> ir.Table:
    """Of village reports that came again: sheet_id of those of whose village and period another file came since."""
    place = ("sheet_id", "file_sha256", "received_on", "source", "area_code_bps", "period")
    reports = {name: t for name, t in rows.items() if name.startswith("village_")}
    if not reports:
        return again.select("sheet_id").filter(ibis.literal(value=False))
    said = ibis.union(*(t.mutate(source=ibis.literal(name)).select(*place) for name, t in reports.items()))
    mine = said.inner_join(again.select("sheet_id", "since"), "sheet_id")
    others = said.select("source", "area_code_bps", "period", other_file="file_sha256", other_day="received_on")
    met = mine.inner_join(others, ["source", "area_code_bps", "period"])
    between = met.other_day.between(met.since, met.received_on)
    return met.filter((met.other_file != met.file_sha256) & between).select("sheet_id").distinct()


def judged_cells(cells: pa.Table, sheets: pa.Table, rows: Mapping[str, pa.Table]) -> pa.Table:
    """Cells with the source of their sheet and the area and period of their row, but for blank ones that need no
    filling: the disease of no patients."""
    if EPIDEMIC in rows:
        cells = cells.filter(pc.invert(_is_disease_of_nobody(cells, rows[EPIDEMIC])))
    names = ["row_id", "area_code_bps", "period"]
    schema = pa.schema([(name, pa.string()) for name in names])
    places = pa.concat_tables([schema.empty_table(), *(table.select(names).cast(schema) for table in rows.values())])
    of_row = pc.index_in(cells["row_id"], places["row_id"].combine_chunks())
    of_sheet = pc.index_in(cells["sheet_id"], sheets["sheet_id"].combine_chunks())
    return (
        cells.append_column("source", sheets["source"].take(of_sheet))
        .append_column("area_code_bps", places["area_code_bps"].take(of_row))
        .append_column("period", places["period"].take(of_row))
    )


def _is_disease_of_nobody(cells: pa.Table, rows: pa.Table) -> pa.ChunkedArray:
    healthy = rows.filter(pc.equal(rows["patients"], 0))["row_id"].combine_chunks()
    is_blank = pc.and_(pc.equal(cells["column_name"], "disease"), pc.equal(cells["cell_status"], "blank"))
    return pc.and_(is_blank, pc.is_in(cells["row_id"], healthy))


def program_people(rows: Tables) -> ir.Table:
    """Rows of the lists of persons with `other_programs` (names) and `other_period` (the latest) of the same NIK.

    Both are null where the person is on the lists of one programme only, or has no valid NIK to be known by. Who was
    taken off a list of payments is not on it.
    """
    columns = ("row_id", "sheet_id", "row_number", "area_code_bps", "period", "program_code", "nik")
    people = ibis.union(*(_on_list(name, t).select(*columns) for name, t in rows.items()))
    known = people.filter(is_possible(people.nik) & people.program_code.notnull())
    listed = known.group_by("nik", "program_code").agg(last_period=known.period.max())
    listed = listed.mutate(name=listed.program_code.cases(*program_names().items(), else_=listed.program_code))
    pairs = known.join(listed, [known.nik == listed.nik, known.program_code != listed.program_code])
    others = pairs.group_by("row_id").agg(
        other_programs=pairs.name.group_concat(", ", order_by=pairs.name), other_period=pairs.last_period.max()
    )
    return people.left_join(others, "row_id").drop("row_id_right")


def _on_list(name: str, rows: ir.Table) -> ir.Table:
    if name != "program_disbursements":
        return rows
    return rows.filter(rows.disbursement_status.fill_null("").notin(disbursement_meanings().taken_off))
