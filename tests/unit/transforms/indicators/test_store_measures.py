"""Measures of a store: those of the records where sums tell them, bounds that are reached where they do not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from stored_households import bounded, is_near, told

from transforms.indicators.additive_store.bins import BINS_PER_LN

WIDEST_GINI = math.tanh(1 / (4 * BINS_PER_LN))
LINE = 10.0
BROKEN = {
    "nobody": [(None, 1.0)],
    "one household": [(5.0, 2.0)],
    "nothing at all": [(0.0, 1.0), (0.0, 2.0)],
    "some have nothing": [(0.0, 1.0), (7.0, 2.0), (50.0, 2.0)],
    "all above the line": [(50.0, 1.0), (60.0, 1.0)],
    "no weight": [(5.0, 0.0)],
    "a negative": [(5.0, 1.0), (-1.0, 1.0)],
    "a negative weight": [(5.0, 1.0), (6.0, -1.0)],
    "infinite": [(5.0, 1.0), (math.inf, 1.0)],
    "too large": [(5.0, 1.0), (1e200, 1.0)],
    "not a number": [(5.0, 1.0), (math.nan, 1.0)],
}


def in_bin(place, inside, scale=1.0):
    """Welfare at a share of the way through the bin so many bins above that of `scale`."""
    first = math.floor(math.log(scale) * BINS_PER_LN) + 1
    return math.exp((first + place + inside) / BINS_PER_LN)


def test_lognormal_expenditure_to_nine_digits():
    draws = np.random.default_rng(3).normal(size=2000).tolist()
    groups = [
        [(math.exp(13.8 + spread * draw), 1 + row % 7, 1e6 + 1000 * (row % 3)) for row, draw in enumerate(draws)]
        for spread in (0.05, 0.6, 1.5)
    ]
    for exact, stored in told(groups):
        assert stored["gini_high"] - stored["gini_low"] < 1e-4
        for name, value in exact.items():
            if name in bounded(stored):
                assert stored[f"{name}_low"] <= value <= stored[f"{name}_high"], name
            else:
                assert is_near(stored[name], value, nothing=0), name


def test_broken_households_have_the_nulls_and_statuses_of_the_records():
    groups = [[(x, w, LINE) for x, w in made] for made in BROKEN.values()]
    for case, (exact, stored) in zip(BROKEN, told(groups), strict=True):
        for name, value in exact.items():
            assert is_near(stored[name], value, nothing=1e-12), (case, name)
        for name in bounded(stored):
            assert (stored[f"{name}_low"] is None) == (exact[name] is None), (case, name)


def test_a_household_without_a_line_leaves_no_poverty_but_all_inequality():
    for exact, stored in told(
        [[(5.0, 1.0, LINE), (20.0, 1.0, line)] for line in (None, 0.0, -5.0, math.inf, math.nan)]
    ):
        assert exact["poverty_status"] == stored["poverty_status"] == "no_line"
        assert (stored["p0"], stored["poor_persons"], stored["inequality_status"]) == (None, None, "ok")


def test_two_households_at_the_edges_of_a_bin_reach_the_upper_bounds():
    groups = []
    for scale in (1e-200, 1.0, 1e140):
        low, high = in_bin(0, 1e-6, scale), in_bin(0, 1 - 1e-6, scale)
        # no other weights make two so unequal
        groups.append([(low, math.sqrt(high / low), scale), (high, 1.0, scale)])
    for exact, stored in told(groups):
        for name in ("gini", "hoover"):
            assert stored[f"{name}_low"] == pytest.approx(0, abs=1e-11)
            assert exact[name] <= stored[f"{name}_high"] == pytest.approx(exact[name], rel=1e-4)
        assert stored["gini_high"] == pytest.approx(WIDEST_GINI, rel=1e-4)
        assert stored["lorenz_50_low"] <= exact["lorenz_50"] == pytest.approx(stored["lorenz_50_low"], rel=1e-6)
        assert stored["b40_share_high"] == pytest.approx(0.4)


def test_bounds_are_the_measure_where_no_bin_has_two_households():
    ((exact, stored),) = told([[(in_bin(place, 0.9), 1.0, LINE) for place in range(0, 40, 3)]])
    for name in bounded(stored):
        bounds = (stored[f"{name}_low"], stored[f"{name}_high"])
        assert bounds == pytest.approx((exact[name], exact[name]), rel=1e-10), name


def test_neighbours_across_an_edge_are_in_different_bins():
    apart, together = told([[(in_bin(0, 1 - 1e-9), 1.0, LINE), (in_bin(place, 1e-9), 1.0, LINE)] for place in (1, 0)])
    assert apart[1]["gini"] == pytest.approx(apart[0]["gini"], abs=1e-12)
    assert together[1]["gini"] == 0
