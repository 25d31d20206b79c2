"""Rules of the village development index (IDM): its composites make the score, and the score makes the status."""

from __future__ import annotations

from functools import reduce

import ibis
import ibis.expr.types as ir

from expectations.kinds.row_rules import begun, no_contradiction, no_same_rows, surveyed, value_of
from expectations.rule import Predicate, Rule

SOURCE = "village_index"
COMPOSITES = ("IKS", "IKE", "IKL")
ROUNDING = 0.001
"""The service gives four decimals."""
ABOVE = {"mandiri": 0.8155, "maju": 0.7072, "berkembang": 0.5989, "tertinggal": 0.4907, "sangat_tertinggal": -1.0}
"""Status to the score that it lies above (Permendesa PDTT 2/2016, article 8)."""
ALIKE = ["sheet_id", "area_code_bps", "period"]


def _once(predicate: Predicate) -> Predicate:
    """What is said of the village in each of its rows is judged in the first."""
    return lambda t: (ibis.row_number().over(group_by=ALIKE, order_by="row_number") > 0) | predicate(t)


def _composite(name: str, t: ir.Table) -> ir.Value:
    is_it = t.indicator_name.upper().startswith(name) & (t.indicator_name.length() <= len(f"{name} 2025"))
    return ibis.ifelse(is_it, t.indicator_score, ibis.null("float64")).max().over(group_by=ALIKE)


def _mean(t: ir.Table) -> ir.Value:
    return reduce(lambda a, b: a + b, (_composite(name, t) for name in COMPOSITES)) / len(COMPOSITES)


def _is_mean(t: ir.Table) -> ir.BooleanValue:
    return _mean(t).isnull() | t.village_score.isnull() | ((_mean(t) - t.village_score).abs() <= ROUNDING)


def _status_of_score(t: ir.Table) -> ir.Value:
    lowest = list(ABOVE)[-1]
    return ibis.cases(*((t.village_score > score, status) for status, score in ABOVE.items()), else_=lowest)


def _fits_score(t: ir.Table) -> ir.BooleanValue:
    return t.village_score.isnull() | t.village_status.isnull() | (t.village_status == _status_of_score(t))


RULES = (
    no_same_rows(SOURCE, ["indicator_name"], column="indicator_name"),
    begun(SOURCE, "index_year"),
    surveyed(SOURCE, "village_score", "indicator_score"),
    Rule(
        "I01",
        SOURCE,
        _once(_is_mean),
        column="village_score",
        args={"a": _mean, "b": value_of("village_score")},
    ),
    Rule(
        "I02",
        SOURCE,
        _once(_fits_score),
        column="village_status",
        args={"value": value_of("village_status"), "b": value_of("village_score"), "hint": _status_of_score},
        public_args=frozenset({"hint"}),
    ),
)
RELATION_RULES = (no_contradiction(SOURCE, ["indicator_name"]),)
