"""Multidimensional poverty: cut-offs in whole numbers, parts that add up, households that lack an indicator."""

from __future__ import annotations

from fractions import Fraction

import pytest
from household_tables import households, one, rows

from transforms.indicators.mpi import Scheme, mpi, with_scores

GLOBAL = Scheme({f"d{j}": Fraction(1, 6) if j <= 4 else Fraction(1, 18) for j in range(1, 11)})
HALVES = Scheme({"a": Fraction(1, 2), "b": Fraction(1, 4), "c": Fraction(1, 4)}, poor=Fraction(1, 2))


def of_global(table):
    return mpi(table, "w", GLOBAL)


def of_halves(table, *by):
    return mpi(table, "w", HALVES, by)


def scored(table):
    return with_scores(table, GLOBAL)


def deprived(*lists, w=None, **more):
    columns = {f"d{j + 1}": [row[j] for row in lists] for j in range(len(lists[0]))}
    return households([1.0] * len(lists), w, **columns, **more)


def test_a_score_of_exactly_a_third_is_poor():
    table = deprived(
        [1, 1, *[0] * 8], [*[0] * 4, *[1] * 6], [1, 0, 0, 0, 1, 1, 0, 0, 0, 0], [0, 1, 0, 0, 1, 1, 1, 0, 0, 0]
    )
    found = one(of_global, table)
    assert (found["headcount"], found["intensity"], found["adjusted_headcount"]) == pytest.approx((0.75, 1 / 3, 0.25))
    assert [row["is_mpi_poor"] for row in rows(scored, table)] == [True, True, False, True]


def test_measures_by_hand():
    """Scores 1/2 (weight 2), 1/4, 0 (weight 3) and 1."""
    table = households([1.0] * 4, [2, 1, 3, 2], a=[1, 0, 0, 1], b=[0, 1, 0, 1], c=[0, 0, 0, 1])
    found = one(of_halves, table)
    assert (found["headcount"], found["adjusted_headcount"]) == pytest.approx((0.5, 3 / 8))
    assert (found["vulnerable"], found["severe"]) == pytest.approx((1 / 8, 0.5))
    assert (found["censored_a"], found["censored_b"], found["uncensored_b"]) == pytest.approx((0.5, 0.25, 0.375))
    contributions = [found[f"contribution_pct_{name}"] for name in "abc"]
    assert contributions == pytest.approx(
        [100 * 0.5 * 0.5 / 0.375, 100 * 0.25 * 0.25 / 0.375, 100 * 0.25 * 0.25 / 0.375]
    )
    assert sum(contributions) == pytest.approx(100)


def test_nobody_poor_has_no_intensity():
    found = one(of_halves, households([1.0], a=[0], b=[1], c=[0]))
    assert (found["headcount"], found["adjusted_headcount"]) == (0, 0)
    assert (found["intensity"], found["contribution_pct_a"]) == (None, None)


def test_a_household_that_lacks_an_indicator_is_left_out_and_told():
    table = households([1.0] * 4, [1, 3, 1, 0], a=[1, None, 0, 1], b=[1, 1, 0, 1], c=[0, 0, 0, 2])
    found = one(of_halves, table)
    assert (found["n_used"], found["n_null"], found["share_dropped"]) == (2, 2, pytest.approx(0.6))
    assert found["headcount"] == 0.5


def test_groups_and_an_empty_table():
    table = households([1.0] * 3, a=[1, 0, None], b=[0, 0, 0], c=[0, 0, 0], kab=["x", "y", "z"])
    found = {row["kab"]: (row["headcount"], row["mpi_status"]) for row in rows(of_halves, table, "kab")}
    assert found == {"x": (1.0, "ok"), "y": (0.0, "ok"), "z": (None, "empty")}
