"""Quantiles of household welfare, their ratios, and the share below a line that is a share of the median.

u = - (1(x <= q) - p) / (W f(q)) for a quantile q of order p; a relative line moves with the median, so that its share
has, beside (1(x < line) - share) / W, the term f(line) times the line's own u. Deville 1999; Osier 2009; the density is
that of `quantile_sums`. Where many report the same round figure a quantile hardly moves, and this is too wide.
"""

from __future__ import annotations

import numpy as np

from transforms.indicators import statuses
from transforms.indicators.uncertainty.household_measures import ALL_ZERO, NEGATIVE
from transforms.indicators.uncertainty.measure import Floats, Measure, Sums, divide
from transforms.indicators.uncertainty.quantile_sums import MEDIAN as HALF
from transforms.indicators.uncertainty.rank_sums import share_name

NO_MEDIAN = ("medianless", statuses.NO_LINE)


def quantile(name: str, p: float) -> Measure:
    """The lowest welfare up to which a share p of persons lies; needs p among the quantiles of the ingredients."""
    return Measure(name, lambda t: _quantile(p, t), lambda s, t, _: _quantile_influence(p, s, t), (NEGATIVE,))


def quantile_ratio(name: str, above: float, below: float) -> Measure:
    """One quantile over another, such as P90/P10 (0.9, 0.1)."""

    def influence(s: Sums, t: Sums, ratio: Floats) -> Floats:
        change = _quantile_influence(above, s, t) - ratio * _quantile_influence(below, s, t)
        return divide(change, _quantile(below, t))

    return Measure(name, lambda t: divide(_quantile(above, t), _quantile(below, t)), influence, (ALL_ZERO, NEGATIVE))


def below_relative_line(name: str, share: float) -> Measure:
    """Share of persons below `share` of the median, which is the relative line of the ingredients."""

    def influence(s: Sums, t: Sums, poor: Floats) -> Floats:
        own = s["w_below_line"] - poor * s["weight"]
        line = share * t["density_line"] * _quantile_influence(HALF, s, t)
        return divide(own + line, t["weight"])

    return Measure(name, lambda t: divide(t["w_below_line"], t["weight"]), influence, (NO_MEDIAN, NEGATIVE))


def _quantile(p: float, t: Sums) -> Floats:
    return np.asarray(t[f"q_{share_name(p)}"], dtype=np.float64)


def _quantile_influence(p: float, s: Sums, t: Sums) -> Floats:
    name = share_name(p)
    return divide(p * s["weight"] - s[f"w_below_{name}"], t[f"density_{name}"])


MEDIAN = quantile("median", HALF)
P90P10 = quantile_ratio("p90p10", 0.9, 0.1)
AROP60 = below_relative_line("arop60", 0.6)
"""Needs the relative line 0.6 of the ingredients."""
