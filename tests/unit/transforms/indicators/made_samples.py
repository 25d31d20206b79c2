"""Small samples of households, and their estimates by the one way of the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from transforms.indicators.uncertainty import household_measures as household
from transforms.indicators.uncertainty.design import Design, sampling_design
from transforms.indicators.uncertainty.estimates import survey_estimates
from transforms.indicators.uncertainty.measure import Measure
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums

SHARES = (0.2, 0.4, 0.8, 0.9)
POWERS = (-1.0, 0.5, 2.0)
MEASURES: tuple[Measure, ...] = (
    household.MEAN,
    household.P0,
    household.P1,
    household.P2,
    household.WATTS,
    household.GINI,
    household.THEIL_T,
    household.MLD,
    household.ge("ge2", 2.0),
    household.ge("gem1", -1.0),
    household.atkinson("atk05", 0.5),
    household.atkinson("atk1", 1.0),
    household.atkinson("atk2", 2.0),
    household.lorenz("b40", 0.4),
    household.share_above("t10", 0.9),
    household.share_ratio("s80s20", 0.8, 0.2),
    household.share_ratio("palma", 0.9, 0.4),
)


def made(rows: int = 240, strata: int = 3, psus: int = 5, seed: int = 7) -> dict[str, Any]:
    """Columns of a sample with ties of welfare: rounded log-normal welfare, a line, weights, two domains."""
    chance = np.random.default_rng(seed)
    stratum = np.arange(rows) % strata
    return {
        "stratum": stratum.tolist(),
        "psu": ((np.arange(rows) // strata) % psus).tolist(),
        "area": np.where(chance.random(rows) < 0.3, "a", "b").tolist(),
        "x": np.round(np.exp(chance.normal(0, 0.7, rows) + 0.2 * stratum), 1).clip(0.1).tolist(),
        "z": np.where(chance.random(rows) < 0.5, 0.8, 1.1).tolist(),
        "w": chance.uniform(50, 300, rows).tolist(),
    }


def sums_of(columns: Mapping[str, Any], by: Sequence[str] = ()) -> pa.Table:
    units = ibis.memtable(pa.table(dict(columns)))
    wanted = Ingredients(welfare=units.x, line=units.z, powers=POWERS, shares=SHARES)
    return psu_sums(units, units.w, wanted, by).to_pyarrow()


def design_of(columns: Mapping[str, Any], **options: Any) -> Design:
    return sampling_design(pa.table({name: columns[name] for name in ("stratum", "psu")}), **options)


def estimated(
    columns: Mapping[str, Any],
    design: Design | None = None,
    by: Sequence[str] = (),
    measures: Sequence[Measure] = MEASURES,
) -> dict[Any, dict[str, Any]]:
    """Estimates by measure name, or by (group, measure) with `by`; the design is of all rows unless given."""
    table = survey_estimates(sums_of(columns, by), design or design_of(columns), measures, by)
    rows = table.to_pylist()
    return {(*(row[name] for name in by), row["measure"]) if by else row["measure"]: row for row in rows}
