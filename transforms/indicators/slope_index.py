"""Slope and relative index of inequality of a proportion by a logit line, weighted once by population.

A group's proportion p follows logit p = a + b m over its mid-rank m; SII = p(m=1) - p(m=0), RII = p(m=1) / p(m=0).
The linear form is in `concentration`. WHO's healthequal (non-survey, logit) gives the population twice, once as the
number of trials and once as a weight, and so differs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from transforms.indicators import statuses

MOST_STEPS = 100
STEEPEST = 500.0
"""A line steeper than this runs away: the data are separated (only zeros below a rank and only ones above it)."""
ENOUGH = 1e-12

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SlopeIndex:
    """SII as a difference of proportions and RII as a ratio; None with the reason in `status` (ok, empty,
    single_rank, not_a_proportion, separated; zero_values where only RII is undefined)."""

    sii: float | None
    rii: float | None
    status: str


def logit_slope_index(rank: ArrayLike, weight: ArrayLike, proportion: ArrayLike) -> SlopeIndex:
    """Of groups (or ties) with a mid-rank, a weight and a proportion, each 1-D; groups with NaN or no weight are left
    out, so give mid-ranks of the groups that have a proportion."""
    m, w, p = (np.asarray(values, dtype=float) for values in (rank, weight, proportion))
    used = np.isfinite(m) & np.isfinite(p) & (w > 0)
    m, w, p = m[used], w[used] / w[used].sum(), p[used]
    if not m.size:
        return SlopeIndex(None, None, statuses.EMPTY)
    if p.min() < 0 or p.max() > 1:
        return SlopeIndex(None, None, statuses.NOT_A_PROPORTION)
    if np.ptp(p) == 0:
        return _index(p[0], p[0])
    if np.ptp(m) == 0:
        return SlopeIndex(None, None, statuses.SINGLE_RANK)
    line = _fit(m, w, p)
    return (
        _index(*_proportion(line, np.array([0.0, 1.0])))
        if line is not None
        else SlopeIndex(None, None, statuses.SEPARATED)
    )


def _fit(m: Floats, w: Floats, p: Floats) -> Floats | None:
    """Intercept and slope of the greatest likelihood by Newton steps, halved while they make it worse."""
    design = np.column_stack([np.ones_like(m), m])
    mean = float(w @ p)
    line = np.array([np.log(mean / (1 - mean)), 0.0])
    for _ in range(MOST_STEPS):
        fitted = _proportion(line, m)
        spread = w * fitted * (1 - fitted)
        information = design.T @ (spread[:, None] * design)
        if np.linalg.cond(information) > 1 / np.finfo(float).eps:
            return None
        step = np.linalg.solve(information, design.T @ (w * (p - fitted)))
        while _likelihood(line + step, m, w, p) < _likelihood(line, m, w, p) - ENOUGH and np.abs(step).max() > ENOUGH:
            step = step / 2
        line = line + step
        if np.abs(line).max() > STEEPEST:
            return None
        if np.abs(step).max() <= ENOUGH * (1 + np.abs(line).max()):
            return line
    return None


def _likelihood(line: Floats, m: Floats, w: Floats, p: Floats) -> float:
    eta = line[0] + line[1] * m
    return float(w @ (p * eta - np.logaddexp(0.0, eta)))


def _proportion(line: Floats, m: Floats) -> Floats:
    return np.exp(-np.logaddexp(0.0, -(line[0] + line[1] * m)))


def _index(lowest: float, highest: float) -> SlopeIndex:
    if lowest == 0:
        return SlopeIndex(float(highest - lowest), None, statuses.ZERO_VALUES)
    return SlopeIndex(float(highest - lowest), float(highest / lowest), statuses.OK)
