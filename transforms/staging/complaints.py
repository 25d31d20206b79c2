"""Complaints by category: closed, still open, opened again; from accepted records."""

from __future__ import annotations

import ibis.expr.types as ir

from transforms.staging.group_counts import group_facts, in_years, number_where
from transforms.staging.newest import newest

SOURCE = "complaints"
CATEGORY = "complaint_category"


def current(rows: ir.Table) -> ir.Table:
    """Of several records of a ticket the one received last."""
    return newest(rows, ("ticket_no",))


def facts(tickets: ir.Table) -> ir.Table:
    """Village facts [cases] of the year in which they came in, by category; `tickets` is the result of `current`."""
    yearly = in_years(tickets.mutate(period_start=tickets.received_complaint_on))
    is_closed = yearly.closed_on.notnull()
    return group_facts(
        yearly,
        {
            "complaints_closed_cases": number_where(is_closed, "cases"),
            "complaints_open_cases": number_where(~is_closed, "cases"),
            "complaints_reopened_cases": number_where(yearly.reopened == "Ya", "cases"),
        },
        source_code=SOURCE,
        breakdown=CATEGORY,
        breakdown_value=yearly.category,
    )
