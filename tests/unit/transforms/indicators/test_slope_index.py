"""The logit slope index of groups."""

from __future__ import annotations

import math

import pytest

from transforms.indicators.slope_index import logit_slope_index


def test_two_groups_lie_on_the_line() -> None:
    """Through (1/4, .2) and (3/4, .8) the slope in log odds is 2 (ln 4 - ln 1/4), and 0 at the middle."""
    found = logit_slope_index([0.25, 0.75], [1, 1], [0.2, 0.8])
    odds = math.exp(2 * math.log(4))
    assert found.sii == pytest.approx(odds / (1 + odds) - 1 / (1 + odds))
    assert found.rii == pytest.approx(odds)


def test_population_counts_once() -> None:
    rank, share = [1 / 6, 1 / 2, 5 / 6], [0.3, 0.5, 0.9]
    assert logit_slope_index(rank, [1, 1, 1], share).sii == pytest.approx(
        logit_slope_index(rank, [7e6] * 3, share).sii, rel=1e-9
    )


@pytest.mark.parametrize(
    ("shares", "sii", "rii", "status"),
    [
        ([0.4, 0.4, 0.4], 0, 1, "ok"),
        ([0, 0, 0], 0, None, "zero_values"),
        ([1, 1, 1], 0, 1, "ok"),
        ([0, 0, 1], None, None, "separated"),
        ([0.5, 1.2, 0.1], None, None, "not_a_proportion"),
    ],
)
def test_limits(shares: list[float], sii: float | None, rii: float | None, status: str) -> None:
    found = logit_slope_index([1 / 6, 1 / 2, 5 / 6], [1, 1, 1], shares)
    assert (found.sii, found.rii, found.status) == (sii, rii, status)


def test_one_rank_or_none_has_no_slope() -> None:
    assert logit_slope_index([0.5, 0.5], [1, 1], [0.2, 0.4]).status == "single_rank"
    assert logit_slope_index([], [], []).status == "empty"


def test_the_line_is_found_from_far_away() -> None:
    found = logit_slope_index([0.1, 0.3, 0.5, 0.7, 0.9], [1] * 5, [1e-5, 0.99, 0.5, 1, 0.99999])
    assert found.status == "ok"
    assert 0 < (found.sii or 0) < 1
