"""Quantiles, Lorenz ordinates, shares and deciles."""

from __future__ import annotations

import pytest
from household_tables import households, one, rows

from transforms.indicators.inequality import inequality
from transforms.indicators.shares import deciles, quintile_ratio_eurostat, world_bank_class


def measured(x, w=None):
    return one(inequality, households(x, w), "x", "w")


@pytest.mark.parametrize("weight", [0.1, 1.0, 1 / 97, 3e7])
def test_a_quantile_on_a_bound_is_the_household_that_reaches_it(weight):
    found = measured(range(1, 11), [weight] * 10)
    assert [found[f"p{percent}"] for percent in (10, 30, 60, 70, 90)] == [1, 3, 6, 7, 9]


def test_lorenz_ordinates_interpolate_in_a_household():
    """Half have 1, half have 3: the poorer half holds a quarter, evenly."""
    found = measured([1, 3], [50, 50])
    ordinates = [found[f"lorenz_{percent:02d}"] for percent in (1, 25, 50, 75, 99)]
    assert ordinates == pytest.approx([0.005, 0.125, 0.25, 0.625, 0.985])
    assert (found["b40_share"], found["m40_share"], found["t20_share"], found["t10_share"]) == pytest.approx(
        (0.2, 0.5, 0.3, 0.15)
    )
    assert (found["s80s20"], found["palma"]) == pytest.approx((3.0, 0.75))


def test_one_household_may_span_many_hundredths():
    found = measured([1, 2, 50], [1, 98, 1])
    assert (found["p05"], found["p50"], found["p99"]) == (2, 2, 2)
    assert found["lorenz_50"] == pytest.approx((1 + 2 * 49) / 247)


def test_decile_shares_close():
    found = measured([4, 8, 1, 9, 3, 2, 25], [3, 1, 4, 1, 5, 9, 2])
    shares = [found[f"decile_{place}_share"] for place in range(1, 11)]
    assert sum(shares) == pytest.approx(1.0, rel=1e-13)
    assert shares == sorted(shares)


def test_ties_share_their_decile():
    found = rows(deciles, households([5, 1, 5, 9, None], [1, 1, 1, 1, 1]), "x", "w")
    assert {(row["x"], row["decile"]) for row in found} == {(1, 2), (5, 6), (9, 9), (None, None)}


@pytest.mark.parametrize("weight", [1.0, 0.1, 1 / 3])
def test_a_mid_rank_on_a_bound_is_in_the_upper_decile_at_any_scale(weight):
    found = rows(deciles, households([1, 2, 3, 4, 5], [weight] * 5), "x", "w")
    assert sorted(row["decile"] for row in found) == [2, 4, 6, 8, 10]


def test_deciles_of_groups_keep_the_columns_of_the_table():
    table = households([1, 2, 1, 2], [1, 1, 1, 1], kab=["a", "a", "b", "b"])
    assert sorted((row["kab"], row["x"], row["decile"]) for row in rows(deciles, table, "x", "w", ("kab",))) == [
        ("a", 1, 3),
        ("a", 2, 8),
        ("b", 1, 3),
        ("b", 2, 8),
    ]


def test_eurostat_takes_whole_households():
    """Ten of weight 1: up to the second quintile bound 1 and 2, above the fourth 9 and 10."""
    found = one(quintile_ratio_eurostat, households(range(1, 11)), "x", "w")
    assert (found["qsr_eurostat"], found["qsr_status"]) == (pytest.approx(19 / 3), "ok")
    none = one(quintile_ratio_eurostat, households([0, 0, 0, 0, 8]), "x", "w")
    assert (none["qsr_eurostat"], none["qsr_status"]) == (None, "denominator_zero")


def test_the_bounds_of_the_world_bank_classes_are_moderate():
    def classed(table):
        return table.select("x", cls=world_bank_class(table.x))

    found = rows(classed, households([11.99, 12.0, 17.0, 17.01, None]))
    assert {row["x"]: row["cls"] for row in found} == {
        11.99: "tinggi",
        12.0: "sedang",
        17.0: "sedang",
        17.01: "rendah",
        None: None,
    }
