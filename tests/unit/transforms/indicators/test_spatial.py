"""Moran's I, Geary's C and local Moran on maps small enough to reckon."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from transforms.indicators.spatial import lisa, moran, neighbour_weights, with_nearest

CHAIN = neighbour_weights("abcd", [("a", "b"), ("b", "c"), ("c", "d")])


def test_a_chain_of_four_by_hand() -> None:
    """z = -1.5 -.5 .5 1.5; lags -.5 -.5 .5 .5: I = 2/5; differences of 1, rows of 1: C = 3/8 · 4/5."""
    found = moran([1, 2, 3, 4], CHAIN)
    assert (found.n, found.islands, found.status) == (4, 0, "few_areas")
    assert found.i == pytest.approx(2 / 5)
    assert found.expected == pytest.approx(-1 / 3)
    assert found.geary_c == pytest.approx(3 / (2 * 4) * 4 / 5)


def test_moments_are_those_of_all_permutations() -> None:
    """Under randomisation E and variance of I are those over all 5! arrangements of the values."""
    weights = neighbour_weights("abcde", [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "c")])
    values = [1.0, 2.0, 4.0, 7.0, 11.0]
    every = [moran(order, weights).i for order in permutations(values)]
    found = moran(values, weights)
    assert np.mean(every) == pytest.approx(found.expected)
    assert np.var(every) == pytest.approx(found.variance_randomisation)


def test_an_island_counts_in_the_mean_but_not_in_n() -> None:
    weights = neighbour_weights("abcde", [("a", "b"), ("b", "c"), ("c", "d")])
    x = np.array([1.0, 2, 3, 4, 10])
    z = x - x.mean()
    lag = np.array([z[1], (z[0] + z[2]) / 2, (z[1] + z[3]) / 2, z[2], 0])
    found = moran(x, weights)
    assert (found.n, found.islands) == (4, 1)
    assert found.i == pytest.approx(float(z @ lag / (z @ z)))
    assert found.expected == pytest.approx(-1 / 3)


def test_local_values_add_up_to_the_global_one() -> None:
    x = [3.0, 1.0, 4.0, 1.5]
    assert lisa(x, CHAIN, seed=1, permutations=9).i.sum() / 4 == pytest.approx(moran(x, CHAIN).i)


def test_quadrants_and_islands() -> None:
    weights = neighbour_weights("abcde", [("a", "b"), ("c", "d")])
    found = lisa([1, 2, 8, 1, 9], weights, seed=1, permutations=99)
    assert found.quadrant[:4] == ["LL", "LL", "HL", "LH"]
    assert (found.status[4], found.quadrant[4]) == ("no_neighbours", None)
    assert np.isnan([found.i[4], found.p[4], found.q[4]]).all()
    assert found.status[:4] == ["few_areas"] * 4


def test_the_same_seed_gives_the_same_p() -> None:
    x = np.arange(30.0)
    weights = neighbour_weights(range(30), [(i, i + 1) for i in range(29)])
    one, other = (lisa(x, weights, seed=7, permutations=199) for _ in range(2))
    assert np.array_equal(one.p, other.p)
    assert one.p[0] < 0.05 < one.p[14]
    assert set(one.status) == {"ok"}
    assert (one.q >= one.p).all()


def test_an_unknown_value_is_no_area() -> None:
    weights = neighbour_weights("abcde", [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
    known, found = moran([1, 2, 3, 4], CHAIN), moran([1, 2, 3, 4, np.nan], weights)
    assert (found.i, found.n) == (pytest.approx(known.i), 4)
    assert lisa([1, 2, 3, 4, np.nan], weights, seed=1, permutations=9).status[4] == "input_missing"


def test_what_is_undefined_says_why() -> None:
    assert moran([0.1] * 4, CHAIN).status == "no_variation"
    assert moran([1, 2], neighbour_weights("ab", [])).status == "no_neighbours"
    assert lisa([0.1] * 4, CHAIN, seed=1).status == ["no_variation"] * 4


def test_pairs_may_come_twice_and_with_strangers() -> None:
    twice = neighbour_weights("abcd", [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "z"), ("a", "a")])
    assert (twice != CHAIN).nnz == 0


def test_islands_may_get_their_nearest() -> None:
    edges = with_nearest("abc", [("a", "b")], [(0, 0), (1, 0), (9, 0)], k=1)
    assert edges == [("a", "b"), ("c", "b")]
