"""Rates of areas, those of few persons drawn towards the rate of all: Marshall's global empirical Bayes (1991).

With y events among n persons, r = y / n, m the sum of y by that of n, s2 the mean of (r - m)^2 by n, N the mean of n:
  A = s2 - m / N, at least 0        variance between areas, beyond chance
  rate = m + A / (A + m / n) (r - m)
So that a map of rates, Moran's I and LISA are not led by the smallest areas.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from transforms.indicators import statuses
from transforms.indicators.spatial import FEWEST_AREAS

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class AreaRates:
    """One `raw` and one `smooth` rate per area, in the order given; NaN is undefined, and `area_status` says why: ok,
    input_missing, not_finite, negative_values, denominator_zero. `shrinkage` is the part that an area keeps of its own.

    `status` of all: ok; few_areas (fewer than 30); no_area_effect: A is 0, so every smooth rate is that of all; empty.
    """

    status: str
    area_status: list[str]
    overall: float
    raw: Floats
    smooth: Floats
    shrinkage: Floats


def smoothed_rates(events: ArrayLike, persons: ArrayLike) -> AreaRates:
    """Of areas with a count of events and of persons at risk, both 1-D; NaN is not known.

    Areas with a status other than ok have no part in the rate of all.
    """
    y, n = (np.asarray(values, dtype=float) for values in (events, persons))
    area_status = [_status(one, many) for one, many in zip(y, n, strict=True)]
    used = np.array([status == statuses.OK for status in area_status], dtype=bool)
    none = np.full(y.size, np.nan)
    if not used.any():
        return AreaRates(statuses.EMPTY, area_status, float("nan"), none, none.copy(), none.copy())
    y, n = y[used], n[used]
    raw, total = y / n, n.sum()
    overall = y.sum() / total
    between = max(float(n @ (raw - overall) ** 2 / total - overall / n.mean()), 0.0)
    kept = between / (between + overall / n) if between > 0 else np.zeros(n.size)
    status = statuses.OK if used.sum() >= FEWEST_AREAS else statuses.FEW_AREAS
    return AreaRates(
        status if between > 0 else statuses.NO_AREA_EFFECT,
        area_status,
        float(overall),
        _placed(none, used, raw),
        _placed(none, used, overall + kept * (raw - overall)),
        _placed(none, used, kept),
    )


def _status(events: float, persons: float) -> str:
    if np.isnan(events) or np.isnan(persons):
        return statuses.INPUT_MISSING
    if np.isinf(events) or np.isinf(persons):
        return statuses.NOT_FINITE
    if events < 0 or persons < 0:
        return statuses.NEGATIVE_VALUES
    return statuses.OK if persons > 0 else statuses.DENOMINATOR_ZERO


def _placed(empty: Floats, used: NDArray[np.bool_], values: Floats) -> Floats:
    whole = empty.copy()
    whole[used] = values
    return whole
