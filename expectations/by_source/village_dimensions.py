"""Rules of Indeks Desa: the points of its six dimensions make the score, which shows that they are points."""

from __future__ import annotations

from functools import reduce

import ibis.expr.types as ir

from expectations.kinds.row_rules import begun, no_contradiction, no_same_rows, surveyed, value_of
from expectations.rule import Rule
from warehouse.contract import load

SOURCE = "village_dimensions"
MOST_POINTS = {column.name: column.maximum or 0 for column in load(SOURCE).own_columns if column.unit == "points"}
"""Points that a village can have, by the column of the dimension."""
ROUNDING = 0.05
"""Scores are published with two decimals; points that are rounded to whole ones leave more."""


def _score(t: ir.Table) -> ir.Value:
    """What the points are of all points, of a hundred."""
    points = reduce(lambda a, b: a + b, (t[name] for name in MOST_POINTS))
    return (100 * points / sum(MOST_POINTS.values())).round(2)


def _is_score(t: ir.Table) -> ir.BooleanValue:
    return _score(t).isnull() | t.index_score.isnull() | ((_score(t) - t.index_score).abs() <= ROUNDING)


RULES = (
    no_same_rows(SOURCE),
    begun(SOURCE, "index_year"),
    surveyed(SOURCE, *MOST_POINTS, "index_score"),
    Rule(
        "I03",
        SOURCE,
        _is_score,
        column="index_score",
        args={"a": _score, "b": value_of("index_score")},
    ),
)
RELATION_RULES = (no_contradiction(SOURCE),)
