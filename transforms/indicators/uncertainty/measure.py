"""A measure as two functions of weighted sums: its estimate, and its linearised variable added up per PSU.

The linearised variable of a household k is u_k = d(estimate) / d(weight of k). The functions get sums by name as NumPy
arrays: `totals` of groups, and `psu` sums with a row per group and PSU beside the totals of the row's group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Sums = Mapping[str, Floats]


@dataclass(frozen=True)
class Measure:
    """`estimate(totals)` has one value per group, `influence(psu, totals, estimate)` one per group and PSU.

    `undefined_by` maps counts of rows to the status that they cause: the estimate is null where the count is not 0.
    `square` names the sum of squares of what a mean is the mean of, for the design effect; None for other measures.
    """

    name: str
    estimate: Callable[[Sums], Floats]
    influence: Callable[[Sums, Sums, Floats], Floats]
    undefined_by: tuple[tuple[str, str], ...] = ()
    square: str | None = None


def divide(above: Floats, below: Floats) -> Floats:
    """above / below, NaN where below is 0."""
    return np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below != 0)


def mean_of(name: str, summed: str, square: str, undefined_by: tuple[tuple[str, str], ...] = ()) -> Measure:
    """Mean of what is added up in `summed`: u = (y - mean) / W."""
    return Measure(
        name,
        lambda t: divide(t[summed], t["weight"]),
        lambda s, t, mean: divide(s[summed] - mean * s["weight"], t["weight"]),
        undefined_by,
        square,
    )


def total_of(name: str, summed: str, undefined_by: tuple[tuple[str, str], ...] = ()) -> Measure:
    """Total of what is added up in `summed`: u = y."""
    return Measure(name, lambda t: t[summed], lambda s, t, total: s[summed], undefined_by)


def ratio_of(name: str, above: str, below: str) -> Measure:
    """Ratio of two totals: u = (a - R b) / B."""
    return Measure(
        name,
        lambda t: divide(t[above], t[below]),
        lambda s, t, ratio: divide(s[above] - ratio * s[below], t[below]),
    )


def difference_of(name: str, one: Measure, other: Measure) -> Measure:
    """One estimate minus another from the same rows; their covariance is kept, because u is the difference of both."""
    return Measure(
        name,
        lambda t: one.estimate(t) - other.estimate(t),
        lambda s, t, _: one.influence(s, t, one.estimate(t)) - other.influence(s, t, other.estimate(t)),
        one.undefined_by + other.undefined_by,
    )
