"""What is timed on DuckDB: the hand-written SQL, the engine's measures, and the smooth ones with their variance."""

from __future__ import annotations

from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from setara.bench.by_hand import EXACT_SQL, MEASURES
from setara.bench.households import AREA, HOUSEHOLD_WEIGHT, LINE, SIZE, WELFARE
from transforms.indicators.measures import household_measures
from transforms.indicators.uncertainty.design import sampling_design
from transforms.indicators.uncertainty.estimates import grouped, point_estimates, survey_estimates
from transforms.indicators.uncertainty.household_measures import MEAN, MLD, P0, P1, P2, THEIL_T, WATTS, atkinson, ge
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums

PERSONS = "persons"
QUANTILES = (10, 50, 90)
POWERS = (0.5, 2.0, -1.0)
SMOOTH = (
    *(MEAN, THEIL_T, MLD, ge("ge2", 2.0), ge("gem1", -1.0), ge("ge05", 0.5)),
    *(atkinson("atk05", 0.5), atkinson("atk1", 1.0), atkinson("atk2", 2.0), P0, P1, P2, WATTS),
)
"""Every measure of household records that is a smooth function of sums: none needs the order of welfare."""


def exact_by_hand(engine: Backend, households: Path) -> pa.Table:
    """The 16 measures in SQL, a row per area."""
    return engine.con.execute(EXACT_SQL.replace("$households", str(households))).to_arrow_table()


def exact(engine: Backend, households: Path) -> pa.Table:
    """The same by the engine's transforms."""
    rows = household_rows(engine, households)
    measures = household_measures(rows, WELFARE, PERSONS, LINE, (AREA,), points=QUANTILES)
    return measures.select(AREA, *MEASURES).to_pyarrow()


def smooth(engine: Backend, households: Path) -> pa.Table:
    """The smooth measures without variance: sums of each area, a row per area."""
    rows = household_rows(engine, households).mutate(stratum=ibis.literal(1), psu=ibis.literal(1))
    sums = grouped(_sums(rows), (AREA,))
    estimates = point_estimates(sums, SMOOTH)
    columns = {measure.name: pa.array(estimates[:, place]) for place, measure in enumerate(SMOOTH)}
    return pa.table({AREA: [key[0] for key in sums.keys], **columns})


def smooth_with_variance(engine: Backend, households: Path) -> pa.Table:
    """The same with linearised standard errors under the design of strata and blocks: a row per area, <measure>_se."""
    rows = household_rows(engine, households)
    design = sampling_design(rows.select("stratum", "psu").distinct().to_pyarrow())
    found = survey_estimates(_sums(rows), design, SMOOTH, (AREA,))
    place = range(0, found.num_rows, len(SMOOTH))
    columns: dict[str, pa.ChunkedArray] = {}
    for number, measure in enumerate(SMOOTH):
        of_measure = found.take([first + number for first in place])
        columns |= {measure.name: of_measure["estimate"], f"{measure.name}_se": of_measure["se"]}
    return pa.table({AREA: found.take(list(place))[AREA], **columns})


def household_rows(engine: Backend, households: Path) -> ir.Table:
    """The file's rows with their weight of persons."""
    rows = engine.read_parquet(households)
    return rows.mutate(**{PERSONS: rows[HOUSEHOLD_WEIGHT] * rows[SIZE]})


def _sums(rows: ir.Table) -> pa.Table:
    ingredients = Ingredients(welfare=rows[WELFARE], line=rows[LINE], powers=POWERS)
    return psu_sums(rows, rows[PERSONS], ingredients, (AREA,)).to_pyarrow()
