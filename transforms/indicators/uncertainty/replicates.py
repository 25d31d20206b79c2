"""Replicate weights: what the estimate would be from reweighted copies of the sample, for measures of any shape.

A replicate is a factor per primary sampling unit (PSU), the same for all its rows, so the small table PSU x replicate
is kept and joined to households when they are added up.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from transforms.indicators.uncertainty.design import Design

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Replicates:
    """`factors` has a row per replicate and a column per PSU of the design; `coefficients` weigh squared deviations."""

    design: Design
    factors: Floats
    coefficients: Floats

    def table(self) -> pa.Table:
        """Rows stratum, psu, replicate (from 0), replicate_factor; factors of 0 are left out."""
        replicate, place = np.nonzero(self.factors)
        return pa.table(
            {
                "stratum": [self.design.psus[i][0] for i in place],
                "psu": [self.design.psus[i][1] for i in place],
                "replicate": pa.array(replicate, pa.int64()),
                "replicate_factor": pa.array(self.factors[replicate, place], pa.float64()),
            }
        )


def jackknife(design: Design) -> Replicates:
    """JKn: each PSU left out once, the others of its stratum scaled up by n / (n - 1); coefficient (1 - f)(n - 1) / n.

    A lonely PSU is left out with all else scaled up as if strata were PSUs under the policy `adjust`; under the
    others it stays. Source: Rust & Rao 1996; the options are those of R's survey package.
    """
    factors, coefficients = [], []
    n_strata = len(design.sizes)
    for position, stratum in enumerate(design.stratum_of):
        size = design.sizes[stratum]
        factor = np.ones(len(design.psus))
        if size > 1:
            factor[design.stratum_of == stratum] = size / (size - 1)
            coefficient = (1 - design.fractions[stratum]) * (size - 1) / size
        elif design.lonely == "adjust" and n_strata > 1:
            factor[:] = n_strata / (n_strata - 1)
            coefficient = (1 - design.fractions[stratum]) * (n_strata - 1) / n_strata
        else:
            continue
        factor[position] = 0.0
        factors.append(factor)
        coefficients.append(coefficient)
    scale = len(design.psus) / len(factors) if design.lonely == "average" and factors else 1.0
    shape = (len(factors), len(design.psus))
    return Replicates(design, np.reshape(factors, shape), scale * np.array(coefficients, dtype=np.float64))


def rao_wu(design: Design, replicates: int, seed: int) -> Replicates:
    """Rescaled bootstrap: n - 1 PSUs drawn with replacement in each stratum, factor n / (n - 1) times the draws.

    With a sampling fraction f the factor is 1 - sqrt(1 - f) + sqrt(1 - f) of that. A lonely PSU keeps factor 1.
    The same seed gives the same factors whatever the order of rows. Source: Rao & Wu 1988; Rao, Wu & Yue 1992.
    """
    chance = np.random.default_rng(seed)
    factors = np.ones((replicates, len(design.psus)))
    for stratum, size in enumerate(design.sizes):
        if size == 1:
            continue
        drawn = chance.multinomial(size - 1, np.full(size, 1 / size), size=replicates)
        spread = np.sqrt(1 - design.fractions[stratum])
        factors[:, design.stratum_of == stratum] = 1 - spread + spread * drawn * (size / (size - 1))
    return Replicates(design, factors, np.full(replicates, 1 / replicates))


def replicated(units: ir.Table, replicates: Replicates) -> ir.Table:
    """`units` (with stratum and psu) once per replicate, with replicate and replicate_factor, to multiply weights."""
    return units.join(ibis.memtable(replicates.table()), ["stratum", "psu"])


def replicate_variances(estimates: Floats, replicates: Replicates, full: Floats | None = None) -> Floats:
    """Variance per measure; `estimates` has a row per replicate and a column per measure.

    Deviations are from the mean of the replicates, or from `full`, the estimates of the whole sample, where given.
    NaN where a replicate has no estimate: the variance of what is left would be too small.
    """
    if not np.any(replicates.coefficients > 0):
        return np.full(estimates.shape[1], np.nan)
    centre = estimates[replicates.coefficients > 0].mean(axis=0) if full is None else full
    return replicates.coefficients @ (estimates - centre) ** 2
