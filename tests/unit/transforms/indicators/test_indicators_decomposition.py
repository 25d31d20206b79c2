"""Inequality within and between nested groups."""

from __future__ import annotations

import math

import pytest
from household_tables import households, one, rows

from transforms.indicators.decomposition import decomposition
from transforms.indicators.inequality import inequality

NESTED = {"kab": ["a", "a", "a", "b", "b", "b"], "kec": [1, 1, 2, 3, 4, 4]}
WELFARE, WEIGHTS = [1, 3, 4, 2, 7, 9], [2, 1, 3, 1, 2, 5]


def test_equal_groups_differ_only_within():
    found = one(decomposition, households([1, 3, 1, 3], kab=["a", "a", "b", "b"]), "x", "w", ("kab",))
    assert found["theil_t_between_kab"] == pytest.approx(0, abs=1e-15)
    assert found["theil_t_within_kab"] == found["theil_t_total"] > 0


def test_equal_households_differ_only_between():
    """Two groups of 1 and 3 each: the parts of two households of 1 and 3."""
    found = one(decomposition, households([1, 1, 3, 3], kab=["a", "a", "b", "b"]), "x", "w", ("kab",))
    assert found["mld_within_kab"] == pytest.approx(0, abs=1e-15)
    assert found["mld_between_kab"] == pytest.approx(-(math.log(0.5) + math.log(1.5)) / 2)


@pytest.mark.parametrize(
    ("order", "name"), [(1.0, "theil_t"), (0.0, "mld"), (2.0, "ge2"), (-1.0, "gem1"), (3.0, "ge3")]
)
def test_nested_parts_close_on_the_inequality_of_all(order, name):
    table = households(WELFARE, WEIGHTS, **NESTED)
    found = one(decomposition, table, "x", "w", ("kab", "kec"), orders=(order,))
    whole = one(inequality, table, "x", "w", orders=(order,))[name]
    parts = [found[f"{name}_{part}"] for part in ("between_kab", "between_kec_in_kab", "within_kec")]
    assert sum(parts) == pytest.approx(whole, rel=1e-12)
    assert found[f"{name}_total"] == pytest.approx(whole, rel=1e-12)


def test_the_first_level_is_what_it_is_alone():
    table = households(WELFARE, WEIGHTS, **NESTED)
    nested = one(decomposition, table, "x", "w", ("kab", "kec"))
    alone = one(decomposition, table, "x", "w", ("kab",))
    assert nested["theil_t_between_kab"] == pytest.approx(alone["theil_t_between_kab"], rel=1e-13)


def test_a_group_that_has_nothing_adds_nothing_within():
    table = households([0, 0, 1, 3], kab=["a", "a", "b", "b"])
    found = one(decomposition, table, "x", "w", ("kab",))
    whole = one(inequality, table, "x", "w")
    assert found["theil_t_total"] == pytest.approx(whole["theil_t"], rel=1e-13)
    assert found["ge2_total"] == pytest.approx(whole["ge2"], rel=1e-13)
    assert (found["mld_total"], found["mld_within_kab"]) == (None, None)
    assert found["decomposition_status"] == "zero_values"


@pytest.mark.parametrize(("x", "status"), [([], "empty"), ([0.0, 0.0], "zero_total"), ([-1.0, 2.0], "negative_values")])
def test_undefined_is_null_with_a_status(x, status):
    found = one(decomposition, households(x, kab=["a", "b"][: len(x)]), "x", "w", ("kab",))
    assert (found["theil_t_total"], found["theil_t_between_kab"], found["decomposition_status"]) == (None, None, status)


def test_rows_that_do_not_count_make_no_group():
    table = households([1, 3, None, 5], [1, 1, 1, 0], kab=["a", "a", "b", "b"])
    found = one(decomposition, table, "x", "w", ("kab",))
    assert found["theil_t_between_kab"] == pytest.approx(0, abs=1e-15)
    assert (found["n_used"], found["n_null"], found["n_zero_w"]) == (2, 1, 1)


def test_by_years():
    table = households([1, 3, 2, 2], year=[1, 1, 2, 2], kab=["a", "b", "a", "b"])
    found = {row["year"]: row["theil_t_total"] for row in rows(decomposition, table, "x", "w", ("kab",), ("year",))}
    assert found[2] == pytest.approx(0, abs=1e-15)
    assert found[1] > 0.1
