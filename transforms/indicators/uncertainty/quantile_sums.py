"""How dense households lie at a quantile and at a line that is a share of the median: sums for standard errors.

A quantile moves by what crosses it over the density f there. With a Gaussian kernel on ln x, of households with x > 0:
  W f(q) = sum of w phi((ln q - ln x) / h) / (h q),  h = s n^(-1/5)
s is the weighted standard deviation of ln x, n the number of these households. Sources: Deville 1999; Osier 2009. R's
convey and laeken have the same kernel and power, on x and with the sum of weights for n; then the bandwidth changes
with the scale of the weights, and a long upper tail widens it everywhere. The logarithm and n do neither.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators.uncertainty.rank_sums import share_name

POWER = -1 / 5
LEAST_VARIANCE = 1e-12
"""A variance of ln x up to this is rounding: all have the same welfare, and there is no density."""
MEDIAN = 0.5


def with_points(rows: ir.Table, by: Sequence[str], shares: Sequence[float], relative_line: float | None) -> ir.Table:
    """Ranked `rows` with the group's quantiles, its relative line and its bandwidth."""
    whole = ibis.window(group_by=[rows[name] for name in by])
    quantiles = {}
    for p in shares:
        up_to = ibis.ifelse(rows[f"below_{share_name(p)}"], rows.x, ibis.null("float64"))
        quantiles[f"quantile_{share_name(p)}"] = up_to.max().over(whole)
    rows = _with_bandwidth(rows.mutate(**quantiles), by)
    if relative_line is None:
        return rows
    return rows.mutate(relative_line=relative_line * rows[f"quantile_{share_name(MEDIAN)}"])


def _with_bandwidth(rows: ir.Table, by: Sequence[str]) -> ir.Table:
    """`rows` with ln_x, null for x of 0 and less, and the group's bandwidth, null where there is no spread."""
    whole = ibis.window(group_by=[rows[name] for name in by])
    logs = rows.mutate(ln_x=ibis.ifelse(rows.x > 0, rows.x, ibis.null("float64")).ln())
    w = ibis.ifelse(logs.ln_x.isnull(), 0.0, logs.w)
    total = w.sum().over(whole).nullif(0.0)
    mean = (w * logs.ln_x).sum().over(whole) / total
    variance = (w * logs.ln_x * logs.ln_x).sum().over(whole) / total - mean * mean
    spread = ibis.ifelse(variance > LEAST_VARIANCE, variance, ibis.null("float64")).sqrt()
    return logs.mutate(bandwidth=spread * logs.ln_x.count().over(whole).cast("float64").pow(POWER))


def density_sums(rows: ir.Table, shares: Sequence[float], relative_line: float | None) -> dict[str, ir.NumericScalar]:
    """Sums of the rows of `with_points`: W f at each quantile and at the line, the weight below the line, and the rows
    of a group that has no line because its median is not above 0."""
    sums = {f"density_{share_name(p)}": _density(rows, rows[f"quantile_{share_name(p)}"]) for p in shares}
    if relative_line is None:
        return sums
    return sums | {
        "density_line": _density(rows, rows.relative_line),
        "w_below_line": ibis.ifelse(rows.x < rows.relative_line, rows.w, 0.0).sum(),
        "medianless": (rows.relative_line <= 0).sum(),
    }


def _density(rows: ir.Table, point: ir.NumericValue) -> ir.NumericScalar:
    """What the rows of a part of a group add to W f(point); null where point is not above 0."""
    at = ibis.ifelse(point > 0, point, ibis.null("float64"))
    away = (at.ln() - rows.ln_x) / rows.bandwidth
    height = (-0.5 * away * away).exp() / (math.sqrt(2 * math.pi) * rows.bandwidth * at)
    return (rows.w * ibis.ifelse(rows.x > 0, height, 0.0)).sum()
