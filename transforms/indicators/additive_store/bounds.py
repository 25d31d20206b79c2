"""Certain bounds of measures that depend on ranks, from what a store knows of each bin.

Of bin b are known the number of rows n, the weight w, the mean m, and that welfare is between a and a', the bin's edges
(a = a' = m where n is 1). Bins do not overlap, so with p = w / W, s = w m / T and L_b the Lorenz curve in bin b:
  Gini     = G(all at their bin's mean) + sum of p s G_b, G_b the Gini index in the bin. G_b is 0 or more. Of all
             distributions on [a, a'] with mean m the one at the edges only has the lowest Lorenz curve (it is the
             largest in convex order: any other is made of it by moving welfare from richer to poorer), and its index
             is (a' - m)(m - a) / (m (a' - a)). So low = G(means) and high = low + sum of p s times that, for n > 1.
             Never more than tanh(1 / (4 B)) = 0.00125 apart, for B = 200; about 3e-6 for the expenditure of a regency.
  Hoover   sum of p |x / mean - 1| / 2: only in the bin around the mean it depends on more than m; least for all at m
             (Jensen), most at the edges, for the same reason.
  Lorenz   L(q) in the bin of q is convex, known at both ends of the bin, with slopes between a / mean and a' / mean:
             at most the straight line between the ends, at least the larger of the lines from either end.
  shares, deciles, S80/S20, Palma    differences and ratios of ordinates, with each ordinate at its worst
  quantile between the edges of its bin
Bounds are widened by ROUNDING, as a share of the whole or of a quantile, because sums of doubles are rounded.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators.additive_store.bins import BINS_PER_LN, SIDE_BIN
from transforms.indicators.micro import CUMULATED, HUNDREDTH, TOTAL_W, TOTAL_WX, W, X
from transforms.indicators.shares import TENS

ROUNDING = 1e-12
"""Far above the rounding of doubles that are added up bin by bin, and of the logarithm that places a row in a bin."""
SPREADS = ("gini_spread_", "hoover_spread_")
SIDES = ("low", "high")
ENDS = ("low_edge_", "high_edge_", "weight_before_", "received_before_", "received_to_")

Interval = tuple[ir.NumericValue, ir.NumericValue]


def edges(bins: ir.Table) -> dict[str, ir.NumericValue]:
    """low_edge_ and high_edge_ of the welfare in each bin with mean welfare_."""
    is_one = (bins.n_ == 1) | (bins.bin <= SIDE_BIN)
    low, high = ((bins.bin + step) / BINS_PER_LN for step in (0, 1))
    return {
        "low_edge_": ibis.ifelse(is_one, bins[X], low.exp()) * (1 - ROUNDING),
        "high_edge_": ibis.ifelse(is_one, bins[X], high.exp()) * (1 + ROUNDING),
    }


def cumulated(bins: ir.Table, by: Sequence[str]) -> dict[str, ir.NumericColumn]:
    """The weight and the welfare before each ranked bin, and the welfare up to and with it."""
    upwards = ibis.window(group_by=list(by), order_by=bins[X], preceding=None, following=0)
    received = bins.welfare_sum_.sum().over(upwards)
    return {
        "weight_before_": bins[CUMULATED] - bins[W],
        "received_before_": received - bins.welfare_sum_,
        "received_to_": received,
    }


def row_sums(bins: ir.Table) -> dict[str, ir.NumericScalar]:
    """What a hundredth of ranked bins with `edges` and `cumulated` gives to bounds: SPREADS, and ENDS of its last bin.

    All of ENDS grow from bin to bin.
    """
    low, high, mean_of_bin = bins.low_edge_, bins.high_edge_, bins[X]
    share = bins[W] / bins[TOTAL_W].nullif(0.0)
    mean = (bins[TOTAL_WX] / bins[TOTAL_W].nullif(0.0)).nullif(0.0)
    width = ibis.ifelse(bins.n_ > 1, high - low, 0.0).nullif(0.0)
    # each part is divided at once: the product of two tiny welfares would be 0
    at_low, at_high = (high - mean_of_bin) / width, (mean_of_bin - low) / width
    index = at_low * ((mean_of_bin - low) / mean_of_bin.nullif(0.0))
    apart = at_high * (high - mean) + at_low * (mean - low)
    more_apart = ibis.ifelse((low < mean) & (mean < high), apart - (mean_of_bin - mean).abs(), 0.0)
    return {
        "gini_spread_": (share * share * mean_of_bin / mean * index).sum().coalesce(0.0),
        "hoover_spread_": (share * more_apart / mean).sum().coalesce(0.0) / 2,
        **{name: bins[name].max() for name in ENDS},
    }


def point_sums(hundredths: ir.Table, points: Sequence[int]) -> dict[str, ir.NumericScalar]:
    """Of each point the lowest Lorenz ordinate and the edges of its bin, as `shares.point_sums` has the highest."""
    weight, welfare = hundredths.weight_sum_.sum(), hundredths.welfare_sum_.sum()
    sums: dict[str, ir.NumericScalar] = {}
    for point in sorted({*points, *TENS}):
        is_before = (hundredths[HUNDREDTH] >= 0) & (hundredths[HUNDREDTH] < point)
        end = {name: hundredths[name].max(where=is_before) for name in (*ENDS, "cumulated_to_")}
        reached = point / 100 * weight
        from_below = end["received_before_"] + end["low_edge_"] * (reached - end["weight_before_"])
        from_above = end["received_to_"] - end["high_edge_"] * (end["cumulated_to_"] - reached)
        sums |= {
            f"lorenz_low_{point}_": ibis.greatest(from_below, from_above) / welfare.nullif(0.0),
            f"low_edge_{point}_": end["low_edge_"],
            f"high_edge_{point}_": end["high_edge_"],
        }
    return sums


def bounds(sums: ir.Table, points: Sequence[int]) -> dict[str, ir.NumericValue]:
    """<measure>_low and <measure>_high of gini, hoover, quantiles, Lorenz ordinates, shares and their ratios.

    They mean something only where the measure has a value.
    """
    quantiles = {point: (sums[f"low_edge_{point}_"], sums[f"high_edge_{point}_"]) for point in (*points, 10, 90)}
    ordinates = {point: _widened(sums[f"lorenz_low_{point}_"], sums[f"lorenz_{point}_"]) for point in (*points, *TENS)}
    intervals = {
        "gini": _widened(sums.gini_, sums.gini_ + sums.gini_spread_),
        "hoover": _widened(sums.hoover_, sums.hoover_ + sums.hoover_spread_),
        **{f"p{point:02d}": quantiles[point] for point in points},
        **{f"lorenz_{point:02d}": ordinates[point] for point in points},
        **_shares([(ibis.literal(0.0),) * 2, *(ordinates[point] for point in TENS), (ibis.literal(1.0),) * 2]),
        "p90p10": _ratio(quantiles[90], quantiles[10]),
    }
    return {
        f"{name}_{side}": bound
        for name, interval in intervals.items()
        for side, bound in zip(SIDES, interval, strict=True)
    }


def _shares(ordinates: Sequence[Interval]) -> dict[str, Interval]:
    zero, low, b40, high, top, one = (ordinates[place] for place in (0, 2, 4, 8, 9, 10))
    return {
        **{f"decile_{k}_share": _difference(ordinates[k], ordinates[k - 1]) for k in range(1, 11)},
        "b40_share": _difference(b40, zero),
        "m40_share": _difference(high, b40),
        "t20_share": _difference(one, high),
        "t10_share": _difference(one, top),
        "s80s20": _ratio(_difference(one, high), low),
        "palma": _ratio(_difference(one, top), b40),
    }


def _widened(low: ir.NumericValue, high: ir.NumericValue) -> Interval:
    return ibis.greatest(low - ROUNDING, 0.0), ibis.least(high + ROUNDING, 1.0)


def _difference(more: Interval, less: Interval) -> Interval:
    return ibis.greatest(more[0] - less[1], 0.0), more[1] - less[0]


def _ratio(above: Interval, below: Interval) -> Interval:
    """Without a highest where the denominator may be 0."""
    return above[0] / below[1].nullif(0.0), above[1] / below[0].nullif(0.0)
