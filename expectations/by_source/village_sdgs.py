"""Rules of the village SDG scores: a goal once, and the average is that of the goals."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.kinds.row_rules import no_contradiction, no_same_rows, surveyed, value_of
from expectations.rule import Rule

SOURCE = "village_sdgs"
ROUNDING = 0.1
"""The service gives two decimals, and rounds each goal before it takes the average."""
ALIKE = ["sheet_id", "area_code_bps", "period"]


def _mean(t: ir.Table) -> ir.Value:
    return t.goal_score.mean().over(group_by=ALIKE)


def _is_mean(t: ir.Table) -> ir.BooleanValue:
    """Judged in the village's first row, since each of them says it again; unknown goals leave nothing to compare."""
    is_later = ibis.row_number().over(group_by=ALIKE, order_by="row_number") > 0
    has_gaps = t.goal_score.isnull().any().over(group_by=ALIKE)
    return is_later | has_gaps | t.village_average.isnull() | ((_mean(t) - t.village_average).abs() <= ROUNDING)


RULES = (
    no_same_rows(SOURCE, ["goal_no"], column="goal_no"),
    surveyed(SOURCE, "goal_score", "village_average"),
    Rule("I01", SOURCE, _is_mean, column="village_average", args={"a": _mean, "b": value_of("village_average")}),
)
RELATION_RULES = (no_contradiction(SOURCE, ["goal_no"]),)
