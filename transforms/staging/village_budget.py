"""Budget of a village and its spending by kind, in a month (OpenDK report on budget and realisation)."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, unpivot

SPENDING = {
    "total": "total_spending_idr",
    "personnel": "personnel_idr",
    "goods_services": "goods_services_idr",
    "capital": "capital_idr",
    "indirect": "indirect_idr",
}
MEASURES = (
    Measure("village_budget_idr", "idr", _.total_budget_idr),
    *(Measure("village_spending_idr", "idr", _[column], "spending_kind", kind) for kind, column in SPENDING.items()),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [idr] by kind of spending of accepted rows of the contract `village_budget`."""
    return unpivot(rows, "village_budget", MEASURES)
