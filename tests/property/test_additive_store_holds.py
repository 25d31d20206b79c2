"""Whatever the households: the store adds up, says what the records say, and its bounds hold the truth."""

from __future__ import annotations

import math

import pytest
from household_tables import households, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_households import bounded, is_near, told

from transforms.indicators.additive_store.bins import BINS_PER_LN, village_bins
from transforms.indicators.additive_store.merge import added_up, merged

SETTINGS = settings(max_examples=3, deadline=None)
LINE = 40.0
KEYS = ("period", "place")
EDGES = tuple(math.exp((708 + bin_ + inside) / BINS_PER_LN) for bin_ in (0, 1, 40) for inside in (1e-7, 0.3, 1 - 1e-7))
"""Welfare near 40 at both edges of a bin: the most unequal that a bin can be."""
WELFARE = st.one_of(
    st.integers(0, 99).map(float), st.sampled_from(EDGES), st.floats(1e-3, 1e5), st.sampled_from([0.0, LINE, 1.0])
)
SCALES = (1e-200, 1.0, 1 / 97, 1e6, 1e140)


def group(scale):
    """Households of one group, all at one scale: welfare, weight and line."""
    household = st.tuples(WELFARE, st.one_of(st.integers(1, 9), st.sampled_from([1e-3, 1e6])))
    return st.lists(household, min_size=1, max_size=30).map(
        lambda pairs: [(x * scale, w, LINE * scale) for x, w in pairs]
    )


GROUPS = st.lists(st.sampled_from(SCALES).flatmap(group), min_size=6, max_size=20)


@SETTINGS
@given(GROUPS)
def test_the_store_says_what_the_records_say(groups):
    for exact, stored in told(groups):
        for name, value in exact.items():
            is_level = name in {"mean", "aggregate_gap"}
            is_exact = name not in bounded(stored) and name != "cv"
            assert not is_exact or is_near(stored[name], value, nothing=0 if is_level else 1e-12), name
        assert stored["cv"] is None or stored["cv"] ** 2 == pytest.approx(2 * stored["ge2"])


@SETTINGS
@given(GROUPS)
def test_the_bounds_hold_what_the_records_say(groups):
    for exact, stored in told(groups):
        for name in bounded(stored):
            low, value, high = stored[f"{name}_low"], exact[name], stored[f"{name}_high"]
            assert (value is None) == (low is None), name
            assert value is None or low <= value, name
            assert value is None or high is None or value <= high, name
            assert value is None or high is None or low <= stored[name] <= high, name


@SETTINGS
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 9), st.integers(0, 3)), min_size=1, max_size=60))
def test_parts_add_up_to_the_store_of_the_whole(triples):
    x, w, place = (list(column) for column in zip(*triples, strict=True))
    table = households(x, w, z=[LINE] * len(x), place=place)
    whole = rows(bins_of, table, ())
    parts = rows(parts_added_up, table)
    assert len(whole) == len(parts)
    for one, other in zip(ordered(whole), ordered(parts), strict=True):
        assert other == pytest.approx(one, rel=1e-12, abs=1e-12)
        assert (other["n_"], other["weight_sum_"]) == (one["n_"], one["weight_sum_"])


@SETTINGS
@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 3), st.booleans()), min_size=1, max_size=40))
def test_merging_again_or_in_another_order_changes_nothing(triples):
    x, place, is_later = (list(column) for column in zip(*triples, strict=True))
    table = households(x, z=[LINE] * len(x), place=place, period=["2025" if later else "2024" for later in is_later])
    whole = ordered(rows(bins_of, table, KEYS))
    assert ordered(rows(delivered_twice, table)) == whole
    assert ordered(rows(two_deliveries, table, "2024")) == whole
    assert ordered(rows(two_deliveries, table, "2025")) == whole


def bins_of(table, keys):
    return village_bins(table, welfare="x", weight="w", line="z", keys=keys)


def parts_added_up(table):
    return added_up(bins_of(table, ("place",)), ())


def delivered_twice(table):
    return merged(bins_of(table, KEYS), bins_of(table, KEYS), KEYS)


def two_deliveries(table, first):
    """The store of the period `first`, and then the other one merged into it."""
    early, late = table.filter(table.period == first), table.filter(table.period != first)
    return merged(bins_of(early, KEYS), bins_of(late, KEYS), KEYS)


def ordered(found):
    return sorted(found, key=lambda row: tuple(str(row[name]) for name in sorted(row) if not name.endswith("_")))
