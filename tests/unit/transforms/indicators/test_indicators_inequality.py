"""Measures of inequality: theory, values that a hand can compute, and every edge with its status."""

from __future__ import annotations

import math

import pytest
from household_tables import households, one, rows

from transforms.indicators.grouped import grouped_inequality
from transforms.indicators.inequality import aversion_name, corrected_gini, inequality, order_name
from transforms.indicators.long_form import long_form

RELATIVE = ("gini", "theil_t", "mld", "ge2", "gem1", "ge05", "atk05", "atk1", "atk2", "cv", "hoover")


def measured(x, w=None, **options):
    return one(inequality, households(x, w), "x", "w", **options)


@pytest.mark.parametrize("weights", [[1, 1, 1], [1000, 1000, 1000], [1e-9, 3, 1e9], [0.1, 0.2, 0.3]])
def test_equal_welfare_is_no_inequality(weights):
    found = measured([5, 5, 5], weights)
    assert {name: found[name] for name in RELATIVE} == pytest.approx(dict.fromkeys(RELATIVE, 0.0), abs=1e-12)
    assert (found["s80s20"], found["palma"], found["b40_share"]) == pytest.approx((1.0, 0.25, 0.4))
    assert found["gini"] >= 0
    assert found["inequality_status"] == "ok"


def test_two_households_by_hand():
    """1 and 3: mean 2, ratios 1/2 and 3/2."""
    found = measured([1, 3])
    expected = {
        "gini": 0.25,
        "theil_t": (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2,
        "mld": -(math.log(0.5) + math.log(1.5)) / 2,
        "ge2": 0.125,
        "gem1": (2 + 2 / 3 - 2) / 4,
        "atk05": 1 - ((math.sqrt(0.5) + math.sqrt(1.5)) / 2) ** 2,
        "atk1": 1 - math.sqrt(0.75),
        "atk2": 1 - 0.75,
        "cv": 0.5,
        "hoover": 0.25,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-13)


def test_weights_stand_for_households():
    assert measured([1, 3, 9], [3, 2, 1])["gini"] == pytest.approx(measured([1, 1, 1, 3, 3, 9])["gini"], rel=1e-13)


def test_zero_welfare_is_kept_and_what_needs_a_logarithm_is_null():
    found = measured([0, 1, 2])
    assert (found["gini"], found["theil_t"]) == pytest.approx((4 / 9, (2 * math.log(2)) / 3))
    assert (found["mld"], found["gem1"], found["atk1"], found["atk2"]) == (None, None, 1.0, 1.0)
    assert (found["p90p10"], found["s80s20"]) == (None, None)
    assert found["inequality_status"] == "zero_values"


@pytest.mark.parametrize(
    ("x", "w", "status"),
    [
        ([], [], "empty"),
        ([None, None], [1, 1], "empty"),
        ([1, 2], [0, 0], "empty"),
        ([-5, 1, 2], None, "negative_values"),
        ([1, 2], [1, -1], "negative_values"),
        ([math.inf, 1], None, "not_finite"),
        ([1, 2], [math.inf, 1], "not_finite"),
        ([1, 2], [1.7e308, 1.7e308], "not_finite"),
    ],
)
def test_without_usable_rows_everything_is_null_with_a_status(x, w, status):
    found = measured(x, w)
    assert [name for name in found if not name.startswith("n_") and found[name] is not None] == ["inequality_status"]
    assert found["inequality_status"] == status


def test_nothing_to_share_leaves_only_the_level():
    found = measured([0, 0, 0], [1, 2, 3])
    assert (found["mean"], found["p50"], found["inequality_status"]) == (0.0, 0.0, "zero_total")
    assert [name for name in (*RELATIVE, "s80s20", "palma", "b40_share", "lorenz_50") if found[name] is not None] == []


def test_rows_that_do_not_count_are_counted():
    found = measured([3, 1, None, 2, 9, math.nan, 4], [1, 2, 5, 0, 1, 1, None])
    counts = {name: found[name] for name in ("n_used", "n_null", "n_zero_w", "n_negative")}
    assert counts == {"n_used": 3, "n_null": 3, "n_zero_w": 1, "n_negative": 0}
    assert (found["mean"], found["gini"]) == pytest.approx((3.5, 0.4642857142857143))


def test_huge_weights_change_nothing():
    assert measured([1, 2, 7], [1e149, 2e149, 1e149])["gini"] == pytest.approx(measured([1, 2, 7], [1, 2, 1])["gini"])


def test_tiny_inequality_on_a_high_level_is_no_noise():
    found = measured([1e9, 1e9 + 1, 1e9 + 2])
    assert found["gini"] == pytest.approx(4.44444444e-10, rel=1e-6)
    assert found["ge2"] == pytest.approx(3.3333333e-19, rel=1e-6)
    assert found["theil_t"] == pytest.approx(0, abs=1e-14)


def test_groups_are_measured_apart_and_a_broken_one_spoils_no_other():
    table = households([1, 3, -1, 2, 4, 4], None, kab=["a", "a", "b", "b", None, None])
    found = {row["kab"]: (row["gini"], row["inequality_status"]) for row in rows(inequality, table, "x", "w", ("kab",))}
    assert found == {"a": (0.25, "ok"), "b": (None, "negative_values"), None: (0.0, "ok")}


def test_one_group_of_a_column_is_the_whole():
    table = households([1, 3, 9, 2], [1, 2, 3, 1], kab=[1, 1, 1, 1])
    assert one(inequality, table, "x", "w", ("kab",)) == {"kab": 1, **one(inequality, table, "x", "w")}


def test_any_order_of_entropy_and_aversion():
    found = measured([1, 3], orders=(3.0, 0.75))
    assert found["ge3"] == pytest.approx(((0.5**3 + 1.5**3) / 2 - 1) / 6)
    assert found["atk025"] == pytest.approx(1 - ((0.5**0.75 + 1.5**0.75) / 2) ** (1 / 0.75))
    assert (order_name(-1.0), order_name(0.5), order_name(0.0), aversion_name(1.0)) == ("gem1", "ge05", "mld", "atk1")


def test_the_corrected_gini_is_one_where_one_household_has_everything():
    def corrected(table):
        found = inequality(table, "x", "w")
        return found.select(gini=corrected_gini(found.gini, found.n_used))

    assert one(corrected, households([0, 0, 0, 8]))["gini"] == pytest.approx(1.0)
    assert one(corrected, households([8]))["gini"] is None


def test_classes_by_hand_whatever_their_order():
    """Shares of people .5, .3, .2 with .2, .3, .5 of expenditure: 1 - (.5 * .2 + .3 * .7 + .2 * 1.5) = .39."""
    classes = households([20, 50, 30, 0], [50, 20, 30, 0])
    found = one(grouped_inequality, classes, "w", "x")
    assert (found["gini"], found["b40_share"], found["n_used"]) == pytest.approx((0.39, 0.16, 3))


def test_each_measure_says_why_it_is_null():
    def long(table):
        return long_form(inequality(table, "x", "w"), [], ["gini", "mld", "s80s20"], "inequality_status")

    assert {row["measure"]: row["value_status"] for row in rows(long, households([0, 1, 2]))} == {
        "gini": "ok",
        "mld": "zero_values",
        "s80s20": "denominator_zero",
    }
    assert {row["value_status"] for row in rows(long, households([]))} == {"empty"}
