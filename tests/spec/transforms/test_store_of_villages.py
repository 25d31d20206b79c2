"""The additive store of household registers: what a village leaves in it, how villages add up and are corrected."""

from __future__ import annotations

import math

import ibis
import pytest
from household_tables import ENGINE

from transforms.indicators.additive_store.bins import BINS_PER_LN, SIDE_BIN, village_bins
from transforms.indicators.additive_store.merge import merged, rolled_up

NORTH, SOUTH, FAR = "9901010001", "9901010002", "9902010001"
DISTRICT, REGENCY = "9901010", "9901"
TREE = ibis.memtable(
    [{"village_code_bps": village, "area_code_bps": area} for village in (NORTH, SOUTH) for area in (DISTRICT, REGENCY)]
)
NUMBERS = ("expenditure", "persons", "line")


def store(*households, line_version="bps:2025"):
    """The store of households given as village, expenditure, persons and line."""
    names = ("area_code_bps", *NUMBERS)
    given = [dict(zip(names, household, strict=True)) for household in households]
    schema = {"area_code_bps": "string", **dict.fromkeys(NUMBERS, "float64")}
    rows = ibis.memtable(given, schema=schema).mutate(
        period=ibis.literal("2025"), line_version=ibis.literal(line_version)
    )
    return village_bins(rows, welfare="expenditure", weight="persons", line="line")


def told(bins, *names):
    """The rows of a store as tuples of these columns, in order."""
    return sorted(tuple(row[name] for name in names) for row in ENGINE.to_pyarrow(bins).to_pylist())


def bin_of(welfare):
    return math.floor(math.log(welfare) * BINS_PER_LN)


def test_a_bin_of_a_village_is_a_row():
    bins = store((NORTH, 1000, 4, 700), (NORTH, 1001, 2, 700), (NORTH, 400, 5, 700), (SOUTH, 1000, 1, 700))
    assert told(bins, "area_code_bps", "bin", "is_poor", "n_", "weight_sum_") == [
        (NORTH, bin_of(400), True, 1, 5.0),
        (NORTH, bin_of(1000), False, 2, 6.0),
        (SOUTH, bin_of(1000), False, 1, 1.0),
    ]


def test_the_line_divides_a_bin():
    bins = store((NORTH, 1000, 4, 1001), (NORTH, 1001, 2, 1001), (NORTH, 1001, 3, 900))
    assert told(bins, "line_", "bin", "is_poor", "weight_sum_") == [
        (900.0, bin_of(1000), False, 3.0),
        (1001.0, bin_of(1000), False, 2.0),
        (1001.0, bin_of(1000), True, 4.0),
    ]


def test_rows_without_welfare_and_rows_not_used_are_counted_beside_the_bins():
    bins = store(
        (NORTH, 0, 4, 700), (NORTH, None, 4, 700), (NORTH, -1, 4, 700), (NORTH, math.inf, 4, 700), (NORTH, 1, 0, 7)
    )
    assert told(bins, "bin", "n_", "weight_sum_") == [
        (SIDE_BIN - 4, 1, 0.0),
        (SIDE_BIN - 3, 1, 0.0),
        (SIDE_BIN - 2, 1, 0.0),
        (SIDE_BIN - 1, 1, 0.0),
        (SIDE_BIN, 1, 4.0),
    ]


def test_moments_are_of_the_place_in_the_bin():
    (found,) = ENGINE.to_pyarrow(store((NORTH, math.exp(1400.75 / BINS_PER_LN), 2, 700))).to_pylist()
    moments = [found[f"moment_{power}_"] for power in (1, 2, 3, 4)]
    assert found["bin"] == 1400
    assert moments == pytest.approx([2 * 0.25**power for power in (1, 2, 3, 4)])


def test_a_village_that_comes_again_replaces_its_own_rows_only():
    bins = store((NORTH, 1000, 4, 700), (NORTH, 400, 4, 700), (SOUTH, 1000, 1, 700))
    corrected = merged(bins, store((NORTH, 2000, 3, 700)))
    assert told(corrected, "area_code_bps", "bin", "weight_sum_") == [
        (NORTH, bin_of(2000), 3.0),
        (SOUTH, bin_of(1000), 1.0),
    ]


def test_another_version_of_the_line_is_kept_beside_the_first():
    bins = merged(store((NORTH, 1000, 4, 700)), store((NORTH, 1000, 4, 1200), line_version="file"))
    assert told(bins, "line_version", "is_poor") == [("bps:2025", False), ("file", True)]


def test_villages_add_up_to_all_their_areas_and_one_outside_the_tree_to_none():
    bins = store((NORTH, 1000, 4, 700), (SOUTH, 1000, 1, 700), (SOUTH, 400, 1, 700), (FAR, 1000, 9, 700))
    assert told(rolled_up(bins, TREE), "area_code_bps", "bin", "n_", "weight_sum_") == [
        (REGENCY, bin_of(400), 1, 1.0),
        (REGENCY, bin_of(1000), 2, 5.0),
        (DISTRICT, bin_of(400), 1, 1.0),
        (DISTRICT, bin_of(1000), 2, 5.0),
    ]
