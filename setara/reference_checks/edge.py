"""Checks of edges: empty, one row, zeros, negatives, ties, weights of any size, nobody poor or reached."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from setara.reference_checks import mpi
from setara.reference_checks.check import Check
from setara.reference_checks.frames import frame, rows
from setara.reference_checks.households import inline_table
from setara.reference_checks.measures import measured, one_or_rows
from transforms.indicators.targeting import targeting

POOR_WELFARE, LINE = 1.0, 2.0
"""Where a check says only who is poor: a welfare under a line, and one on it."""
SHORT = {
    "leakage": "leakage_nonpoor_benefit_share",
    "inclusion_error": "inclusion_error_share_nonelig",
    "exclusion_error": "exclusion_error_eligible",
    "td": "targeting_differential",
}


def compute(check: Check) -> Any:
    """Measures of welfare where the check has welfare, and of targeting where it has benefits."""
    if "deprivations" in check.params:
        return mpi.compute(check)
    has_welfare = bool(check.data) or {"x", "generator"} & set(check.params)
    found = one_or_rows(check, measured(check)) if has_welfare else {}
    if "benefit" not in check.params:
        return found
    row = rows(targeting(_receivers(check)))[0]
    return {**{short: row[name] for short, name in SHORT.items()}, **row, **found}


def _receivers(check: Check) -> ir.Table:
    """Households of one person, eligible where they are poor unless the check says who is."""
    table = frame(inline_table(check))
    weight = table.w if "w" in table.columns else ibis.literal(1.0)
    line = table.line if "line" in table.columns else ibis.literal(LINE)
    welfare = table.x if "x" in table.columns else ibis.ifelse(table.poor == 1, POOR_WELFARE, LINE)
    is_poor = table.poor == 1 if "poor" in table.columns else welfare < line
    return table.select(
        welfare=welfare,
        line=line,
        person_weight=weight,
        household_weight=weight,
        size=ibis.literal(1.0),
        benefit=table.benefit,
        is_beneficiary=table.benefit > 0,
        is_eligible=table.eligible == 1 if "eligible" in table.columns else is_poor,
    )
