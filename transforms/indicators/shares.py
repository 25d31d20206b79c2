"""Lorenz ordinates, quantiles and the shares and ratios made of them; deciles of persons.

With C the weight cumulated up to a row by welfare, W and T the group's sums of w and w x (Lorenz 1905):
  L(p)          sum of x clip(pW - (C - w), 0, w) / T: piecewise linear between households
  quantile(p)   the smallest x with C >= p W (1 - 1e-12)
  b40, m40, t20, t10   L(.4), L(.8) - L(.4), 1 - L(.8), 1 - L(.9)   (Ahluwalia 1976)
  s80s20        (1 - L(.8)) / L(.2)
  palma         (1 - L(.9)) / L(.4)   (Cobham and Sumner 2013)
  qsr_eurostat  sum of w x over x > quantile(.8) / sum of w x over x <= quantile(.2): whole households
  decile        least(10, floor(10 m) + 1), m the mid-rank of all who have the same welfare
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro, statuses
from transforms.indicators.micro import HUNDREDTH, KIND, TOTAL_W, USED, W, X

POINTS = (1, *range(5, 100, 5), 99)
"""Percent of the population at which quantiles and Lorenz ordinates are given."""
TENS = tuple(range(10, 100, 10))
DECILES = 10
ROUNDING = 1e-9
"""A mid-rank this near below a decile's bound is on it: weights may be any multiple of whole numbers."""
MODERATE_PCT = (12.0, 17.0)


def point_sums(hundredths: ir.Table, points: Sequence[int]) -> dict[str, ir.NumericScalar]:
    """The quantile and the Lorenz ordinate of a group at every percent point, from the hundredths before the point."""
    weight, welfare = hundredths.weight_sum_.sum(), hundredths.welfare_sum_.sum()
    sums: dict[str, ir.NumericScalar] = {}
    for point in sorted({*points, *TENS}):
        is_before = (hundredths[HUNDREDTH] >= 0) & (hundredths[HUNDREDTH] < point)
        quantile = hundredths.highest_.max(where=is_before)
        beyond = hundredths.cumulated_to_.max(where=is_before) - point / 100 * weight
        below = hundredths.welfare_sum_.sum(where=is_before) - quantile * beyond
        sums[f"quantile_{point}_"] = quantile
        sums[f"lorenz_{point}_"] = ibis.greatest(below, 0.0) / welfare.nullif(0.0)
    return sums


def share_measures(sums: ir.Table, points: Sequence[int]) -> dict[str, ir.NumericValue]:
    """Quantiles p05, p50, ordinates lorenz_05, lorenz_50 and the shares and ratios; null where a denominator is 0."""
    ordinates = [ibis.literal(0.0), *(sums[f"lorenz_{point}_"] for point in TENS), ibis.literal(1.0)]
    low, b40, high, top = (ordinates[place] for place in (2, 4, 8, 9))
    return {
        **{f"p{point:02d}": sums[f"quantile_{point}_"] for point in points},
        **{f"lorenz_{point:02d}": sums[f"lorenz_{point}_"] for point in points},
        **{f"decile_{place}_share": ordinates[place] - ordinates[place - 1] for place in range(1, 11)},
        "p90p10": sums.quantile_90_ / sums.quantile_10_.nullif(0.0),
        "b40_share": b40,
        "m40_share": high - b40,
        "t20_share": 1 - high,
        "t10_share": 1 - top,
        "s80s20": (1 - high) / low.nullif(0.0),
        "palma": (1 - top) / b40.nullif(0.0),
    }


def world_bank_class(b40_pct: ir.NumericValue) -> ir.StringValue:
    """The World Bank's class of inequality by the share of the lowest 40 percent: tinggi under 12, rendah over 17."""
    low, high = MODERATE_PCT
    return ibis.cases((b40_pct < low, "tinggi"), (b40_pct <= high, "sedang"), (b40_pct > high, "rendah"))


def deciles(table: ir.Table, welfare: str, weight: str, by: Sequence[str] = ()) -> ir.Table:
    """`table` with the column decile (1..10) of each row in its group; null where the row is not used.

    Persons of equal welfare are in the same decile, that of their mid-rank. These are deciles of expenditure, never
    the desil of a register.
    """
    rows = micro.household_rows(table, welfare, weight, table.columns)
    peers = {"group_by": list(by), "order_by": rows[X]}
    upwards = ibis.range_window(**peers, preceding=None, following=0)
    downwards = ibis.range_window(**peers, preceding=0, following=None)
    rows = rows.mutate(
        up_to_=rows[W].sum().over(upwards),
        from_=rows[W].sum().over(downwards),
        **{TOTAL_W: rows[W].sum().over(ibis.window(group_by=list(by)))},
    )
    middle = (rows.up_to_ + rows[TOTAL_W] - rows.from_) / 2 / rows[TOTAL_W].nullif(0.0)
    return rows.select(*table.columns, decile=decile_of(ibis.ifelse(rows[KIND] == USED, middle, ibis.null("float64"))))


def decile_of(mid_rank: ir.NumericValue) -> ir.IntegerValue:
    """The decile, 1 to 10, of a mid-rank, 0 to 1: the share of the weight below and half of that of the tie."""
    place = (DECILES * mid_rank + ROUNDING).floor().cast("int64") + 1
    # not `least`, which takes 10 where there is no rank
    return ibis.ifelse(place > DECILES, DECILES, place)


def quintile_ratio_eurostat(table: ir.Table, welfare: str, weight: str, by: Sequence[str] = ()) -> ir.Table:
    """qsr_eurostat, one row per group with `by`, the counts of rows and qsr_status.

    Households are not cut at the quintiles: all up to the first, against all above the fourth; where
    nobody is above it, as among few households, qsr_status is empty.
    """
    rows = micro.ranked(micro.household_rows(table, welfare, weight, by), by)
    rows = rows.mutate(
        first_=micro.highest_before(rows, 20, by),
        fourth_=micro.highest_before(rows, 80, by),
        **{HUNDREDTH: micro.hundredth(rows)},
    )
    received = rows[W] * rows[X]
    sums = rows.aggregate(
        by=[*by, HUNDREDTH],
        **micro.row_sums(rows),
        poorest_=received.sum(where=rows[X] <= rows.first_),
        richest_=received.sum(where=rows[X] > rows.fourth_),
    )
    sums = sums.aggregate(
        by=list(by), **micro.group_sums(sums), poorest_=sums.poorest_.sum(), richest_=sums.richest_.sum()
    )
    ratio = sums.richest_ / sums.poorest_.nullif(0.0)
    status = ibis.cases(
        (sums.welfare_total_ == 0, statuses.ZERO_TOTAL),
        (sums.richest_.isnull(), statuses.EMPTY),
        (ratio.isnull(), statuses.DENOMINATOR_ZERO),
        else_=statuses.OK,
    )
    status = ibis.coalesce(micro.row_status(sums), status)
    return sums.select(*by, *micro.COUNTS, qsr_eurostat=micro.where(sums.is_fit_, ratio), qsr_status=status)
