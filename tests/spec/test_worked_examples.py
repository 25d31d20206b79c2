"""The worked examples of docs/indicators are what the project computes, and their steps add up to the last digit."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from tests.household_tables import ENGINE, one
from tests.worked_examples import PAGES, Example, computed, examples, is_rounded
from transforms.indicators import statuses
from transforms.indicators.additive_store.bins import village_bins
from transforms.indicators.additive_store.measures import store_measures
from transforms.indicators.area_rates import smoothed_rates
from transforms.indicators.concentration import concentration
from transforms.indicators.decomposition import decomposition
from transforms.indicators.delivery import delivery
from transforms.indicators.education import continuation, participation
from transforms.indicators.group_gaps import unordered_gaps
from transforms.indicators.human_development import ipm
from transforms.indicators.inequality import inequality
from transforms.indicators.mpi import Scheme, mpi
from transforms.indicators.poverty_order import ordered_poverty
from transforms.indicators.regional_measures import income_inequality
from transforms.indicators.release import judge
from transforms.indicators.small_area_figures import benchmarked
from transforms.indicators.small_areas import fay_herriot
from transforms.indicators.spatial import lisa, moran, neighbour_weights
from transforms.indicators.survival import kaplan_meier
from transforms.indicators.targeting import targeting
from transforms.indicators.uncertainty.design import sampling_design
from transforms.indicators.uncertainty.estimates import survey_estimates
from transforms.indicators.uncertainty.household_measures import MEAN
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums

ALL = {example.name: example for page in sorted(PAGES.glob("*.md")) for example in examples(page)}
WEIGHTS = {"school": Fraction(1, 2), "water": Fraction(1, 4), "sanitation": Fraction(1, 4)}

Result = dict[str, Any]


def _numbers(table: pa.Table, name: str) -> np.ndarray:
    return table[name].to_numpy().astype(float)


def _ipm(table: pa.Table) -> Result:
    return one(lambda t: t.select(ipm=ipm(t.uhh, t.hls, t.rls, t.e)), table)


def _spatial(table: pa.Table) -> Result:
    areas, values = table["area"].to_pylist(), _numbers(table, "value")
    touching = zip(areas, table["neighbours"].to_pylist(), strict=True)
    weights = neighbour_weights(areas, [(area, other) for area, others in touching for other in others.split()])
    whole, local = moran(values, weights), lisa(values, weights, seed=1, permutations=9)
    of_areas = {f"local_i_{area}": float(value) for area, value in zip(areas, local.i, strict=True)}
    quadrants = {f"quadrant_{area}": value for area, value in zip(areas, local.quadrant, strict=True)}
    return {"i": whole.i, "expected": whole.expected, "status": whole.status, **of_areas, **quadrants}


def _smooth_rates(table: pa.Table) -> Result:
    rates = smoothed_rates(_numbers(table, "events"), _numbers(table, "persons"))
    first, second = (float(rate) for rate in rates.smooth)
    return {
        "overall": rates.overall,
        "kept": float(rates.shrinkage[0]),
        "smooth_first": first,
        "smooth_second": second,
    }


def _delivery(table: pa.Table) -> Result:
    no_date = pa.nulls(table.num_rows, pa.date32())
    for stage in ("allocated", "verified", "distributed", "received"):
        table = table.append_column(f"{stage}_on", no_date)
    return one(delivery, table)


def _still_open(table: pa.Table) -> Result:
    survival = kaplan_meier(*(_numbers(table, name) for name in ("days", "closed", "open")))
    shares = zip(survival.days, survival.open_share, strict=True)
    return {"median": survival.median(), **{f"open_after_{day:g}": float(share) for day, share in shares}}


def _targeting(table: pa.Table) -> Result:
    one_person = pa.array([1.0] * table.num_rows)
    for name in ("size", "household_weight", "person_weight"):
        table = table.append_column(name, one_person)
    return one(targeting, table)


def _survey_mean(table: pa.Table) -> Result:
    units = ENGINE.create_table("sampled", table, overwrite=True)
    sums = psu_sums(units, units.w, Ingredients(welfare=units.x)).to_pyarrow()
    (row,) = survey_estimates(sums, sampling_design(table), [MEAN]).to_pylist()
    verdict = judge(row["estimate"], row["se"], n_psu=row["n_psu"], households=row["n"])
    return {**row, "release": verdict.release, "reason": verdict.reason}


def _fay_herriot(table: pa.Table) -> Result:
    fit = fay_herriot(_numbers(table, "y"), np.ones((table.num_rows, 1)), _numbers(table, "d"))
    return {
        "beta": float(fit.beta[0]),
        "sigma2v": fit.sigma2v,
        "gamma": float(fit.gamma[0]),
        "eblup_first": float(fit.eblup[0]),
        "eblup_last": float(fit.eblup[-1]),
        "mse": float(fit.mse[0]),
    }


def _benchmark(table: pa.Table) -> Result:
    figures, factor = benchmarked(_numbers(table, "estimate"), _numbers(table, "persons"), 13)
    return {"factor": factor, "first": float(figures[0]), "second": float(figures[1])}


def _store(table: pa.Table) -> Result:
    records = ENGINE.create_table("registered", table, overwrite=True)
    bins = village_bins(records, welfare="x", weight="w", line="z", keys=("village",))
    store = ENGINE.create_table("store", bins, overwrite=True)
    villages = store.village.to_pyarrow().to_pylist()
    made = one(store_measures, store.to_pyarrow())
    rows = {f"rows_of_{village}": villages.count(village) for village in "AB"}
    return {**made, **rows, "gini_of_records": one(inequality, table, "x", "w")["gini"]}


BY_EXAMPLE: dict[str, Callable[[pa.Table], Result]] = {
    "inequality": lambda table: one(inequality, table, "x", "w"),
    "decomposition": lambda table: one(decomposition, table, "x", "w", ("regency",)),
    "poverty": lambda table: one(ordered_poverty, table, "x", "w", "z"),
    "multidimensional_poverty": lambda table: one(lambda t: mpi(t, "w", Scheme(WEIGHTS)), table),
    "williamson": lambda table: one(income_inequality, table, "y", "persons"),
    "ipm": _ipm,
    "participation": lambda table: one(participation, table),
    "continuation": lambda table: one(continuation, table),
    "concentration": lambda table: one(lambda t: concentration(t, "y", "welfare", "w", bounds=(0.0, 1.0)), table),
    "gaps": lambda table: one(unordered_gaps, table, "y", "persons"),
    "moran": _spatial,
    "smooth_rates": _smooth_rates,
    "targeting": _targeting,
    "delivery": _delivery,
    "still_open": _still_open,
    "survey_mean": _survey_mean,
    "fay_herriot": _fay_herriot,
    "benchmark": _benchmark,
    "store": _store,
}


def _table(example: Example) -> pa.Table:
    """The input as typed columns: numbers where every cell is one, an empty cell null."""
    columns = {}
    for name in example.given[0]:
        cells = [row[name] or None for row in example.given]
        is_number = all(cell is None or cell.replace(".", "", 1).lstrip("-").isdigit() for cell in cells)
        columns[name] = [cell and float(cell) for cell in cells] if is_number else cells
    return pa.table(columns)


def test_every_example_is_computed_and_every_page_has_one() -> None:
    assert set(ALL) == set(BY_EXAMPLE)
    assert [page.name for page in PAGES.glob("*.md") if not examples(page)] == ["README.md"]


@pytest.mark.parametrize("name", ALL)
def test_the_steps_of_an_example_add_up(name: str) -> None:
    names: dict[str, float] = {}
    for step in ALL[name].steps:
        names[step.name] = computed(step.expression, names)
        assert is_rounded(names[step.name], step.printed), f"{step.name} is {names[step.name]}, not {step.printed}"
    for column, printed in ALL[name].result[0].items():
        assert column not in names or is_rounded(names[column], printed), column


@pytest.mark.parametrize("name", ALL)
def test_the_result_of_an_example_is_what_the_project_computes(name: str) -> None:
    (printed,) = ALL[name].result
    made = BY_EXAMPLE[name](_table(ALL[name]))
    for column, cell in printed.items():
        value = made[column]
        assert value == cell if isinstance(value, str) else is_rounded(value, cell), f"{column} is {value}, not {cell}"


def test_the_page_tells_every_status_and_what_it_means() -> None:
    page = (PAGES / "README.md").read_text(encoding="utf-8")
    for status, meaning in statuses.MEANINGS.items():
        told = " | ".join(meaning.split(" | "))
        assert f"| `{status}` | {told} |" in page, status
