"""How far the means of groups (areas, ethnic groups, sexes) lie apart: one formula for health and for regions.

With p the population share, y the group's mean, Y = Σ p y and r = y / Y:
  variance  Σ p (y - Y)²        coefficient of variation  √variance / Y (of regions: Williamson's index)
  Theil T   Σ p r ln r          MLD (Theil L)  - Σ p ln r
Theil and MLD are summed as p (r ln r - r + 1) and p (r - 1 - ln r), the same with less rounding.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.ratios import ratio
from transforms.sums import exact_sum

LARGEST_PART = 1e9
"""Weights are scaled to this maximum before they are added as decimals with ten places: so the unit of the weights does
not matter, and nothing is lost of weights that span 18 orders of magnitude."""


def against_mean(units: ir.Table, value: ir.NumericValue, weight: ir.NumericValue, by: Sequence[str]) -> ir.Table:
    """`units`, a row per group, with columns y, part (scaled weight), y_scaled, mean_scaled, top and relative (r).

    Means are taken within the columns `by`. A row without a value or a positive weight has null in all of them and is
    in no mean. y = y_scaled × top; relative is null where the mean is 0.
    """
    is_used = value.notnull() & (weight > 0)
    used = units.mutate(
        y=ibis.ifelse(is_used, value.cast("float64"), ibis.null("float64")),
        part=ibis.ifelse(is_used, weight.cast("float64"), ibis.null("float64")),
    )
    whole = ibis.window(group_by=list(by))
    scaled = used.mutate(
        part=LARGEST_PART * used.part / used.part.max().over(whole),
        top=used.y.abs().max().over(whole),
    )
    scaled = scaled.mutate(y_scaled=ibis.ifelse(scaled.top == 0, scaled.y, ratio(scaled.y, scaled.top)))
    mean = ratio(exact_sum(scaled.part * scaled.y_scaled), exact_sum(scaled.part)).over(whole)
    scaled = scaled.mutate(mean_scaled=ibis.ifelse(scaled.y.notnull(), mean, ibis.null("float64")))
    return scaled.mutate(relative=ratio(scaled.y_scaled, scaled.mean_scaled))


def mean(rows: ir.Table) -> ir.FloatingScalar:
    """Y, the weighted mean; an aggregate over the rows of `against_mean`, as are all below. Null of no rows."""
    return rows.mean_scaled.max() * rows.top.max()


def variance(rows: ir.Table) -> ir.FloatingScalar:
    """Variance between groups, in the square of the value's unit."""
    return _variance_scaled(rows) * rows.top.max() ** 2


def coefficient_of_variation(rows: ir.Table) -> ir.FloatingScalar:
    """Standard deviation over mean, weighted; null where the mean is 0."""
    return ratio(_variance_scaled(rows).sqrt(), rows.mean_scaled.max())


def theil(rows: ir.Table) -> ir.FloatingScalar:
    """Theil T between groups; 0 ln 0 = 0. Null where the mean is 0 or a value is negative."""
    r = rows.relative
    terms = ibis.ifelse(r == 0, 0.0, r * _log(r)) - r + 1
    return _unless(r < 0, _average(rows, terms))


def mld(rows: ir.Table) -> ir.FloatingScalar:
    """Mean log deviation between groups. Null where the mean or any value is 0, or a value is negative."""
    return _unless(rows.relative <= 0, _average(rows, rows.relative - 1 - _log(rows.relative)))


def distance(rows: ir.Table, point: ir.NumericValue, *, weighted: bool) -> ir.FloatingScalar:
    """Mean distance of the groups' values from `point`, each group by its weight or all alike."""
    away = (rows.y - point).abs()
    top = rows.top.max()
    if not weighted:
        return away.mean()
    return ibis.ifelse(top == 0, 0.0, _average(rows, ratio(away, rows.top)) * top)


def _variance_scaled(rows: ir.Table) -> ir.FloatingScalar:
    return _average(rows, (rows.y_scaled - rows.mean_scaled) ** 2)


def _average(rows: ir.Table, terms: ir.NumericValue) -> ir.FloatingScalar:
    return ratio(exact_sum(rows.part * terms), exact_sum(rows.part))


def _log(value: ir.NumericValue) -> ir.NumericValue:
    return ibis.ifelse(value > 0, value, ibis.null("float64")).ln()


def _unless(broken: ir.BooleanValue, value: ir.FloatingScalar) -> ir.FloatingScalar:
    return ibis.ifelse(broken.any().fill_null(False), ibis.null("float64"), value)
