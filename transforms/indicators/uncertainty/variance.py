"""Variance of linearised estimates under a stratified cluster design.

v = sum over strata h of (1 - f_h) n_h / (n_h - 1) sum over PSUs i of (U_hi - mean of U_h)^2, where U_hi is the weighted
total of the linearised variable in PSU i. Every PSU of the design counts: one without a row in a domain has U = 0.
Source: Woodruff 1971; Binder 1983; BPS uses the same form.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.indicators.uncertainty.design import Design

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


def design_variances(design: Design, groups: Positions, psus: Positions, totals: Floats, n_groups: int) -> Floats:
    """Variances, one row per group and one column per measure.

    `totals` has a row per PSU that has rows in a group (each pair once) and a column per measure; `groups` and `psus`
    say which. A group in which no stratum can show spread has variance 0, or NaN under the policy `average`.
    """
    strata = design.stratum_of[psus]
    pairs, pair_of = np.unique(groups * len(design.sizes) + strata, return_inverse=True)
    pair_group, pair_stratum = np.divmod(pairs, len(design.sizes))
    size = design.sizes[pair_stratum]
    mean = _sums(pair_of, totals, len(pairs)) / size[:, None]
    absent = size - np.bincount(pair_of, minlength=len(pairs))
    squares = _sums(pair_of, (totals - mean[pair_of]) ** 2, len(pairs)) + absent[:, None] * mean**2
    # A lonely stratum's deviation from its own mean is 0; its divisor does not matter.
    scale = (1 - design.fractions[pair_stratum]) * size / np.maximum(size - 1, 1)
    variances = _sums(pair_group, squares * scale[:, None], n_groups)
    if not np.any(design.sizes == 1):
        return variances
    if design.lonely == "average":
        return _with_average(design, variances)
    if design.lonely == "adjust":
        variances += _lonely_squares(design, groups, strata, totals, n_groups)
    return variances


def _sums(places: Positions, values: Floats, length: int) -> Floats:
    """Column sums of the rows that share a place."""
    out = np.zeros((length, values.shape[1]))
    np.add.at(out, places, values)
    return out


def _with_average(design: Design, variances: Floats) -> Floats:
    with_spread = int(np.sum(design.sizes > 1))
    return variances * (len(design.sizes) / with_spread) if with_spread else np.full_like(variances, np.nan)


def _lonely_squares(design: Design, groups: Positions, strata: Positions, totals: Floats, n_groups: int) -> Floats:
    """Squared deviations of lonely PSUs from the mean over all PSUs of the design."""
    centre = _sums(groups, totals, n_groups) / len(design.psus)
    weight = np.where(design.sizes == 1, 1 - design.fractions, 0.0)
    seen = _sums(groups, weight[strata][:, None] * ((totals - centre[groups]) ** 2 - centre[groups] ** 2), n_groups)
    return seen + weight.sum() * centre**2
