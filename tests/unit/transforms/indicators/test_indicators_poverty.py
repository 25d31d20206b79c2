"""Measures of poverty: values that a hand can compute, lines by row, and every edge with its status."""

from __future__ import annotations

import math

import pytest
from household_tables import households, one, rows

from transforms.indicators.measures import household_measures
from transforms.indicators.poverty import poverty, with_relative_line
from transforms.indicators.poverty_order import ordered_poverty


def measured(x, z, w=None, **options):
    lines = z if isinstance(z, list) else [z] * len(x)
    table = households(x, w, z=[None if line is None else float(line) for line in lines])
    return one(poverty, table, "x", "w", "z", **options)


def test_the_poor_by_hand():
    """100 and 110 under 125: gaps .2 and .12."""
    found = measured([100, 110, 150, 160], 125)
    expected = {
        "p0": 0.5,
        "p1": 0.08,
        "p2": 0.0136,
        "p3": (0.2**3 + 0.12**3) / 4,
        "watts": (math.log(1.25) + math.log(125 / 110)) / 4,
        "poor_persons": 2.0,
        "aggregate_gap": 40.0,
        "income_gap_ratio": 0.16,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_on_the_line_is_not_poor():
    found = measured([100, 99.99, 150], 100, [2, 1, 1])
    assert (found["p0"], found["p1"]) == pytest.approx((0.25, 2.5e-05))


def test_every_row_has_its_own_line():
    found = measured([100, 100], [200, 50], [1, 3])
    assert (found["p0"], found["p1"], found["poor_persons"]) == (0.25, 0.125, 1.0)


def test_nobody_poor():
    found = one(ordered_poverty, households([10, 20], z=[5.0, 5.0]), "x", "w", "z")
    assert (found["p0"], found["sen"], found["sst"], found["watts"]) == (0, 0, 0, 0)
    assert (found["income_gap_ratio"], found["gini_poor"]) == (None, None)


def test_who_has_nothing_leaves_watts_undefined():
    found = measured([0, 1, 2], 1.5)
    assert (found["p0"], found["p1"], found["watts"]) == (pytest.approx(2 / 3), pytest.approx(4 / 9), None)
    assert found["poverty_status"] == "zero_values"
    assert [measured([0, 0], 10)[name] for name in ("p0", "p1", "p2")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("x", "z", "status"),
    [
        ([], 1, "empty"),
        ([None], 1, "empty"),
        ([-1, 2], 1, "negative_values"),
        ([1, 2], [1, None], "no_line"),
        ([1, 2], [1, 0], "no_line"),
        ([math.inf], 1, "not_finite"),
    ],
)
def test_without_usable_rows_or_lines_everything_is_null(x, z, status):
    found = measured(x, z)
    assert [name for name in found if not name.startswith("n_") and found[name] is not None] == ["poverty_status"]
    assert found["poverty_status"] == status


def test_a_line_is_only_needed_where_a_row_counts():
    assert measured([1, None], [2, None])["p0"] == 1


def test_welfare_before_a_transfer_may_be_negative():
    found = measured([-50, 150], 100, negative_is_used=True)
    assert (found["p0"], found["p1"], found["p2"]) == (0.5, 0.75, 1.125)
    assert found["watts"] is None


def test_sen_and_sst_by_hand():
    """Poor 2 and 6 of a line of 8, one other: ratios .25 and .75, Gini of the poor .25."""
    found = one(ordered_poverty, households([6, 2, 9], z=[8.0] * 3), "x", "w", "z")
    p0, p1 = 2 / 3, (0.75 + 0.25) / 3
    assert (found["p0"], found["p1"], found["gini_poor"]) == pytest.approx((p0, p1, 0.25))
    assert found["sen"] == pytest.approx(p1 + (p0 - p1) * 0.25)
    assert found["sst"] == pytest.approx((5 * 0.75 + 3 * 0.25 + 1 * 0.0) / 9)


def test_the_poor_are_ordered_within_their_group():
    table = households([6, 2, 9, 1, 1], z=[8.0] * 5, kab=["a", "a", "a", "b", "b"])
    found = {row["kab"]: row["gini_poor"] for row in rows(ordered_poverty, table, "x", "w", "z", ("kab",))}
    assert found == pytest.approx({"a": 0.25, "b": 0.0})


def test_a_line_relative_to_the_median_of_the_group():
    def poor(table):
        return poverty(with_relative_line(table, "x", "w", 0.6, ["kab"]), "x", "w", "relative_line", ["kab"])

    table = households([1, 10, 20, 1, 2, 4], kab=["a", "a", "a", "b", "b", "b"])
    lined = rows(with_relative_line, table, "x", "w", 0.6, ("kab",))
    assert {(row["kab"], row["median"], row["relative_line"]) for row in lined} == {("a", 10, 6), ("b", 2, 1.2)}
    assert {row["kab"]: row["p0"] for row in rows(poor, table)} == pytest.approx({"a": 1 / 3, "b": 1 / 3})


def test_one_pass_gives_the_same_as_two():
    table = households([100, 110, 150, 160, None], [1, 2, 3, 4, 5], z=[125.0] * 5)
    together = one(household_measures, table, "x", "w", "z")
    alone = one(poverty, table, "x", "w", "z")
    assert {name: together[name] for name in alone} == pytest.approx(alone)
