"""Linearised variables against numerical derivatives, estimates against their definitions, and what is undefined."""

from __future__ import annotations

import ibis
import numpy as np
import pyarrow as pa
import pytest
from made_samples import MEASURES, POWERS, SHARES, design_of, estimated, made, sums_of

from transforms.indicators.uncertainty.estimates import grouped, point_estimates, survey_estimates
from transforms.indicators.uncertainty.household_measures import GINI, MEAN, MLD, P0
from transforms.indicators.uncertainty.measure import difference_of, ratio_of
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums

STEP = 1e-4


def estimates_by_perturbed_weight(columns: dict, sign: float) -> np.ndarray:
    """A row per household: the estimates with that household's weight moved by STEP of itself."""
    rows = len(columns["x"])
    units = ibis.memtable(
        pa.table({name: columns[name] for name in ("stratum", "psu", "x", "z", "w")} | {"i": range(rows)})
    )
    copies = units.cross_join(ibis.memtable(pa.table({"copy": range(rows)})))
    moved = copies.w * ibis.ifelse(copies.i == copies.copy, 1 + sign * STEP, 1.0)
    wanted = Ingredients(welfare=copies.x, line=copies.z, powers=POWERS, shares=SHARES)
    return point_estimates(grouped(psu_sums(copies, moved, wanted, ["copy"]).to_pyarrow(), ["copy"]), MEASURES)


def test_linearised_variables_are_the_derivatives_by_weight() -> None:
    columns = made(60)
    each_its_psu = columns | {"psu": list(range(60))}
    sums = sums_of(each_its_psu)
    data = grouped(sums)
    values = point_estimates(data, MEASURES)[0]
    up, down = (estimates_by_perturbed_weight(columns, sign) for sign in (1, -1))
    order = np.array(sums["psu"].to_pylist())
    for i, measure in enumerate(MEASURES):
        influence = measure.influence(data.psu, data.of_rows(), np.full(60, values[i]))
        # w u is the change per share of the own weight.
        numeric = ((up - down)[:, i] / (2 * STEP))[order]
        assert influence == pytest.approx(numeric, abs=2e-4 * np.abs(numeric).max()), measure.name
        # Estimates do not change with the scale of weights.
        assert influence.sum() == pytest.approx(0, abs=1e-9 * np.abs(influence).sum()), measure.name


def test_estimates_by_their_definitions() -> None:
    columns = made()
    x, w, z = (np.array(columns[name]) for name in ("x", "w", "z"))
    r = x / np.average(x, weights=w)
    found = {name: row["estimate"] for name, row in estimated(columns).items()}
    gini = np.sum(np.abs(np.subtract.outer(r, r)) * np.outer(w, w)) / (2 * w.sum() ** 2)
    gaps = np.where(x < z, (z - x) / z, 0)
    wanted = {
        "gini": gini,
        "theil_t": np.average(r * np.log(r), weights=w),
        "mld": -np.average(np.log(r), weights=w),
        "ge2": np.average((r - 1) ** 2, weights=w) / 2,
        "gem1": (np.average(1 / r, weights=w) - 1) / 2,
        "atk05": 1 - np.average(np.sqrt(r), weights=w) ** 2,
        "atk1": 1 - np.exp(np.average(np.log(r), weights=w)),
        "atk2": 1 - 1 / np.average(1 / r, weights=w),
        "p0": np.average(x < z, weights=w),
        "p1": np.average(gaps, weights=w),
        "p2": np.average(gaps**2, weights=w),
        "watts": np.average(np.where(x < z, np.log(z / x), 0), weights=w),
    }
    for name, value in wanted.items():
        assert found[name] == pytest.approx(value, rel=1e-10), name


def test_shares_of_five_households_by_hand() -> None:
    # 1 2 3 4 10: the poorest two of five have 3 of 20, the richest fifth 10, the richest tenth half of that.
    columns = {"stratum": [1] * 5, "psu": [1, 2, 3, 4, 5], "x": [4.0, 10, 1, 3, 2], "w": [2.0] * 5, "z": [1.0] * 5}
    found = {name: row["estimate"] for name, row in estimated(columns).items()}
    assert found["b40"] == pytest.approx(3 / 20)
    assert found["t10"] == pytest.approx(5 / 20)
    assert found["s80s20"] == pytest.approx(10)
    assert found["palma"] == pytest.approx(5 / 3)


def test_the_standard_error_does_not_depend_on_which_of_tied_households_comes_first() -> None:
    columns = {"stratum": [1] * 4, "psu": [1, 2, 3, 4], "x": [1.0, 1, 1, 5], "w": [1.0, 5, 10, 2], "z": [2.0] * 4}
    first = estimated(columns)
    for order in ([1, 2, 0, 3], [3, 2, 1, 0]):
        moved = estimated({name: [values[i] for i in order] for name, values in columns.items()})
        for name, row in first.items():
            assert moved[name]["se"] == pytest.approx(row["se"], rel=1e-12), name


@pytest.mark.parametrize(
    ("change", "undefined", "status"),
    [
        ({"x": [-1.0, 2, 3, 4]}, {"gini", "theil_t", "mld", "atk1", "b40", "palma"}, "negative_values"),
        ({"x": [0.0, 2, 3, 4]}, {"mld", "gem1", "watts"}, "zero_values"),
        ({"x": [0.0] * 4}, {"gini", "theil_t", "b40", "ge2", "atk1", "s80s20"}, "zero_total"),
        ({"z": [1.0, None, 1.0, 1.0]}, {"p0", "p1", "p2", "watts"}, "no_line"),
        ({"w": [-1.0, 1, 1, 1]}, {"mean", "gini", "p0"}, "negative_values"),
        ({"x": [float("inf"), 2, 3, 4]}, {"mean", "gini", "p0"}, "not_finite"),
        ({"x": [None] * 4}, {"mean", "gini", "p0"}, "empty"),
        ({"w": [0.0] * 4}, {"mean", "gini", "p0"}, "empty"),
    ],
)
def test_undefined_is_null_with_a_status(change: dict, undefined: set[str], status: str) -> None:
    columns = {"stratum": [1] * 4, "psu": [1, 2, 3, 4], "x": [1.0, 2, 3, 4], "w": [1.0] * 4, "z": [2.0] * 4} | change
    for name, row in estimated(columns | {"x": pa.array(columns["x"], pa.float64())}, design_of(columns)).items():
        if name in undefined:
            assert (row["estimate"], row["se"], row["status"]) == (None, None, status), name
        else:
            assert row["estimate"] is not None or row["status"] != "ok", name


def test_a_zero_makes_atkinson_1_without_a_standard_error() -> None:
    columns = {"stratum": [1] * 4, "psu": [1, 2, 3, 4], "x": [0.0, 2, 3, 4], "w": [1.0] * 4, "z": [2.0] * 4}
    row = estimated(columns)["atk1"]
    assert (row["estimate"], row["se"]) == (1, None)


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_unknown_welfare_is_left_out_but_its_psu_stays_in_the_design(nothing: float | None) -> None:
    columns = {"stratum": [1] * 4, "psu": [1, 2, 3, 4], "x": [1.0, 2, 3, nothing], "w": [1.0] * 4, "z": [2.0] * 4}
    mean = estimated(columns, measures=[MEAN])["mean"]
    assert (mean["estimate"], mean["n"], mean["n_psu"]) == (2, 3, 3)
    # U = -1/3, 0, 1/3 and 0 of the PSU without a row: v = 4/3 * 2/9
    assert mean["se"] == pytest.approx(np.sqrt(4 / 3 * 2 / 9))


def test_a_group_without_used_rows_is_a_row_with_a_status() -> None:
    columns = made()
    groups = pa.table({"area": ["a", "b", "c"]})
    table = survey_estimates(sums_of(columns, ["area"]), design_of(columns), [GINI, MLD], ["area"], groups)
    last = table.to_pylist()[-2:]
    assert [(row["area"], row["measure"], row["status"], row["n"], row["n_psu"]) for row in last] == [
        ("c", "gini", "empty", 0, 0),
        ("c", "mld", "empty", 0, 0),
    ]
    assert all(row["estimate"] is None and row["se"] is None for row in last)


def test_a_line_at_welfare_makes_nobody_poor() -> None:
    columns = {"stratum": [1] * 2, "psu": [1, 2], "x": [100.0, 99.0], "w": [3.0, 1.0], "z": [100.0] * 2}
    assert estimated(columns, measures=[P0])["p0"]["estimate"] == 0.25


def test_a_difference_of_ratios_keeps_their_covariance() -> None:
    units = ibis.memtable(pa.table({"stratum": [1] * 4, "psu": [1, 2, 3, 4], "a": [1.0, 2, 4, 5], "b": [2.0, 3, 3, 4]}))
    sums = psu_sums(units, ibis.literal(1.0), Ingredients(values={"a": units.a, "b": units.b})).to_pyarrow()
    one = ratio_of("one", "v_a", "v_b")
    design = design_of({"stratum": [1] * 4, "psu": [1, 2, 3, 4]})
    rows = survey_estimates(sums, design, [one, difference_of("none", one, one)]).to_pylist()
    assert rows[0]["estimate"] == 1
    # u = (a - b) / 12 = -1/12, -1/12, 1/12, 1/12
    assert rows[0]["se"] == pytest.approx(np.sqrt(4 / 3 * 4 / 144))
    assert (rows[1]["estimate"], rows[1]["se"]) == (0, 0)
