"""Gaps between groups with and without an order, by hand."""

from __future__ import annotations

import math
from typing import Any

import ibis
import pyarrow as pa
import pytest

from transforms.indicators.group_gaps import ordered_gaps, unordered_gaps
from warehouse.engines.opening import open_engine

ENGINE = open_engine()


def unordered(values: list[float | None], people: list[float], **options: Any) -> dict[str, Any]:
    table = pa.table({"y": pa.array(values, pa.float64()), "n": pa.array(people, pa.float64())})
    (row,) = ENGINE.to_pyarrow(unordered_gaps(ibis.memtable(table), "y", "n", **options)).to_pylist()
    return row


def test_two_groups_by_hand() -> None:
    row = unordered([20, 60], [3, 1])
    assert (row["mean"], row["bgv"], row["bgsd"]) == (30, pytest.approx(300), pytest.approx(math.sqrt(300)))
    assert row["cov"] == pytest.approx(100 * math.sqrt(300) / 30)
    assert (row["mdmu"], row["mdmw"]) == (20, 15)
    assert (row["idisu"], row["idisw"]) == (pytest.approx(200 / 3), pytest.approx(50))
    assert (row["par"], row["paf"], row["mdbu"], row["mdbw"]) == (30, 100, 20, 30)
    assert (row["difference"], row["ratio"]) == (40, 3)
    assert row["ti"] == pytest.approx(1000 * (0.75 * 2 / 3 * math.log(2 / 3) + 0.25 * 2 * math.log(2)))
    assert row["mld"] == pytest.approx(-1000 * (0.75 * math.log(2 / 3) + 0.25 * math.log(2)))


def test_the_best_group_is_the_lowest_where_low_is_good() -> None:
    row = unordered([20, 60], [3, 1], favourable=False)
    assert (row["par"], row["mdbw"]) == (-10, 10)


def test_a_group_of_zero_leaves_theil_and_takes_mld() -> None:
    row = unordered([0, 50, 100], [1, 1, 1])
    assert row["ti"] == pytest.approx(1000 * 2 / 3 * math.log(2))
    assert (row["mld"], row["ratio"], row["n_used"]) == (None, None, 3)


def test_all_zero_has_no_relative_measure() -> None:
    row = unordered([0, 0], [1, 2])
    assert [row[name] for name in ("cov", "idisw", "ti", "mld", "paf", "ratio")] == [None] * 6
    assert (row["mean"], row["bgv"], row["par"]) == (0, 0, 0)


def test_unknown_groups_are_left_out() -> None:
    assert unordered([20, 60, None, 7], [3, 1, 5, 0]) == unordered([20, 60], [3, 1])


def test_nothing_known_is_null() -> None:
    row = unordered([None], [1])
    assert (row["status"], row["mean"], row["ti"]) == ("empty", None, None)


def test_the_last_group_against_the_first() -> None:
    table = ibis.memtable({"order": [3, 1, 2], "y": [90.0, 60.0, 10.0]})
    (row,) = ENGINE.to_pyarrow(ordered_gaps(table, "y", "order")).to_pylist()
    assert row == {"difference": 30.0, "ratio": 1.5}


def test_a_first_group_of_zero_has_no_ratio() -> None:
    table = ibis.memtable({"order": [1, 2], "y": [0.0, 60.0]})
    (row,) = ENGINE.to_pyarrow(ordered_gaps(table, "y", "order")).to_pylist()
    assert row == {"difference": 60.0, "ratio": None}
