"""Measures of inequality of household records, any groups, all in one pass over the sorted rows.

With W and T the group's sums of w and w x, mean m = T / W, r = x / m, p = w / W, F the weight share up to a row:
  gini          sum of p (r - 1) (2 F - p - 1): the trapezoid under the Lorenz curve (Lerman and Yitzhaki 1989)
  theil_t, mld  sum of p (r ln r - r + 1), sum of p (r - 1 - ln r)   (Theil 1967)
  GE(a)         sum of p (r^a - 1 - a (r - 1)) / (a (a - 1))   (Shorrocks 1980); ge2, gem1 = GE(-1), ge05 = GE(.5)
  Atkinson(e)   1 - (1 + a (a - 1) GE(a))^(1 / a) with a = 1 - e, 1 - exp(-mld) for e = 1   (Atkinson 1970)
  cv, hoover    sqrt(2 GE(2)), sum of p |r - 1| / 2
Sums are taken around the mean, so that a small inequality on a large level is no difference of large numbers. Welfare
of 0 is kept: gini, theil_t and GE(a > 0) are defined, mld and GE(a <= 0) are null, Atkinson(e >= 1) is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro, shares
from transforms.indicators.micro import CUMULATED, HUNDREDTH, TOTAL_W, TOTAL_WX, W, X

ORDERS = (0.0, 1.0, 2.0, -1.0, 0.5)
"""Orders a of generalised entropy; each also gives the Atkinson index of aversion 1 - a where that is above 0."""
NOISE = 1e-14
"""A measure this near 0 is rounding: it is 0, never below."""
NAMED_ORDERS = {0.0: "mld", 1.0: "theil_t"}


def inequality(
    table: ir.Table,
    welfare: str,
    weight: str,
    by: Sequence[str] = (),
    *,
    orders: Sequence[float] = ORDERS,
    points: Sequence[int] = shares.POINTS,
) -> ir.Table:
    """One row per group: `by`, counts of rows, sum_w, mean, all measures of `orders` and `points`, inequality_status.

    Undefined measures are null. inequality_status is of the group: ok, zero_values (only what needs welfare above 0 is
    null), zero_total (only counts, mean and quantiles are not null), negative_values, not_finite or empty (all null).
    """
    hundredths = by_hundredth(micro.household_rows(table, welfare, weight, by), by, orders)
    sums = hundredths.aggregate(
        by=list(by), **micro.group_sums(hundredths), **inequality_sums(hundredths, orders, points)
    )
    return sums.select(*by, *micro.COUNTS, **inequality_measures(sums, orders, points))


def by_hundredth(
    rows: ir.Table,
    by: Sequence[str],
    orders: Sequence[float],
    more: Callable[[ir.Table], dict[str, ir.NumericScalar]] | None = None,
) -> ir.Table:
    """Rows of `micro.household_rows` ranked and summed to one row per group and hundredth, with the sums of `more`."""
    rows = micro.ranked(rows, by)
    mean = rows[TOTAL_WX] / rows[TOTAL_W].nullif(0.0)
    rows = rows.mutate(
        share_=rows[W] / rows[TOTAL_W].nullif(0.0),
        excess_=(rows[X] - mean) / mean.nullif(0.0),
        **{HUNDREDTH: micro.hundredth(rows)},
    )
    added = more(rows) if more else {}
    return rows.aggregate(by=[*by, HUNDREDTH], **micro.row_sums(rows), **_row_sums(rows, orders), **added)


def corrected_gini(gini: ir.NumericValue, n: ir.IntegerValue) -> ir.NumericValue:
    """gini n / (n - 1): of n households of equal weight, 1 where one has everything; null for fewer than two."""
    return gini * n / (n - 1).nullif(0)


def _row_sums(rows: ir.Table, orders: Sequence[float]) -> dict[str, ir.NumericScalar]:
    share, excess = rows.share_, rows.excess_
    rank = (2 * rows[CUMULATED] - rows[W]) / rows[TOTAL_W].nullif(0.0) - 1
    return {
        "gini_": (share * excess * rank).sum(),
        "hoover_": (share * excess.abs()).sum() / 2,
        **{f"{order_name(order)}_": (share * entropy_term(excess, order)).sum() for order in entropy_orders(orders)},
    }


def entropy_term(excess: ir.NumericValue, order: float) -> ir.NumericValue:
    """One unit's term of GE(order) around the mean, `excess` = r - 1; for r = 0 null where it is undefined."""
    ratio = excess + 1
    is_positive = ratio > 0
    logarithm = ibis.ifelse(is_positive, ratio, 1.0).ln()
    if order == 1:
        return ibis.ifelse(is_positive, ratio * logarithm, 0.0) - excess
    if order == 0:
        return ibis.ifelse(is_positive, excess - logarithm, ibis.null("float64"))
    if order == 2:
        return excess * excess / 2
    if order == -1:
        return excess * excess / (2 * ibis.ifelse(is_positive, ratio, ibis.null("float64")))
    power = ibis.ifelse(is_positive, (order * logarithm).exp(), 0.0 if order > 0 else ibis.null("float64"))
    return (power - 1 - order * excess) / (order * (order - 1))


def entropy_orders(orders: Iterable[float]) -> tuple[float, ...]:
    """`orders` and 2, which the coefficient of variation needs."""
    return tuple(dict.fromkeys((*orders, 2.0)))


def order_name(order: float) -> str:
    """The name of GE(order): mld, theil_t, ge2, gem1 (minus 1), ge05 (0.5)."""
    return NAMED_ORDERS.get(order, f"ge{_digits(order)}")


def aversion_name(aversion: float) -> str:
    """The name of an Atkinson index: atk05, atk1, atk2."""
    return f"atk{_digits(aversion)}"


def _digits(number: float) -> str:
    return f"{number:g}".replace("-", "m").replace(".", "")


def inequality_sums(
    hundredths: ir.Table, orders: Sequence[float], points: Sequence[int]
) -> dict[str, ir.NumericScalar]:
    """What a group's measures need, to aggregate the table of `by_hundredth`."""
    names = ("gini_", "hoover_", *(f"{order_name(order)}_" for order in entropy_orders(orders)))
    return {**{name: hundredths[name].sum() for name in names}, **shares.point_sums(hundredths, points)}


def inequality_measures(sums: ir.Table, orders: Sequence[float], points: Sequence[int]) -> dict[str, ir.Value]:
    """sum_w, mean, every measure and inequality_status, of a table with `group_sums` and `inequality_sums`."""
    has_rows = sums.is_fit_
    has_welfare = sums.has_welfare_
    relative = {
        "gini": _clean(sums.gini_),
        "hoover": sums.hoover_,
        "cv": (2 * sums.ge2_).sqrt(),
        **_entropies(sums, orders),
        **shares.share_measures(sums, points),
    }
    level = {
        "mean": sums.welfare_total_ / sums.sum_w.nullif(0.0),
        **{f"p{p:02d}": relative.pop(f"p{p:02d}") for p in points},
    }
    return {
        "sum_w": micro.where(has_rows, sums.sum_w),
        **{name: micro.where(has_rows, value) for name, value in level.items()},
        **{name: micro.where(has_welfare, value) for name, value in relative.items()},
        "inequality_status": micro.welfare_status(sums),
    }


def _entropies(sums: ir.Table, orders: Sequence[float]) -> dict[str, ir.NumericValue]:
    is_positive = sums.lowest_welfare_ > 0
    measures = {}
    for order in orders:
        entropy = _clean(sums[f"{order_name(order)}_"]) if order not in (2.0, -1.0) else sums[f"{order_name(order)}_"]
        if order <= 0:
            entropy = ibis.ifelse(is_positive, entropy, ibis.null("float64"))
        measures[order_name(order)] = entropy
        if order < 1:
            atkinson = _atkinson(entropy, order)
            measures[aversion_name(1 - order)] = atkinson if order > 0 else ibis.ifelse(is_positive, atkinson, 1.0)
    return measures


def _atkinson(entropy: ir.NumericValue, order: float) -> ir.NumericValue:
    if order == 0:
        return 1 - (-entropy).exp()
    return 1 - ibis.greatest(1 + order * (order - 1) * entropy, 0.0).pow(1 / order)


def _clean(value: ir.NumericValue) -> ir.NumericValue:
    return ibis.ifelse(value.abs() < NOISE, 0.0, value)
