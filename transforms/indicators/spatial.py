"""Do like areas lie side by side: Moran's I and Geary's C of all areas, local Moran (LISA) of each.

With z the value less the mean of all areas, W the row-standardised neighbour weights, S0 their sum and n the areas that
have neighbours:
  Moran   I = (n / S0) ΣΣ w z_i z_j / Σ z²       E = -1 / (n - 1), variance under randomisation and under normality
  Geary   C = (n - 1) / (2 S0) ΣΣ w (z_i - z_j)² / Σ z²
  LISA    I_i = z_i Σ_j w_ij z_j / m2, m2 = Σ z² / number of all areas; p by conditional permutation
An area without neighbours (an island) counts in the mean and in Σ z² but not in n and S0, as in R's spdep
(adjust.n=TRUE); `with_nearest` is the declared alternative that gives islands neighbours. Cliff and Ord 1981; Anselin
1995.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.spatial import cKDTree
from scipy.special import ndtr

from transforms.indicators import statuses

PERMUTATIONS = 9_999
BATCH = 1_000
"""Permutations at a time, which bounds the memory."""
TIE = 1e-12
FEWEST_AREAS = 30
"""With fewer areas the moments are poor: status few_areas, the numbers stand."""

Floats = NDArray[np.float64]
Edge = tuple[object, object]


@dataclass(frozen=True)
class Moran:
    """Global autocorrelation; None where undefined. `n` areas with neighbours. status: ok, few_areas, no_neighbours,
    no_variation."""

    n: int
    islands: int
    status: str
    i: float | None = None
    expected: float | None = None
    variance_randomisation: float | None = None
    variance_normality: float | None = None
    z_randomisation: float | None = None
    p_greater: float | None = None
    """One-sided, under randomisation: the chance of an I at least as large."""
    geary_c: float | None = None


@dataclass(frozen=True)
class Lisa:
    """Local Moran of areas in the order given; NaN where undefined.

    status: ok; few_areas: fewer than 30 have neighbours, read with care; no_neighbours: an island, of which the formula
    makes 0 (an empty sum), and which has no value here; input_missing; no_variation. quadrant: H or L of the area
    (above the mean or not), then of its neighbours. p is one-sided towards the side where I_i lies, with
    (r + 1) / (permutations + 1); q is p after Benjamini and Hochberg.
    """

    i: Floats
    quadrant: list[str | None]
    p: Floats
    q: Floats
    status: list[str]


def neighbour_weights(areas: Sequence[object], edges: Sequence[Edge]) -> sparse.csr_array:
    """Row-standardised weights from pairs of area ids that touch, n × n in the order of `areas`.

    A pair may be given once or in both directions; a pair with an area that is not in `areas` is left out.
    """
    place = {area: number for number, area in enumerate(areas)}
    pairs = {(place[i], place[j]) for i, j in edges if i in place and j in place and i != j}
    pairs |= {(j, i) for i, j in pairs}
    rows, columns = (np.array([pair[side] for pair in sorted(pairs)], dtype=int) for side in (0, 1))
    touch = sparse.csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(areas), len(areas)))
    counts = np.asarray(touch.sum(axis=1)).ravel()
    return sparse.csr_array(sparse.diags_array(1 / np.maximum(counts, 1)) @ touch)


def with_nearest(areas: Sequence[object], edges: Sequence[Edge], points: ArrayLike, k: int) -> list[Edge]:
    """`edges` and, for each area that has none, edges to the k nearest others by straight distance of `points` (n × 2,
    in metres or another plane unit)."""
    touched = {area for i, j in edges if i != j for area in (i, j)}
    islands = [number for number, area in enumerate(areas) if area not in touched]
    tree = cKDTree(np.asarray(points, dtype=float))
    added: list[Edge] = []
    for island in islands:
        _, near = tree.query(tree.data[island], k=min(k + 1, len(areas)))
        others = [number for number in np.atleast_1d(near) if number != island][:k]
        added.extend((areas[island], areas[number]) for number in others)
    return [*edges, *added]


def moran(values: ArrayLike, weights: sparse.csr_array) -> Moran:
    """Global Moran's I of `values` (1-D, an area each; NaN: not known, not a neighbour) under `neighbour_weights`."""
    x, w = _known(np.asarray(values, dtype=float), weights)
    has_neighbours = np.diff(w.indptr) > 0
    n, islands = int(has_neighbours.sum()), int((~has_neighbours).sum())
    if not n:
        return Moran(n, islands, statuses.NO_NEIGHBOURS)
    z = _deviations(x)
    if not z.any():
        return Moran(n, islands, statuses.NO_VARIATION)
    squares, s0 = float(z @ z), float(w.sum())
    i = n / s0 * float(z @ (w @ z)) / squares
    pairs = w.tocoo()
    geary = (n - 1) / (2 * s0) * float(pairs.data @ (z[pairs.row] - z[pairs.col]) ** 2) / squares
    expected = -1 / (n - 1)
    peak = len(x) * float((z**4).sum()) / squares**2
    by_chance, by_normal = _variances(n, s0, w, peak, expected)
    score = None if by_chance is None or by_chance <= 0 else (i - expected) / math.sqrt(by_chance)
    return Moran(
        n,
        islands,
        statuses.OK if n >= FEWEST_AREAS else statuses.FEW_AREAS,
        i=i,
        expected=expected,
        variance_randomisation=by_chance,
        variance_normality=by_normal,
        z_randomisation=score,
        p_greater=None if score is None else float(ndtr(-score)),
        geary_c=geary,
    )


def _variances(n: int, s0: float, w: sparse.csr_array, peak: float, expected: float) -> tuple[float | None, float]:
    """Variance of I under randomisation (None below four areas) and under normality; `peak` is the kurtosis of z."""
    s1 = float(((w + w.T).power(2)).sum()) / 2
    s2 = float(((np.asarray(w.sum(axis=1)).ravel() + np.asarray(w.sum(axis=0)).ravel()) ** 2).sum())
    by_normal = (n * n * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n * n - 1)) - expected**2
    if n < 4:
        return None, by_normal
    square = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2) - peak * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return square / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2, by_normal


def lisa(values: ArrayLike, weights: sparse.csr_array, *, seed: int, permutations: int = PERMUTATIONS) -> Lisa:
    """Local Moran of `values` (1-D, NaN: not known) under `neighbour_weights`, with p by conditional permutation.

    The value of the area stays, those of all others are dealt anew to its neighbours. The draws depend on `seed` and on
    the order of the areas: give them in the order of their codes.
    """
    given = np.asarray(values, dtype=float)
    known = np.isfinite(given)
    x, w = _known(given, weights)
    i, p = np.full(given.size, np.nan), np.full(given.size, np.nan)
    quadrant: list[str | None] = [None] * given.size
    z, counts, places = _deviations(x), np.diff(w.indptr), np.flatnonzero(known)
    usual = statuses.OK if np.count_nonzero(counts) >= FEWEST_AREAS else statuses.FEW_AREAS
    status = [usual if is_known else statuses.INPUT_MISSING for is_known in known]
    if not z.any():
        return Lisa(i, quadrant, p, p, [statuses.NO_VARIATION if one == usual else one for one in status])
    around, m2 = w @ z, float(z @ z) / x.size
    i[known] = np.where(counts > 0, z * around / m2, np.nan)
    p[known] = _permuted(z, around, counts, draws=np.random.default_rng(seed), permutations=permutations)
    for number, place in enumerate(places):
        if counts[number]:
            quadrant[place] = ("H" if z[number] > 0 else "L") + ("H" if around[number] > 0 else "L")
        else:
            status[place] = statuses.NO_NEIGHBOURS
    # takes a second to import, which only local Moran needs
    from scipy.stats import false_discovery_control

    q = np.full(given.size, np.nan)
    tested = np.isfinite(p)
    q[tested] = false_discovery_control(p[tested]) if tested.any() else p[tested]
    return Lisa(i, quadrant, p, q, status)


def _permuted(
    z: Floats, around: Floats, counts: NDArray[np.int64], *, draws: np.random.Generator, permutations: int
) -> Floats:
    """One-sided pseudo p of every area; NaN of islands. All areas share the same draws of other areas' places."""
    larger, near = np.zeros(z.size, dtype=int), TIE * float(z @ z) / z.size
    for start in range(0, permutations, BATCH):
        size = min(BATCH, permutations - start)
        dealt = np.argsort(draws.random((size, z.size - 1)), axis=1)[:, : int(counts.max())]
        for area in np.flatnonzero(counts):
            others = np.delete(z, area)
            simulated = z[area] * others[dealt[:, : counts[area]]].mean(axis=1)
            larger[area] += int((simulated >= z[area] * around[area] - near).sum())
    p = (np.minimum(larger, permutations - larger) + 1) / (permutations + 1)
    return np.where(counts > 0, p, np.nan)


def _deviations(x: Floats) -> Floats:
    """Values less their mean; all 0 where they differ by no more than rounding."""
    if not x.size or np.ptp(x) <= TIE * np.abs(x).max():
        return np.zeros_like(x)
    return x - x.mean()


def _known(values: Floats, weights: sparse.csr_array) -> tuple[Floats, sparse.csr_array]:
    """Values and weights of the areas whose value is known, rows standardised again."""
    known = np.isfinite(values)
    if known.all():
        return values, weights
    touch = weights[known][:, known]
    touch.eliminate_zeros()
    sums = np.asarray(touch.sum(axis=1)).ravel()
    return values[known], sparse.csr_array(sparse.diags_array(1 / np.where(sums > 0, sums, 1)) @ touch)
