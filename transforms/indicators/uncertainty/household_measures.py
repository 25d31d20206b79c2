"""Mean, poverty and inequality of household welfare: estimates and linearised variables from weighted sums.

W, T, mu are the sum of weights, the weighted sum of welfare x and their ratio; r = x / mu. Sources of the linearised
variables: Kovacevic & Binder 1997; Deville 1999; Biewen & Jenkins 2006; Langel & Tille 2013. Ties share the middle of
their ranks. Zeros and negatives follow the rules of each measure: null, never a dropped row.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from transforms.indicators import statuses
from transforms.indicators.uncertainty.measure import Floats, Measure, Sums, divide, mean_of, total_of
from transforms.indicators.uncertainty.psu_sums import power_name
from transforms.indicators.uncertainty.rank_sums import share_name

NEGATIVE = ("negatives", statuses.NEGATIVE_VALUES)
ZERO = ("zeros", statuses.ZERO_VALUES)
POOR_ZERO = ("poor_zeros", statuses.ZERO_VALUES)
ALL_ZERO = ("all_zero", statuses.ZERO_TOTAL)
NO_LINE = ("lineless", statuses.NO_LINE)
RELATIVE = (ALL_ZERO, NEGATIVE)
"""What makes a measure of shares undefined; the last of the reasons that hold is given."""

MEAN = mean_of("mean", "x", "x_sq", (NEGATIVE,))
P0 = mean_of("p0", "poor", "poor", (NO_LINE, NEGATIVE))
P1 = mean_of("p1", "gap_1", "gap_2", (NO_LINE, NEGATIVE))
P2 = mean_of("p2", "gap_2", "gap_4", (NO_LINE, NEGATIVE))
WATTS = mean_of("watts", "shortfall", "shortfall_sq", (POOR_ZERO, NO_LINE, NEGATIVE))
POOR_PERSONS = total_of("poor_persons", "poor", (NO_LINE, NEGATIVE))
"""Persons where the weights are weights of persons."""


def _mean(t: Sums) -> Floats:
    return divide(t["x"], t["weight"])


def _logarithm(value: Floats) -> Floats:
    return np.log(value, out=np.full(np.shape(value), np.nan), where=value > 0)


def _theil(t: Sums) -> Floats:
    return divide(t["x_ln_x"], t["x"]) - _logarithm(_mean(t))


def _theil_influence(s: Sums, t: Sums, theil: Floats) -> Floats:
    r = divide(s["x"], _mean(t))
    r_ln_r = divide(s["x_ln_x"], _mean(t)) - r * _logarithm(_mean(t))
    return divide(r_ln_r - theil * s["weight"] - (theil + 1) * (r - s["weight"]), t["weight"])


def _mld(t: Sums) -> Floats:
    return _logarithm(_mean(t)) - divide(t["ln_x"], t["weight"])


def _mld_influence(s: Sums, t: Sums, mld: Floats) -> Floats:
    ln_r = s["ln_x"] - s["weight"] * _logarithm(_mean(t))
    return divide(divide(s["x"], _mean(t)) - s["weight"] - ln_r - mld * s["weight"], t["weight"])


THEIL_T = Measure("theil_t", _theil, _theil_influence, RELATIVE)
MLD = Measure("mld", _mld, _mld_influence, (ZERO, *RELATIVE))


def ge(name: str, alpha: float) -> Measure:
    """Generalised entropy GE(alpha), alpha neither 0 (`MLD`) nor 1 (`THEIL_T`). Needs the power alpha."""
    factor = alpha * (alpha - 1)
    undefined = RELATIVE if alpha > 0 else (ZERO, *RELATIVE)
    return Measure(
        name,
        lambda t: (_relative_power(alpha, t) - 1) / factor,
        lambda s, t, _: _relative_power_influence(alpha, s, t) / factor,
        undefined,
    )


def atkinson(name: str, epsilon: float) -> Measure:
    """Atkinson index, epsilon > 0; needs the power 1 - epsilon where epsilon is not 1.

    From epsilon 1 on a zero makes the index 1, where it has no linearised variable.
    """
    return Measure(name, partial(_atkinson, epsilon), partial(_atkinson_influence, epsilon), RELATIVE)


def _atkinson(epsilon: float, t: Sums) -> Floats:
    kept = np.exp(-_mld(t)) if epsilon == 1 else _relative_power(1 - epsilon, t) ** (1 / (1 - epsilon))
    index = 1 - kept
    return np.where((t["zeros"] > 0) & (t["x"] > 0), 1.0, index) if epsilon >= 1 else index


def _atkinson_influence(epsilon: float, s: Sums, t: Sums, index: Floats) -> Floats:
    if epsilon == 1:
        influence = (1 - index) * _mld_influence(s, t, _mld(t))
    else:
        power = _relative_power(1 - epsilon, t)
        relative = divide(_relative_power_influence(1 - epsilon, s, t), power)
        influence = -(1 - index) / (1 - epsilon) * relative
    return np.where(t["zeros"] > 0, np.nan, influence) if epsilon >= 1 else influence


def _relative_power(a: float, t: Sums) -> Floats:
    """Mean of r to the power a."""
    mean = _mean(t)
    return divide(divide(t[power_name(a)], t["weight"]), np.where(mean > 0, mean, np.nan) ** a)


def _relative_power_influence(a: float, s: Sums, t: Sums) -> Floats:
    relative = _relative_power(a, t)
    own = divide(s[power_name(a)], t[power_name(a)])
    return relative * (own - divide(s["weight"], t["weight"]) * (1 - a) - a * divide(s["x"], t["x"]))


def _gini(t: Sums) -> Floats:
    return divide(2 * t["x_rank"], t["x"]) - 1


def _gini_influence(s: Sums, t: Sums, gini: Floats) -> Floats:
    r = divide(s["x"], _mean(t))
    rank_r = divide(s["x_rank"], _mean(t))
    return divide(2 * (rank_r + s["weight"] - s["lorenz_mid"]) - (1 + gini) * (s["weight"] + r), t["weight"])


GINI = Measure("gini", _gini, _gini_influence, RELATIVE)


def lorenz(name: str, p: float) -> Measure:
    """Share of welfare of the poorest share p of persons, along the straight pieces of the Lorenz curve."""
    return Measure(name, partial(_lorenz, p), partial(_lorenz_influence, p), RELATIVE)


def share_above(name: str, p: float) -> Measure:
    """Share of welfare of the richest 1 - p."""
    return Measure(
        name,
        lambda t: 1 - _lorenz(p, t),
        lambda s, t, above: -_lorenz_influence(p, s, t, 1 - above),
        RELATIVE,
    )


def share_ratio(name: str, above: float, below: float) -> Measure:
    """Share of the richest 1 - `above` over that of the poorest `below`: S80/S20 is (0.8, 0.2), Palma (0.9, 0.4)."""

    def influence(s: Sums, t: Sums, ratio: Floats) -> Floats:
        top, bottom = _lorenz(above, t), _lorenz(below, t)
        change = -_lorenz_influence(above, s, t, top) - ratio * _lorenz_influence(below, s, t, bottom)
        return divide(change, bottom)

    return Measure(name, lambda t: divide(1 - _lorenz(above, t), _lorenz(below, t)), influence, RELATIVE)


def _lorenz(p: float, t: Sums) -> Floats:
    w, x, q = (t[f"{kind}_{share_name(p)}"] for kind in ("w_below", "x_below", "q"))
    return divide(x - q * (w - p * t["weight"]), t["x"])


def _lorenz_influence(p: float, s: Sums, t: Sums, share: Floats) -> Floats:
    q, name = t[f"q_{share_name(p)}"], share_name(p)
    own = s[f"x_below_{name}"] - q * s[f"w_below_{name}"]
    return divide(own + p * q * s["weight"] - share * s["x"], t["x"])
