"""Small areas by the Fay-Herriot model: y_i = x_i beta + v_i + e_i, var(v_i) = sigma2v, var(e_i) = D_i known.

The empirical best linear unbiased predictor is gamma_i y_i + (1 - gamma_i) x_i beta with gamma_i = sigma2v /
(sigma2v + D_i). Its figures are model-based and not those of BPS. Sources: Fay & Herriot 1979; Prasad & Rao 1990;
Datta & Lahiri 2000; Datta, Rao & Smith 2005; Rao & Molina 2015, chapter 6. The results agree with R's package sae.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from transforms.indicators import statuses

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LABEL = "model-based, not BPS official"
METHODS = ("REML", "ML", "FH")
STEPS = 400
"""Points on which the likelihood is looked at before its top is refined: it may have more than one."""


@dataclass(frozen=True)
class SmallAreas:
    """The fitted model and one value per area, in the order of the input; NaN is undefined.

    `status` ok; no_area_effect: sigma2v is 0, so every figure is synthetic; too_few_areas or collinear: nothing is
    estimated. `synthetic` marks areas without a usable direct estimate: x beta alone, its mean squared error
    sigma2v + x Q x'. `mse` is Prasad and Rao's estimate, and undefined where its correction for bias makes it negative.
    """

    method: str
    status: str
    sigma2v: float
    beta: Floats
    beta_se: Floats
    eblup: Floats
    mse: Floats
    gamma: Floats
    synthetic: Flags


def fay_herriot(
    y: Floats, x: Floats, variance: Floats, *, method: str = "REML", usable: Flags | None = None
) -> SmallAreas:
    """Fit and predict. `y` direct estimates, `x` a row per area (with a column of ones for an intercept), `variance`
    their sampling variances D.

    Areas with y or D missing, D not above 0, or not `usable` (such as fewer than two PSUs) do not enter the fit and are
    predicted from x alone. Raises ValueError for an unknown method.
    """
    if method not in METHODS:
        raise ValueError(f"no method {method!r}; there are {', '.join(METHODS)}")
    direct = np.isfinite(y) & np.isfinite(variance) & (variance > 0) & np.isfinite(x).all(axis=1)
    if usable is not None:
        direct &= usable
    fitted, p = x[direct], x.shape[1]
    if len(fitted) <= p:
        return _undefined(method, statuses.TOO_FEW_AREAS, x)
    if np.linalg.matrix_rank(fitted) < p:
        return _undefined(method, statuses.COLLINEAR, x)
    areas = _Areas(y[direct], fitted, variance[direct])
    sigma2v = SIGMA[method](areas)
    q, beta = areas.weighted_fit(sigma2v)
    gamma = np.where(direct, sigma2v / (sigma2v + np.where(direct, variance, 1.0)), 0.0)
    line = x @ beta
    return SmallAreas(
        method=method,
        status=statuses.OK if sigma2v > 0 else statuses.NO_AREA_EFFECT,
        sigma2v=sigma2v,
        beta=beta,
        beta_se=np.sqrt(np.diag(q)),
        eblup=np.where(direct, gamma * np.where(direct, y, 0.0) + (1 - gamma) * line, line),
        mse=_mse(areas, method, sigma2v, x, direct),
        gamma=gamma,
        synthetic=~direct,
    )


@dataclass(frozen=True)
class _Areas:
    """Areas that enter the fit."""

    y: Floats
    x: Floats
    d: Floats

    def weighted_fit(self, sigma2v: float) -> tuple[Floats, Floats]:
        """Q = (X' V^-1 X)^-1 and beta."""
        weighted = self.x / (sigma2v + self.d)[:, None]
        q = np.asarray(np.linalg.inv(weighted.T @ self.x), dtype=np.float64)
        return q, q @ (weighted.T @ self.y)

    def residuals(self, sigma2v: float) -> Floats:
        return self.y - self.x @ self.weighted_fit(sigma2v)[1]


def _score(areas: _Areas, sigma2v: float, restricted: bool) -> float:
    """Twice the derivative of the (restricted) log likelihood by sigma2v."""
    v = 1 / (sigma2v + areas.d)
    trace = v.sum()
    if restricted:
        q, _ = areas.weighted_fit(sigma2v)
        trace -= np.einsum("ij,jk,ik,i->", areas.x, q, areas.x, v**2)
    return float(np.sum((areas.residuals(sigma2v) * v) ** 2) - trace)


def _log_likelihood(areas: _Areas, sigma2v: float, restricted: bool) -> float:
    v = 1 / (sigma2v + areas.d)
    value = np.sum(np.log(v)) - np.sum(areas.residuals(sigma2v) ** 2 * v)
    if restricted:
        value -= np.linalg.slogdet((areas.x * v[:, None]).T @ areas.x)[1]
    return float(value) / 2


def _by_likelihood(areas: _Areas, restricted: bool) -> float:
    """The sigma2v of the highest likelihood, 0 included: best point of a grid, then the root of the score beside it."""
    # Above this the residuals of the unweighted fit cannot carry sigma2v.
    largest = 2 * (np.sum(areas.residuals(areas.d.max() * 1e6) ** 2) + areas.d.max())
    grid = np.concatenate([[0.0], np.geomspace(areas.d.min() * 1e-6, largest, STEPS)])
    best = int(np.argmax([_log_likelihood(areas, point, restricted) for point in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, STEPS)]
    if best == 0 and _score(areas, 0.0, restricted) <= 0:
        return 0.0
    if _score(areas, low, restricted) <= 0 or _score(areas, high, restricted) >= 0:
        return float(grid[best])  # so flat that rounding hides the slope: the grid point is as likely as any near it
    return float(brentq(lambda point: _score(areas, point, restricted), low, high, xtol=largest * 1e-18, rtol=1e-14))


def _by_moments(areas: _Areas) -> float:
    """Fay and Herriot: the sigma2v for which sum r^2 / (sigma2v + D) is m - p; 0 where it is less even there."""
    m, p = areas.x.shape

    def excess(sigma2v: float) -> float:
        return float(np.sum(areas.residuals(sigma2v) ** 2 / (sigma2v + areas.d))) - (m - p)

    if excess(0.0) <= 0:
        return 0.0
    high = float(areas.d.max())
    while excess(high) > 0:
        high *= 2
    return float(brentq(excess, 0.0, high, xtol=high * 1e-18, rtol=1e-14))


SIGMA: dict[str, Callable[[_Areas], float]] = {
    "REML": lambda areas: _by_likelihood(areas, restricted=True),
    "ML": lambda areas: _by_likelihood(areas, restricted=False),
    "FH": _by_moments,
}


def _mse(areas: _Areas, method: str, sigma2v: float, x: Floats, direct: Flags) -> Floats:
    """g1 + g2 + 2 g3, less the bias of sigma2v for ML and FH; sigma2v + x Q x' for synthetic areas."""
    q, _ = areas.weighted_fit(sigma2v)
    v = 1 / (sigma2v + areas.d)
    shrink = areas.d * v
    variance, bias = _moments_of_sigma(areas, method, q, v)
    of_beta = np.einsum("ij,jk,ik->i", x, q, x)
    mse = sigma2v + of_beta
    own = areas.d * (1 - shrink) + shrink**2 * (of_beta[direct] + 2 * variance * v - bias)
    mse[direct] = np.where(own >= 0, own, np.nan)
    return mse


def _moments_of_sigma(areas: _Areas, method: str, q: Floats, v: Floats) -> tuple[float, float]:
    """Asymptotic variance and bias of the estimator of sigma2v."""
    squares = np.sum(v**2)
    if method == "FH":
        m, total = len(v), np.sum(v)
        return 2 * m / total**2, 2 * (m * squares - total**2) / total**3
    bias = 0.0 if method == "REML" else -np.trace(q @ (areas.x * (v**2)[:, None]).T @ areas.x) / squares
    return 2 / squares, float(bias)


def _undefined(method: str, status: str, x: Floats) -> SmallAreas:
    areas, columns = np.full(len(x), np.nan), np.full(x.shape[1], np.nan)
    synthetic = np.ones(len(x), dtype=np.bool_)
    return SmallAreas(method, status, float("nan"), columns, columns, areas, areas, areas, synthetic)
