"""Inequality and poverty of household records together: one sort, one aggregation of the rows."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir

from transforms.indicators import micro, shares
from transforms.indicators.inequality import ORDERS, by_hundredth, inequality_measures, inequality_sums
from transforms.indicators.poverty import poverty_measures, poverty_row_sums, poverty_sums


def household_measures(
    table: ir.Table,
    welfare: str,
    weight: str,
    line: str,
    by: Sequence[str] = (),
    *,
    orders: Sequence[float] = ORDERS,
    points: Sequence[int] = shares.POINTS,
) -> ir.Table:
    """One row per group with all columns of `inequality.inequality` and of `poverty.poverty`."""
    rows = micro.household_rows(table, welfare, weight, by, line)
    hundredths = by_hundredth(rows, by, orders, poverty_row_sums)
    sums = hundredths.aggregate(
        by=list(by),
        **micro.group_sums(hundredths),
        **inequality_sums(hundredths, orders, points),
        **poverty_sums(hundredths),
    )
    return sums.select(*by, *micro.COUNTS, **inequality_measures(sums, orders, points), **poverty_measures(sums))
