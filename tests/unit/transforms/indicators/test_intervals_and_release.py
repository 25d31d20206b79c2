"""Intervals with the right degrees of freedom, and which figures may go out."""

from __future__ import annotations

import math

import pytest

from transforms.indicators.release import Release, ReleaseRule, judge, rse_class, zero_upper_bound
from transforms.indicators.uncertainty.intervals import logit_interval, t_interval


def test_a_logit_interval_by_hand() -> None:
    # Student's t with 2 degrees of freedom has its 97.5 % point at 4.302653.
    low, high = logit_interval(0.5, 0.05, 2)
    odds = math.exp(4.302652730 * 0.05 / 0.25)
    assert low == pytest.approx(1 / (1 + odds), rel=1e-8)
    assert high == pytest.approx(odds / (1 + odds), rel=1e-8)


def test_a_logit_interval_stays_within_0_and_1() -> None:
    low, high = logit_interval(0.01, 0.02, 5)
    assert 0 < low < 0.01 < high < 1


def test_a_symmetric_interval_by_hand() -> None:
    assert t_interval(10.0, 1.0, 2) == pytest.approx((10 - 4.302652730, 10 + 4.302652730))


@pytest.mark.parametrize(
    ("share", "se", "df"), [(0.0, 0.0, 9), (1.0, 0.0, 9), (None, 0.1, 9), (0.3, None, 9), (0.3, 0.1, 0)]
)
def test_no_interval_where_there_is_none(share: float | None, se: float | None, df: int) -> None:
    assert logit_interval(share, se, df) == (None, None)


def test_a_level_is_a_share() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        t_interval(1.0, 1.0, 5, level=95)


@pytest.mark.parametrize(
    ("rse", "wanted"),
    [
        (0, "ok"),
        (25.0, "ok"),
        (25.01, "caution"),
        (50.0, "caution"),
        (50.01, "suppress"),
        (None, "suppress"),
        (math.nan, "suppress"),
    ],
)
def test_both_bounds_belong_to_the_better_class(rse: float | None, wanted: str) -> None:
    assert rse_class(rse) == wanted


def test_a_good_estimate_goes_out_with_its_error() -> None:
    assert judge(0.2, 0.02, n_psu=10, households=100) == Release("ok", "rse", 0.02, pytest.approx(10))


@pytest.mark.parametrize(
    ("estimate", "se", "n_psu", "households", "reason"),
    [
        (None, None, 10, 100, "no_estimate"),
        (0.2, 0.0, 1, 100, "few_psus"),
        (0.0, 0.0, 10, 100, "zero_estimate"),
        (0.2, 0.02, 10, 24, "few_households"),
        (0.2, None, 10, 100, "rse"),
    ],
)
def test_what_is_held_back_says_why(estimate: float, se: float, n_psu: int, households: int, reason: str) -> None:
    held = judge(estimate, se, n_psu=n_psu, households=households)
    assert (held.release, held.reason) == ("suppress", reason)


def test_one_psu_shows_no_error_even_if_one_was_computed() -> None:
    assert judge(0.2, 1e-17, n_psu=1, households=100).se is None


def test_a_share_near_1_is_judged_by_its_rest() -> None:
    assert judge(0.97, 0.02, n_psu=10, households=100).release == "ok"
    assert judge(0.97, 0.02, n_psu=10, households=100, both_sides=True).release == "suppress"
    assert judge(1.0, 0.0, n_psu=10, households=100, both_sides=True).release == "suppress"


def test_thresholds_are_parameters() -> None:
    rule = ReleaseRule(ok_up_to_pct=10, caution_up_to_pct=20, min_psus=3, min_households=1)
    assert judge(1.0, 0.15, n_psu=3, households=1, rule=rule).release == "caution"
    assert judge(1.0, 0.15, n_psu=2, households=1, rule=rule).reason == "few_psus"


def test_the_bound_of_none_in_n_is_about_three_in_n() -> None:
    assert zero_upper_bound(1) == pytest.approx(0.95)
    assert zero_upper_bound(300) == pytest.approx(3 / 300, rel=0.01)
    assert zero_upper_bound(0) is None
