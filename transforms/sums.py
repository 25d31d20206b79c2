"""Sums and counts that do not depend on the order of rows."""

from __future__ import annotations

import ibis.expr.types as ir

EXACT = "decimal(38, 10)"


def exact_sum(value: ir.NumericValue) -> ir.FloatingScalar:
    """Sum as a double, added up as decimals with ten places: sums of doubles change with the order of rows, and a
    release must have the same bytes whatever the order. Null where every value is null."""
    return value.cast(EXACT).sum().cast("float64")


def how_many(holds: ir.BooleanValue) -> ir.IntegerScalar:
    """Of how many rows it holds; 0 where of none, and where that is not known of any."""
    return holds.fill_null(False).cast("int64").sum()
