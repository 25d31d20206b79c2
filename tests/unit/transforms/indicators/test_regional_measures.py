"""Inequality between regions, by hand and at its limits."""

from __future__ import annotations

import math
from typing import Any

import ibis
import pyarrow as pa
import pytest

from transforms.indicators.regional_measures import income_inequality, klassen
from warehouse.engines.opening import open_engine

ENGINE = open_engine()


def inequality(income: list[float | None], persons: list[float]) -> dict[str, Any]:
    table = pa.table({"y": pa.array(income, pa.float64()), "n": pa.array(persons, pa.float64())})
    (row,) = ENGINE.to_pyarrow(income_inequality(ibis.memtable(table), "y", "n")).to_pylist()
    return row


def test_two_regions_by_hand() -> None:
    row = inequality([10, 30], [3, 1])
    assert row["mean"] == pytest.approx(15)
    assert row["williamson"] == pytest.approx(math.sqrt((3 * 25 + 225) / 4) / 15)
    assert row["theil_t"] == pytest.approx(0.75 * 2 / 3 * math.log(2 / 3) + 0.25 * 2 * math.log(2))
    assert row["mld"] == pytest.approx(-(0.75 * math.log(2 / 3) + 0.25 * math.log(2)))
    assert row["gini"] == pytest.approx(0.75 - 30 / 60)


@pytest.fixture(scope="module")
def in_plain_units() -> dict[str, Any]:
    return inequality([10, 30, 7], [3, 1, 2])


@pytest.mark.parametrize("unit", [1e-9, 1.0, 3e13])
@pytest.mark.parametrize("head", [1e-6, 1.0, 1e9])
def test_neither_unit_matters(in_plain_units: dict[str, Any], unit: float, head: float) -> None:
    other = inequality([10 * unit, 30 * unit, 7 * unit], [3 * head, head, 2 * head])
    for name in ("williamson", "theil_t", "mld", "gini"):
        assert other[name] == pytest.approx(in_plain_units[name], rel=1e-9)


def test_equal_regions_have_none() -> None:
    row = inequality([0.1, 0.1, 0.1], [0.3, 7, 1e6])
    assert [row[name] for name in ("williamson", "theil_t", "mld")] == [0, 0, 0]
    assert row["gini"] == pytest.approx(0, abs=1e-15)


def test_undefined_is_null() -> None:
    assert inequality([0, 0], [1, 2])["williamson"] is None
    assert inequality([0, 5], [1, 2])["mld"] is None
    assert inequality([None], [1])["status"] == "empty"
    assert inequality([-1, 5], [1, 2])["theil_t"] is None


def quadrants(now: list[float | None], before: list[float | None], persons: list[float]) -> list[str | None]:
    table = pa.table({"now": now, "before": before, "n": persons, "place": list(range(len(now)))})
    expression = klassen(ibis.memtable(table), "now", "before", "n").order_by("place")
    return ENGINE.to_pyarrow(expression)["quadrant"].to_pylist()


def test_the_four_quadrants() -> None:
    assert quadrants([200.0, 150, 66, 50], [150.0, 145, 50, 48], [1.0, 1, 1, 1]) == ["I", "II", "III", "IV"]


def test_at_the_mean_counts_as_above() -> None:
    assert quadrants([0.3, 0.6, 0.9], [0.1, 0.2, 0.3], [1.0, 2.0, 3.0]) == ["I", "I", "I"]


def test_an_unknown_region_has_no_quadrant_and_no_part() -> None:
    assert quadrants([10.0, None, 20], [9.0, 1, 19], [1.0, 1, 1]) == ["III", None, "II"]
