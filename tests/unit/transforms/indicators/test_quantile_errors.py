"""Standard errors of quantiles and of a relative line: against theory, samples drawn again, and replicates."""

from __future__ import annotations

from functools import cache

import ibis
import numpy as np
import pyarrow as pa
import pytest
from household_tables import ENGINE, GIVEN
from made_samples import design_of
from scipy import stats

from transforms.indicators.uncertainty.estimates import grouped, point_estimates, survey_estimates
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums
from transforms.indicators.uncertainty.quantile_measures import AROP60, MEDIAN, P90P10
from transforms.indicators.uncertainty.replicates import rao_wu, replicate_variances, replicated

MEASURES = (MEDIAN, P90P10, AROP60)
SIGMA = 0.7


def sums_of(units: ibis.Table, weight: ibis.Value, by: tuple[str, ...]) -> ibis.Table:
    return psu_sums(units, weight, Ingredients(welfare=units.x, quantiles=(0.1, 0.5, 0.9), relative_line=0.6), by)


@cache
def sums_sql() -> str:
    units = ibis.table({"sample": "int64", "stratum": "int64", "psu": "int64", "x": "float64", "w": "float64"}, GIVEN)
    return ibis.to_sql(sums_of(units, units.w, ("sample",)), dialect="duckdb")


def estimated(columns: dict) -> dict[str, list[dict]]:
    """The rows of each measure, a row per sample."""
    ENGINE.con.register(GIVEN, pa.table({"sample": np.zeros(len(columns["x"]), dtype=int)} | columns))
    sums = ENGINE.con.execute(sums_sql()).to_arrow_table()
    rows = survey_estimates(sums, design_of(columns), MEASURES, ("sample",)).to_pylist()
    return {measure.name: [row for row in rows if row["measure"] == measure.name] for measure in MEASURES}


def samples(copies: int, psus: int, households: int, between: float) -> dict[str, np.ndarray]:
    """Samples of clusters of log-normal welfare, all of one design; `between` is the spread of the clusters' means."""
    chance = np.random.default_rng(4)
    shape = (copies, psus, households)
    own = chance.normal(0, np.sqrt(SIGMA**2 - between**2), shape)
    x = np.exp(own + chance.normal(0, between, (copies, psus, 1)))
    sample, psu, _ = np.indices(shape)
    # weights that differ by cluster and have nothing to do with welfare
    w = 1.0 + psu % 3
    columns = {"sample": sample, "stratum": np.ones(shape, dtype=int), "psu": psu, "x": x, "w": w}
    return {name: values.ravel() for name, values in columns.items()}


def test_a_simple_sample_has_the_error_of_theory() -> None:
    """One household per PSU. Median: variance p (1 - p) / (n f²). Ratio: of ln q90 - ln q10, whose covariance is
    p (1 - p') / (n f f'). Share a below z = .6 median: 1(x < z) - a - c (1(x <= median) - 1/2), c = .6 f(z) / f."""
    n = 400
    z = np.log(0.6) / SIGMA
    below, c = stats.norm.cdf(z), stats.norm.pdf(z) / stats.norm.pdf(0)
    columns = samples(20, n, 1, 0.0) | {"w": np.ones(20 * n)}
    found = estimated(columns)
    low, high = stats.norm.pdf(stats.norm.ppf([0.1, 0.9])) / SIGMA
    wanted = {
        "median": np.sqrt(0.25 / n) / (stats.norm.pdf(0) / SIGMA),
        "p90p10": np.exp(2 * 1.2815516 * SIGMA)
        * np.sqrt((0.09 / high**2 + 0.09 / low**2 - 2 * 0.01 / (low * high)) / n),
        "arop60": np.sqrt((below * (1 - below) + c**2 / 4 - c * below) / n),
    }
    for name, error in wanted.items():
        assert np.mean([row["se"] for row in found[name]]) == pytest.approx(error, rel=0.06), name


def test_errors_are_the_spread_of_estimates_over_samples_of_clusters() -> None:
    found = estimated(samples(150, 60, 10, 0.3))
    for name, rows in found.items():
        spread = np.std([row["estimate"] for row in rows], ddof=1)
        error = np.mean([row["se"] for row in rows])
        assert error == pytest.approx(spread, rel=0.1), name


def test_replicates_agree() -> None:
    columns = samples(1, 60, 10, 0.3)
    design = design_of(columns)
    replicates = rao_wu(design, 300, seed=2)
    copies = replicated(ibis.memtable(pa.table(columns)), replicates)
    sums = sums_of(copies, copies.w * copies.replicate_factor, ("replicate",)).to_pyarrow()
    errors = np.sqrt(replicate_variances(point_estimates(grouped(sums, ["replicate"]), MEASURES), replicates))
    for (name, (row,)), error in zip(estimated(columns).items(), errors, strict=True):
        assert row["se"] == pytest.approx(error, rel=0.2), name


def test_a_median_by_hand() -> None:
    """x = 1, e, e²: s² = 2/3, n = 3; u = (1/2 - 1(x <= e)) / (3 f) for each."""
    columns = {"stratum": [1] * 3, "psu": [1, 2, 3], "x": [1.0, np.e, np.e**2], "w": [5.0] * 3}
    row = estimated(columns)["median"][0]
    h = np.sqrt(2 / 3) * 3**-0.2
    density = (1 + 2 * np.exp(-0.5 / h**2)) / (3 * np.sqrt(2 * np.pi) * h * np.e)
    u = np.array([-0.5, -0.5, 0.5]) / (3 * density)
    assert row["estimate"] == pytest.approx(np.e)
    assert row["se"] == pytest.approx(np.sqrt(3 / 2 * np.sum((u - u.mean()) ** 2)))


@pytest.mark.parametrize("scale", [1 / 97, 1e6])
def test_the_scale_of_weights_and_the_unit_of_welfare_change_nothing(scale: float) -> None:
    columns = samples(1, 20, 5, 0.3)
    plain, weighted = estimated(columns), estimated(columns | {"w": columns["w"] * scale})
    priced = estimated(columns | {"x": columns["x"] * scale})
    for name in plain:
        assert weighted[name][0]["se"] == pytest.approx(plain[name][0]["se"], rel=1e-9)
        unit = scale if name == "median" else 1
        assert priced[name][0]["se"] == pytest.approx(unit * plain[name][0]["se"], rel=1e-9)


@pytest.mark.parametrize(
    ("x", "estimates", "status"),
    [
        ([0.0, 0, 0, 0], (0, None, None), ("ok", "zero_total", "no_line")),
        ([0.0, 0, 0, 4], (0, None, None), ("ok", "denominator_zero", "no_line")),
        ([3.0, 3, 3, 3], (3, 1, 0), ("ok", "ok", "ok")),
        ([-1.0, 3, 3, 3], (None, None, None), ("negative_values",) * 3),
    ],
)
def test_without_spread_or_above_zero_there_is_no_error(x: list[float], estimates: tuple, status: tuple) -> None:
    found = estimated({"stratum": [1] * 4, "psu": [1, 2, 3, 4], "x": x, "w": [1.0] * 4})
    rows = [row for (row,) in found.values()]
    assert tuple(row["estimate"] for row in rows) == estimates
    assert tuple(row["status"] for row in rows) == status
    assert [row["se"] for row in rows] == [None] * 3
