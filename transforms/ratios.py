"""Division that is null, never infinity or NaN, where the denominator is zero or unknown."""

from __future__ import annotations

import ibis.expr.types as ir


def ratio(numerator: ir.NumericValue, denominator: ir.NumericValue) -> ir.FloatingValue:
    """`numerator` / `denominator` as a double; null where the denominator is 0 or null."""
    return numerator.cast("float64") / denominator.cast("float64").nullif(0.0)
