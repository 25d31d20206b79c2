"""Around the small-area model: smooth sampling variances that go in, agreement with the published figure coming out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def smoothed_variances(variance: Floats, predictors: Floats) -> Floats:
    """Sampling variances D by a generalised variance function: ln D on `predictors`, by least squares.

    `predictors` has a row per area, such as ln n and ln of the direct estimate; the intercept is added. Fitted where D
    is above 0; the back-transformed curve is scaled so that those areas keep their total. NaN where a predictor is not
    known, and everywhere if there are too few areas. Source: Wolter 2007, chapter 7; Hidiroglou, Beaumont & Yung 2019.
    """
    x = np.column_stack([np.ones(len(variance)), predictors])
    known = np.isfinite(x).all(axis=1)
    used = known & np.isfinite(variance) & (variance > 0)
    out = np.full(len(variance), np.nan)
    if used.sum() <= x.shape[1] or np.linalg.matrix_rank(x[used]) < x.shape[1]:
        return out
    coefficients = np.linalg.lstsq(x[used], np.log(variance[used]), rcond=None)[0]
    curve = np.exp(x[known] @ coefficients)
    scale = variance[used].sum() / np.exp(x[used] @ coefficients).sum()
    out[known] = scale * curve
    return out


def benchmarked(estimates: Floats, weights: Floats, published: float) -> tuple[Floats, float]:
    """Estimates times one factor, so that their mean by `weights` is the published figure; and that factor.

    `weights` are population counts or shares. Standard errors take the same factor. NaN where an area has no estimate
    or the mean is 0, since the published figure covers all areas.
    """
    total, weight = float(np.sum(weights * estimates)), float(np.sum(weights))
    if not np.isfinite(total) or total == 0:
        return np.full(len(estimates), np.nan), float("nan")
    factor = published * weight / total
    return estimates * factor, factor
