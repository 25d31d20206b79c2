"""Smooth variances, and small areas that agree with the published figure."""

from __future__ import annotations

import numpy as np
import pytest

from transforms.indicators.small_area_figures import benchmarked, smoothed_variances


def test_variances_that_follow_the_function_stay_as_they_are() -> None:
    n = np.array([10.0, 20, 40, 80])
    assert smoothed_variances(3 / n, np.log(n)) == pytest.approx(3 / n)


def test_smoothing_keeps_the_total_and_fills_what_is_unknown() -> None:
    n = np.array([10.0, 20, 40, 80, 160])
    variance = np.array([0.4, 0.1, 0.08, 0.0, np.nan])
    smooth = smoothed_variances(variance, np.log(n))
    assert smooth[:3].sum() == pytest.approx(0.58)
    assert np.all(np.diff(smooth) < 0)
    assert np.all(smooth > 0)


def test_an_area_without_predictor_and_a_country_of_two_areas_have_no_smooth_variance() -> None:
    variance = np.array([0.4, 0.1, 0.08])
    assert np.isnan(smoothed_variances(variance, np.array([1.0, 2.0, np.nan]))).all()
    assert np.isnan(smoothed_variances(np.append(variance, 0.1), np.array([1.0, 2.0, 3.0, np.nan]))).tolist() == [
        False,
        False,
        False,
        True,
    ]


def test_benchmarked_areas_have_the_published_mean_and_keep_their_ratios() -> None:
    # The mean by population is (1 * 0.1 + 3 * 0.3) / 4 = 0.25; 0.20 was published.
    figures, factor = benchmarked(np.array([0.1, 0.3]), np.array([1.0, 3.0]), 0.20)
    assert factor == pytest.approx(0.8)
    assert figures == pytest.approx([0.08, 0.24])


@pytest.mark.parametrize("estimates", [[0.0, 0.0], [0.1, np.nan]])
def test_nothing_to_scale_is_undefined(estimates: list[float]) -> None:
    figures, factor = benchmarked(np.array(estimates), np.array([1.0, 3.0]), 0.20)
    assert np.isnan(figures).all()
    assert np.isnan(factor)
