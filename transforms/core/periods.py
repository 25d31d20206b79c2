"""The periods in use."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def periods(*tables: ir.Table) -> ir.Table:
    """Rows of the contract `periods`: each period that one of `tables` has in period, period_start, period_end."""
    used = ibis.union(*(table.select("period", "period_start", "period_end") for table in tables), distinct=True)
    marker = used.period.substr(5, 1)
    return used.mutate(
        frequency=ibis.cases((used.period.length() == 4, "A"), (marker == "S", "S"), (marker == "Q", "Q"), else_="M")
    )
