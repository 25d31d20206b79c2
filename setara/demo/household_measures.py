"""Measures of households by their textbook formulas, in plain Python, so that they share nothing with the warehouse.

Persons are what counts: a household weighs as its weight times its size. `x` is expenditure per person, `w` the weight
in persons, `W` and `T` their sum and the sum of `w x`. Every function takes at least one household.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from math import fsum, log, sqrt

from setara.demo.households import Household

Households = Sequence[Household]


def mean(households: Households) -> float:
    """Expenditure per person, IDR per month: T / W."""
    return _total(households) / persons(households)


def persons(households: Households) -> float:
    """W, the persons they stand for."""
    return fsum(_weight(h) for h in households)


def gini(households: Households) -> float:
    """Half the mean difference over the mean (Gini), as the sum of w x (2C - w - W) / (W T) up the ranks."""
    ranked = sorted(households, key=lambda h: h.expenditure)
    weights = [_weight(h) for h in ranked]
    whole = persons(households)
    parts = zip(ranked, weights, accumulate(weights), strict=True)
    return fsum(w * h.expenditure * (2 * up_to - w - whole) for h, w, up_to in parts) / (whole * _total(households))


def theil_t(households: Households) -> float:
    """Sum of w r ln r / W, where r = x / mean and 0 ln 0 = 0 (Theil 1967)."""
    middle = mean(households)
    relative = [(_weight(h), h.expenditure / middle) for h in households]
    return fsum(w * r * log(r) for w, r in relative if r > 0) / persons(households)


def poverty(households: Households, power: int) -> float:
    """Foster-Greer-Thorbecke, as a share: sum of w ((z - x) / z)^power over those with x < z, by W."""
    poor = [h for h in households if h.expenditure < h.line]
    return fsum(_weight(h) * ((h.line - h.expenditure) / h.line) ** power for h in poor) / persons(households)


def lorenz(households: Households, share: float) -> float:
    """Share of all spending that falls to the poorest `share` of persons; a household across the border is divided."""
    room, spent = share * persons(households), []
    for household in sorted(households, key=lambda h: h.expenditure):
        taken = min(_weight(household), max(room, 0.0))
        spent.append(taken * household.expenditure)
        room -= taken
    return fsum(spent) / _total(households)


def palma(households: Households) -> float:
    """What the richest tenth spends per what the poorest four tenths spend."""
    return (1 - lorenz(households, 0.9)) / lorenz(households, 0.4)


def headcount_se(households: Households) -> float | None:
    """Standard error of `poverty(households, 0)`; None where a stratum has fewer than two PSUs.

    Linearised ratio, PSUs as drawn with replacement: u = w (1(x < z) - P0) / W is added up by PSU, and each stratum of
    n PSUs gives n / (n - 1) times the squared deviations of its PSU sums from their mean.
    """
    share, whole = poverty(households, 0), persons(households)
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for h in households:
        sums[h.stratum][h.psu] += _weight(h) * ((h.expenditure < h.line) - share) / whole
    strata = [list(of_stratum.values()) for of_stratum in sums.values()]
    if any(len(of_stratum) < 2 for of_stratum in strata):
        return None
    return sqrt(fsum(_scatter(of_stratum) for of_stratum in strata))


def _scatter(sums: Sequence[float]) -> float:
    count = len(sums)
    middle = fsum(sums) / count
    return count / (count - 1) * fsum((each - middle) ** 2 for each in sums)


def _weight(household: Household) -> float:
    return household.weight * household.size


def _total(households: Households) -> float:
    return fsum(_weight(h) * h.expenditure for h in households)
