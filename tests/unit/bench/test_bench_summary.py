"""What is said of measurements."""

from __future__ import annotations

import math

import pytest

from setara.bench.measure import BenchError, Measurement
from setara.bench.run import LOW_MEMORY_LIMIT, MEMORY_LIMIT, sizes
from setara.bench.summary import growth, lines, targets


def measured(case: str, rows: int, *seconds: float, memory_limit: str = MEMORY_LIMIT) -> list[Measurement]:
    return [Measurement(case, rows, turn, memory_limit, s, s, 10**9, 0) for turn, s in enumerate(seconds)]


def test_a_ratio_is_of_the_same_turn() -> None:
    """The machine was three times as busy in the second turn; the ratio is that of the turns, 1.1."""
    found = lines([*measured("by_hand", 10, 1.0, 3.0, 1.0), *measured("setara", 10, 1.1, 3.3, 1.2)])
    assert [line.ratio for line in found] == [None, pytest.approx(1.1)]
    assert (found[1].least_seconds, found[1].seconds) == (1.1, 1.2)


def test_a_run_under_the_low_limit_is_a_line_of_its_own_and_no_target() -> None:
    slow = measured("setara", 10, 9.0, memory_limit=LOW_MEMORY_LIMIT)
    both = [*measured("by_hand", 10, 1.0), *measured("setara", 10, 1.0), *slow]
    assert [line.ratio for line in lines(both)] == [None, 1.0, 9.0]
    assert targets(both)[0].value == 1.0


def test_growth_is_that_of_n_log_n_where_time_is() -> None:
    taken = [m for rows in (5 * 10**6, 2 * 10**7, 10**8) for m in measured("setara", rows, rows * math.log(rows))]
    fitted, n_log_n = growth(taken)
    assert fitted == pytest.approx(n_log_n)
    assert n_log_n == pytest.approx(1.059, abs=1e-3)
    assert growth(measured("setara", 10**6, 1.0)) is None


def test_targets_are_of_the_most_rows_of_their_case() -> None:
    found = targets(
        [
            *(*measured("by_hand", 20, 10.0), *measured("setara", 20, 11.0)),
            *(*measured("smooth", 20, 1.0), *measured("smooth_with_variance", 20, 2.1)),
            *(*measured("store", 20, 3.3), *measured("store_village", 20, 0.033), *measured("store_province", 20, 0.2)),
            *(*measured("by_hand", 100, 10.0), *measured("setara", 100, 12.0)),
        ]
    )
    assert [(target.rows, target.value, target.is_met) for target in found] == [
        (100, pytest.approx(1.2), False),
        (100, 1.0, True),
        (20, pytest.approx(0.3), True),
        (20, 0.2, False),
        (20, pytest.approx(0.01), True),
        (20, pytest.approx(2.1), False),
    ]


def test_rows_are_read_in_millions() -> None:
    assert sizes("5M, 1m,0.2M") == (200_000, 1_000_000, 5_000_000)
    for wrong in ("many", "", "0.01M", "1M,,"):
        with pytest.raises(BenchError):
            sizes(wrong)
