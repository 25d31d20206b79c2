"""Rules of the report on village budget and spending."""

from __future__ import annotations

import ibis.expr.types as ir

from expectations.kinds.jumps import no_jump_of_count
from expectations.kinds.row_rules import no_contradiction, no_same_rows, value_of
from expectations.rule import Rule

SOURCE = "village_budget"
TOTAL = "total_spending_idr"
BUDGET = "total_budget_idr"


def _parts(t: ir.Table) -> ir.Value:
    return t.personnel_idr + t.goods_services_idr + t.capital_idr + t.indirect_idr


def _difference(t: ir.Table) -> ir.Value:
    return (_parts(t) - t[TOTAL]).abs()


RULES = (
    no_same_rows(SOURCE),
    Rule(
        "N05",
        SOURCE,
        # reports are in whole rupiah: less than one is rounding of the spreadsheet
        lambda t: _difference(t) < 1,
        when=lambda t: _difference(t).notnull(),
        column=TOTAL,
        args={"a": _parts, "b": value_of(TOTAL), "d": _difference},
    ),
    Rule(
        "N10",
        SOURCE,
        lambda t: t[TOTAL] <= t[BUDGET],
        when=lambda t: t[TOTAL].notnull() & t[BUDGET].notnull(),
        column=TOTAL,
        args={"a": value_of(TOTAL), "b": value_of(BUDGET)},
    ),
)
RELATION_RULES = (no_contradiction(SOURCE), no_jump_of_count(SOURCE, BUDGET, least=1_000_000))
