"""Rates of areas drawn towards the rate of all, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from transforms.indicators.area_rates import smoothed_rates


def test_two_areas_by_hand() -> None:
    """1 of 10 and 19 of 30: m = 1/2, s² = 4/75, m/N = 1/40, A = 17/600; the areas keep 17/47 and 17/27 of theirs."""
    found = smoothed_rates([1, 19], [10, 30])
    assert found.overall == 0.5
    assert found.shrinkage == pytest.approx([17 / 47, 17 / 27])
    assert found.raw == pytest.approx([0.1, 19 / 30])
    assert found.smooth == pytest.approx([0.5 - 0.4 * 17 / 47, 0.5 + 2 / 15 * 17 / 27])
    assert (found.status, found.area_status) == ("few_areas", ["ok", "ok"])


def test_the_unit_of_persons_decides_how_much_is_chance() -> None:
    """With the same rates of many more persons the areas keep nearly all of theirs."""
    assert smoothed_rates([1000, 19_000], [10_000, 30_000]).shrinkage.min() > 0.99


def test_areas_that_differ_by_chance_only_get_the_rate_of_all() -> None:
    found = smoothed_rates([1, 4], [10, 20])
    assert found.status == "no_area_effect"
    assert found.smooth == pytest.approx([1 / 6, 1 / 6])


def test_no_event_anywhere_is_a_rate_of_0() -> None:
    assert smoothed_rates([0, 0], [10, 20]).smooth.tolist() == [0, 0]


def test_an_area_that_cannot_count_has_no_rate_and_no_part_in_the_rest() -> None:
    found = smoothed_rates([1, 19, 3, 0, np.nan, -1, 5], [10, 30, np.nan, 0, 5, 5, np.inf])
    assert found.area_status == [
        *("ok", "ok", "input_missing", "denominator_zero", "input_missing", "negative_values", "not_finite")
    ]
    assert found.smooth[:2] == pytest.approx(smoothed_rates([1, 19], [10, 30]).smooth)
    assert np.isnan(found.smooth[2:]).all()


def test_without_an_area_there_is_nothing() -> None:
    assert smoothed_rates([1.0], [0.0]).status == "empty"
    assert smoothed_rates([], []).status == "empty"


def test_thirty_areas_are_enough() -> None:
    assert smoothed_rates(np.arange(30), np.full(30, 50)).status == "ok"
