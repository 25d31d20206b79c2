"""Whatever the sample: weights have no scale, rows no order, PSUs no names; shares close; bounds hold."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.indicators.uncertainty import household_measures as household
from transforms.indicators.uncertainty.design import sampling_design
from transforms.indicators.uncertainty.estimates import survey_estimates
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums

MEASURES = (
    household.MEAN,
    household.P0,
    household.GINI,
    household.THEIL_T,
    household.MLD,
    household.lorenz("b40", 0.4),
    household.share_above("t60", 0.4),
)
HOUSEHOLD = st.fixed_dictionaries(
    {
        "stratum": st.integers(1, 3),
        "psu": st.integers(1, 4),
        "x": st.integers(1, 40).map(lambda tenths: tenths / 10),
        "w": st.integers(1, 9).map(float),
    }
)
SAMPLES = st.lists(HOUSEHOLD, min_size=1, max_size=25)
FEW = settings(max_examples=12, deadline=None)


def estimated(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    table = pa.Table.from_pylist(rows)
    units = ibis.memtable(table)
    wanted = Ingredients(welfare=units.x, line=ibis.literal(1.5), shares=(0.4,))
    design = sampling_design(table.select(["stratum", "psu"]))
    return {
        row["measure"]: row
        for row in survey_estimates(psu_sums(units, units.w, wanted).to_pyarrow(), design, MEASURES).to_pylist()
    }


def assert_same(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> None:
    for name, row in one.items():
        for value in ("estimate", "se"):
            wanted = row[value] if row[value] is None else pytest.approx(row[value], rel=1e-7, abs=1e-9)
            assert other[name][value] == wanted, (name, value)
        assert (row["df"], row["n_psu"], row["status"]) == (
            other[name]["df"],
            other[name]["n_psu"],
            other[name]["status"],
        )


@FEW
@given(SAMPLES, st.sampled_from([1 / 97, 13.0, 1e6]))
def test_the_scale_of_weights_changes_nothing(rows: list[dict[str, Any]], scale: float) -> None:
    assert_same(estimated(rows), estimated([row | {"w": row["w"] * scale} for row in rows]))


@FEW
@given(SAMPLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]], chance: Any) -> None:
    moved = list(rows)
    chance.shuffle(moved)
    assert_same(estimated(rows), estimated(moved))


@FEW
@given(SAMPLES)
def test_a_household_that_is_written_twice_at_half_weight_changes_nothing(rows: list[dict[str, Any]]) -> None:
    halves = [row | {"w": row["w"] / 2} for row in rows]
    assert_same(estimated(rows), estimated(halves + halves))


@FEW
@given(SAMPLES, st.sampled_from([1e-3, 7.0]))
def test_the_unit_of_welfare_changes_no_relative_measure(rows: list[dict[str, Any]], unit: float) -> None:
    one, other = estimated(rows), estimated([row | {"x": row["x"] * unit} for row in rows])
    relative = ("gini", "theil_t", "mld", "b40", "t60")
    assert_same({name: one[name] for name in relative}, {name: other[name] for name in relative})


@FEW
@given(SAMPLES)
def test_bounds_and_what_closes(rows: list[dict[str, Any]]) -> None:
    found = estimated(rows)
    for name in ("gini", "p0", "b40"):
        assert -1e-12 <= found[name]["estimate"] <= 1
    assert found["theil_t"]["estimate"] >= -1e-12
    assert found["mld"]["estimate"] >= -1e-12
    assert found["b40"]["estimate"] <= 0.4 + 1e-12
    assert found["b40"]["estimate"] + found["t60"]["estimate"] == pytest.approx(1)
    assert found["b40"]["se"] == (None if found["t60"]["se"] is None else pytest.approx(found["t60"]["se"], abs=1e-12))
    assert all(row["se"] is None or row["se"] >= 0 for row in found.values())
    assert all((row["se"] is None) == (row["n_psu"] < 2) for row in found.values())
