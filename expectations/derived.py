"""Tables made for rules that look beyond one row: earlier receipts, newest reports, persons of all lists."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from expectations.bps_values import SOURCE as BPS_VALUES
from expectations.code_names import program_names
from expectations.nik import is_possible
from expectations.program_people import LISTS
from warehouse.disbursement_statuses import disbursement_meanings

Tables = Mapping[str, ir.Table]
READING = (
    *("area_status", "area_code_bps", "period_status", "declared_unit", "dated", "lowest_target", "highest_target"),
    "fetched_at",
)


def sheet_receipts(sheets: ir.Table, rows: Tables) -> ir.Table:
    """Sheets with `earlier_received_on`: when the same bytes came before and said the same of village, period and unit.

    The same bytes under a corrected manifest say something new and are no repeat. Nor are those that a service answered
    again at another time: an answer equal to the one before it is no receipt, so that another came between, and the
    figures are back. Where no earlier receipt is among the sheets at all, the repeat counts as one.
    """
    targets = ibis.union(*(t.select("sheet_id", "declared_target") for t in rows.values()))
    range_of_targets = targets.group_by("sheet_id").agg(
        lowest_target=targets.declared_target.min(), highest_target=targets.declared_target.max()
    )
    # a report without a period of its own takes the month of receipt, which is no statement of its sender
    dated = ibis.ifelse(sheets.period_status == "not_needed", ibis.null("string"), sheets.period)
    answers = rows[BPS_VALUES].group_by("sheet_id").agg(fetched_at=rows[BPS_VALUES].fetched_at.max())
    read = sheets.mutate(dated=dated)
    for of_rows in (range_of_targets, answers):
        read = read.left_join(of_rows, "sheet_id").drop("sheet_id_right")
    in_order = {"order_by": "delivery_no"}
    alike = ibis.row_number().over(group_by=["file_sha256", "sheet_no", *READING], **in_order)
    any_before = ibis.row_number().over(group_by=["file_sha256", "sheet_no"], **in_order)
    repeats = (read.delivery_no > 1) & ((alike > 0) | (any_before == 0))
    return read.mutate(earlier_received_on=ibis.ifelse(repeats, read.first_received_on, ibis.null("date")))


def judged_cells(cells: ir.Table, sheets: ir.Table, rows: Tables) -> ir.Table:
    """Cells with the source of their sheet and the area and period of their row."""
    places = ibis.union(*(t.select("row_id", "area_code_bps", "period") for t in rows.values()))
    sources = sheets.select("sheet_id", "source")
    return cells.left_join(sources, "sheet_id").left_join(places, "row_id").drop("sheet_id_right", "row_id_right")


def latest_reports(rows: ir.Table) -> ir.Table:
    """One row for each village and period: of several deliveries the one received last."""
    newest = ibis.row_number().over(
        group_by=["area_code_bps", "period"],
        order_by=[ibis.desc("received_on"), ibis.desc("delivery_no"), ibis.desc("row_id")],
    )
    return rows.mutate(newest=newest).filter(lambda t: t.newest == 0).drop("newest")


def program_people(rows: Tables) -> ir.Table:
    """Rows of all lists of persons with `other_programs` (names) and `other_period` (the latest) of the same NIK.

    Both are null where the person is on the lists of one programme only, or has no valid NIK to be known by. Who was
    taken off a list of payments is not on it.
    """
    columns = ("row_id", "sheet_id", "row_number", "area_code_bps", "period", "program_code", "nik")
    payments = rows["program_disbursements"]
    on_list = payments.filter(payments.disbursement_status.fill_null("").notin(disbursement_meanings().taken_off))
    people = ibis.union(*({**rows, "program_disbursements": on_list}[name].select(*columns) for name in LISTS))
    known = people.filter(is_possible(people.nik) & people.program_code.notnull())
    listed = known.group_by("nik", "program_code").agg(last_period=known.period.max())
    listed = listed.mutate(name=listed.program_code.cases(*program_names().items(), else_=listed.program_code))
    pairs = known.join(listed, [known.nik == listed.nik, known.program_code != listed.program_code])
    others = pairs.group_by("row_id").agg(
        other_programs=pairs.name.group_concat(", ", order_by=pairs.name), other_period=pairs.last_period.max()
    )
    return people.left_join(others, "row_id").drop("row_id_right")
