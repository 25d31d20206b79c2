"""Concentration of an amount over ranked persons, by hand."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest

from transforms.indicators.concentration import concentration
from warehouse.engines.opening import open_engine

ENGINE = open_engine()


def measured(y: list[Any], rank: list[Any], w: list[Any] | None = None, **options: Any) -> dict[str, Any]:
    columns = {"y": y, "rank": rank, "w": w or [1.0] * len(y)}
    table = pa.table({name: pa.array(values, pa.float64()) for name, values in columns.items()})
    (row,) = ENGINE.to_pyarrow(concentration(ibis.memtable(table), "y", "rank", "w", **options)).to_pylist()
    return row


def test_all_to_the_best_off_of_four() -> None:
    row = measured([0, 0, 0, 1], [1, 2, 3, 4], bounds=(0, 1))
    assert row["mean"] == 0.25
    assert row["ci"] == pytest.approx(2 * (7 / 8 - 1 / 2))
    assert row["generalised"] == pytest.approx(0.25 * 0.75)
    assert row["erreygers"] == pytest.approx(4 * 0.25 * 0.75)
    assert row["wagstaff"] == pytest.approx(0.75 / (1 - 0.25))


def test_all_alike_is_no_inequality() -> None:
    row = measured([3.1] * 5, [1, 2, 3, 4, 5], [0.1, 7, 2, 1e6, 3])
    assert row["ci"] == pytest.approx(0, abs=1e-15)
    assert (row["sii_linear"], row["rii_linear"]) == (pytest.approx(0, abs=1e-12), pytest.approx(1))


def test_tied_ranks_share_the_middle_whatever_their_order() -> None:
    one = measured([0, 1, 1], [1, 1, 2], [1, 2, 1])
    other = measured([1, 0, 1], [1, 1, 2], [2, 1, 1])
    assert one == other
    assert one["ci"] == pytest.approx(2 * (2 * (3 / 8 - 1 / 2) + 1 * (7 / 8 - 1 / 2)) / 3)


def test_a_straight_line_is_its_own_slope() -> None:
    row = measured([10, 20, 30, 40], [1, 2, 3, 4])
    assert row["sii_linear"] == pytest.approx(40)
    assert row["rii_linear"] == pytest.approx(45 / 5)


def test_rows_without_a_number_are_left_out_and_counted() -> None:
    row = measured([1, None, 1, 5, 0], [1, 2, None, 4, 5], [1, 1, 1, 0, 1])
    assert (row["n_used"], row["n_null"], row["n_zero_w"]) == (2, 2, 1)
    assert row["ci"] == pytest.approx(measured([1, 0], [1, 5])["ci"])


@pytest.mark.parametrize(
    ("y", "status"), [([], "empty"), ([None], "empty"), ([0, 0], "zero_total"), ([1, -1], "negative_values")]
)
def test_what_is_undefined_is_null_with_a_status(y: list[Any], status: str) -> None:
    row = measured(y, list(range(len(y))), bounds=(0, 1))
    assert (row["status"], row["ci"], row["erreygers"], row["wagstaff"]) == (status, None, None, None)


def test_wagstaff_is_null_where_everybody_has_it() -> None:
    row = measured([100.0] * 3, [1, 2, 3], [0.1, 0.7, 3.3], bounds=(0, 100))
    assert row["wagstaff"] is None
    assert row["erreygers"] == pytest.approx(0, abs=1e-12)


def test_amounts_outside_their_bounds_have_no_bounded_index() -> None:
    row = measured([0, 1, 2], [1, 2, 3], bounds=(0, 1))
    assert (row["erreygers"], row["wagstaff"]) == (None, None)
    assert row["ci"] is not None


def test_each_group_is_ranked_alone() -> None:
    table = ibis.memtable({"g": [1, 1, 2, 2], "y": [0.0, 1.0, 1.0, 0.0], "rank": [1, 2, 7, 8], "w": [1.0] * 4})
    rows = ENGINE.to_pyarrow(concentration(table, "y", "rank", "w", ["g"]).order_by("g")).to_pylist()
    assert [row["ci"] for row in rows] == [pytest.approx(0.5), pytest.approx(-0.5)]
