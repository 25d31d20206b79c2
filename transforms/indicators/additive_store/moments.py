"""Sums of any power of welfare, of its logarithm and of gaps under a line, from the moments of a bin.

With c the middle of a bin and l = u / B, welfare is c e^l, and by Taylor's series
  sum of w (e^(a l) - 1)  =  a m1 + a^2 m2 / 2 + a^3 m3 / 6 + a^4 m4 / 24,   m_k = sum of w l^k
to a remainder below |a / (2 B)|^5 / 120 of w, which is 8e-16 |a|^5: for welfare itself a few roundings of a double,
for its square 3e-14. The logarithm is rounded to a double, which for 1e6 is 2e-15 of welfare. A measure of generalised
entropy is its value for R = c / mean, as in `inequality.entropy_term`, and what the powers add; nothing in it is a
difference of large numbers. So measures of entropy and poverty are off by less than 1e-13 (REMAINDER) as they stand,
about 1e-13 of themselves for the inequality of a regency, and an entropy below REMAINDER is 0.
"""

from __future__ import annotations

from math import comb, factorial

import ibis
import ibis.expr.types as ir

from transforms.indicators.additive_store.bins import BINS_PER_LN, MOMENTS, SIDE_BIN
from transforms.indicators.inequality import entropy_term
from transforms.indicators.micro import Z
from transforms.indicators.poverty import POWERS

REMAINDER = 1e-13


def middle(bins: ir.Table) -> ir.NumericValue:
    """The constant c of each bin; 0 for side bins."""
    return ibis.ifelse(bins.bin > SIDE_BIN, logarithm(bins).exp(), 0.0)


def logarithm(bins: ir.Table) -> ir.NumericValue:
    """ln c; without meaning for side bins."""
    return (bins.bin + 0.5) / BINS_PER_LN


def power_excess(bins: ir.Table, order: float) -> ir.NumericValue:
    """sum of w (e^(order l) - 1)."""
    terms = [bins[f"moment_{k}_"] * ((order / BINS_PER_LN) ** k / factorial(k)) for k in MOMENTS]
    return sum(terms[1:], start=terms[0])


def entropy_sum(bins: ir.Table, order: float, mean: ir.NumericValue) -> ir.NumericValue:
    """sum of w term(welfare / mean) of each bin, `mean` that of its group; null for a welfare of 0 where undefined."""
    ratio = middle(bins) / mean.nullif(0.0)
    logarithm_of_ratio = ratio.nullif(0.0).ln()
    first = power_excess(bins, 1.0)
    if order == 0:
        added = ratio * first - bins.moment_1_ / BINS_PER_LN
    elif order == 1:
        added = ratio * (logarithm_of_ratio * first + _product_with_logarithm(bins) - first)
    else:
        power = (order * logarithm_of_ratio).exp()
        added = (power * power_excess(bins, order) - order * ratio * first) / (order * (order - 1))
    return bins.weight_sum_ * entropy_term(ratio - 1, order) + added.coalesce(0.0)


def _product_with_logarithm(bins: ir.Table) -> ir.NumericValue:
    """sum of w l e^l."""
    terms = [bins[f"moment_{k}_"] / (BINS_PER_LN**k * factorial(k - 1)) for k in MOMENTS]
    return sum(terms[1:], start=terms[0])


def poverty_parts(bins: ir.Table) -> dict[str, ir.NumericValue]:
    """For each part of a bin what `poverty.poverty_sums` adds up."""
    weight, line, is_poor = bins.weight_sum_, bins[Z], bins.is_poor
    below = middle(bins) / line
    powers = {k: weight + power_excess(bins, float(k)) for k in POWERS}
    gaps = {}
    for power in POWERS:
        terms = [comb(power, k) * (-1) ** k * below.pow(k) * powers[k] for k in POWERS if k <= power]
        gaps[f"gap{power}_"] = sum(terms, start=weight)
    watts = weight * (line.ln() - logarithm(bins)) - bins.moment_1_ / BINS_PER_LN
    lacking = line * weight - middle(bins) * powers[1]
    parts = {"poor_": weight, "lacking_": lacking, "watts_": ibis.ifelse(bins.bin > SIDE_BIN, watts, 0.0), **gaps}
    is_lineless = (bins.bin >= SIDE_BIN) & line.isnull()
    return {
        **{name: ibis.ifelse(is_poor, ibis.greatest(part, 0.0), 0.0) for name, part in parts.items()},
        "lineless_": ibis.ifelse(is_lineless, bins.n_, 0),
    }
