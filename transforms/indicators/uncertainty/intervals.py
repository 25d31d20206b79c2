"""Confidence intervals of survey estimates."""

from __future__ import annotations

import math

from scipy.special import expit, logit, stdtrit

Interval = tuple[float | None, float | None]
NONE: Interval = (None, None)


def logit_interval(share: float | None, se: float | None, df: int, level: float = 0.95) -> Interval:
    """Interval of a share, symmetric in log odds, Student's t with `df` (PSUs minus strata).

    Null where the share is 0 or 1, has no standard error, or no degree of freedom is left.
    """
    if share is None or se is None or df < 1 or not 0 < share < 1:
        return NONE
    half = _quantile(df, level) * se / (share * (1 - share))
    return float(expit(logit(share) - half)), float(expit(logit(share) + half))


def t_interval(estimate: float | None, se: float | None, df: int, level: float = 0.95) -> Interval:
    """Interval symmetric around the estimate, Student's t with `df`; null where the standard error or df is missing."""
    if estimate is None or se is None or df < 1:
        return NONE
    half = _quantile(df, level) * se
    return estimate - half, estimate + half


def _quantile(df: int, level: float) -> float:
    if not 0 < level < 1 or math.isnan(level):
        raise ValueError(f"a confidence level lies between 0 and 1, not {level}")
    return float(stdtrit(df, (1 + level) / 2))
