"""Checkpoints of village reports: days as of which the figures of a period were known, each one a vintage.

The first checkpoint of a report and period is its due date, the others are the ends of the months in which something
came later. A period of which nothing came late has one checkpoint, and what is current is all that was ever known.

To every other transform a report as known at a checkpoint is a report of its own: its period carries the day
(`2025-01@2025-02-10`), so that roll-up, receipts, disclosure and indicators need not know of checkpoints.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

SEPARATOR = "@"
REPORT = ("source_code", "period")


def checkpoints(deliveries: ir.Table, due: ir.Table) -> ir.Table:
    """source_code, period and checkpoint, a row per checkpoint, of reports and periods that have more than one.

    `deliveries` has a row per village report that came: source_code, period, received_on; `due` as `receipts.schedule`
    gives it. A report that nobody waits for has no due date, and no checkpoints.
    """
    came = deliveries.join(due.select(*REPORT, "due_on"), REPORT)
    month_end = (came.received_on.truncate("M") + ibis.interval(months=1) - ibis.interval(days=1)).cast("date")
    late = came.filter(came.received_on > came.due_on).select(*REPORT, checkpoint=month_end).distinct()
    first = due.select(*REPORT, checkpoint="due_on").semi_join(late, REPORT)
    return ibis.union(first, late, distinct=True)


def as_known(rows: ir.Table, points: ir.Table) -> ir.Table:
    """`rows` (source_code, period, received_on, …) once for each checkpoint of their report and period by which they
    were received; their period carries the checkpoint."""
    known = rows.join(points, REPORT).filter(ibis._.received_on <= ibis._.checkpoint)
    return _carrying(known).select(*rows.columns)


def due_at(due: ir.Table, points: ir.Table) -> ir.Table:
    """`due` once for each checkpoint of the report and period, which its period carries."""
    return _carrying(due.join(points, REPORT)).select(*due.columns)


def plain_period(period: ir.StringValue) -> ir.StringValue:
    """The period of one that carries a checkpoint."""
    return period.split(SEPARATOR)[0]


def checkpoint_of(period: ir.StringValue) -> ir.DateValue:
    """The checkpoint that a period carries."""
    return period.split(SEPARATOR)[1].cast("date")


def _carrying(rows: ir.Table) -> ir.Table:
    return rows.mutate(period=rows.period + SEPARATOR + rows.checkpoint.cast("string"))
