"""Impact on poverty, overlap of programmes."""

from __future__ import annotations

import ibis
import pyarrow as pa
import pytest
from made_households import households, rows_of

from transforms.indicators.targeting_effects import impact, overlap


def test_poverty_with_and_without_by_hand() -> None:
    lifted = {"welfare": 120, "size": 2, "benefit": 60, "is_beneficiary": 1}
    (row,) = rows_of(impact(households(lifted, {"welfare": 50}, {"welfare": 300})))
    assert (row["p0_with"], row["p0_without"]) == (pytest.approx(1 / 4), pytest.approx(3 / 4))
    assert row["p1_without"] == pytest.approx((2 * 0.1 + 0.5) / 4)
    assert (row["gap_reduction_idr"], row["transfers_idr"]) == (pytest.approx(20), 60)
    assert row["bcr"] == pytest.approx(20 / 60)


def test_welfare_without_the_transfer_may_fall_below_zero() -> None:
    (row,) = rows_of(impact(households({"welfare": 10, "benefit": 60, "is_beneficiary": 1})))
    assert row["p1_without"] == pytest.approx(1.5)
    assert row["gap_reduction_idr"] == pytest.approx(60)


def test_groups_without_a_usable_row_stay() -> None:
    rows = rows_of(impact(households({"welfare": None, "area": "b"}, {"area": "a"}), ["area"]).order_by("area"))
    assert [(row["area"], row["n_used"], row["p0_with"]) for row in rows] == [("a", 1, 0), ("b", 0, None)]
    assert (rows[0]["bcr"], rows[1]["status"]) == (None, "empty")


def table(*rows: tuple[int | None, int | None, float, int]) -> ibis.Table:
    names = ("a", "b", "w", "is_poor")
    return ibis.memtable(
        pa.table({name: pa.array(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)})
    )


def test_overlap_by_hand() -> None:
    rows = table((1, 1, 2.0, 1), (1, 0, 1.0, 0), (0, 1, 3.0, 1), (0, 0, 4.0, 0), (None, 1, 9.0, 1), (1, 1, 0.0, 1))
    (row,) = rows_of(overlap(rows, "a", "b", "w", is_poor="is_poor"))
    assert [row[name] for name in ("a_only", "b_only", "both", "neither")] == [1, 3, 2, 4]
    assert (row["jaccard"], row["p_b_given_a"], row["p_a_given_b"]) == (2 / 6, 2 / 3, 2 / 5)
    assert (row["mean_programmes"], row["both_of_poor"]) == (0.8, 0.4)


def test_programmes_without_anybody_have_no_overlap() -> None:
    (row,) = rows_of(overlap(table((0, 0, 1.0, 1)), "a", "b", "w"))
    assert (row["both"], row["jaccard"], row["p_b_given_a"], row["both_of_poor"]) == (0, None, None, None)
