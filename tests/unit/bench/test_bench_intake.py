"""What is said of measurements of intake, and that its books are read whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from setara.bench.intake import Intake, growth, intake_targets, measure_intake, write_intake_json
from setara.bench.intake_books import MONTHS, book, most_books
from setara.bench.measure import BenchError
from setara.demo.books import to_bytes

STEPS = {"open": 1.0, "one_take": 0.001, "one_stage": 0.01, "one_keep": 0.002, "take": 9.0, "validate_again": 9.0}


def measured(books: int, stage: float, validate: float) -> Intake:
    return Intake(books, STEPS | {"stage": stage, "validate": validate}, {}, 10**9)


def test_the_ratio_is_of_staging_and_validation() -> None:
    """Taking files in and validating again are told of apart."""
    one = measured(100, 1.5, 1.1)
    assert one.ratio == pytest.approx(2.6)
    assert one.one_more_share == pytest.approx(0.013 / 2.6)


def test_growth_is_one_where_time_is_linear() -> None:
    assert growth([measured(n, n / 100, n / 100) for n in (100, 200, 400)]) == pytest.approx(1)
    assert growth([measured(n, n**2, 0) for n in (100, 200, 400)]) == pytest.approx(2)


def test_targets_are_of_the_most_books(tmp_path: Path) -> None:
    both = [measured(100, 9.0, 9.0), measured(200, 1.5, 1.1)]
    assert [(t.rows, round(t.value, 3), t.is_met) for t in intake_targets(both)][::2] == [
        (200, 2.6, True),
        (200, 0.005, True),
    ]
    write_intake_json(both, {"cores": "2"}, tmp_path / "intake.json")
    assert json.loads((tmp_path / "intake.json").read_text())["measurements"][1]["ratio"] == pytest.approx(2.6)


def test_books_are_of_228_villages_and_four_years_and_always_the_same() -> None:
    assert most_books() == 228 * MONTHS > 10_000
    assert to_bytes(book(7)) == to_bytes(book(7))
    first, last = book(0), book(most_books() - 1)
    assert (first.period, last.period) == ("2021-01", "2024-12")
    assert book(227).village != first.village == book(228).village


def test_too_few_or_too_many_books_are_refused() -> None:
    for number in (1, most_books() + 1):
        with pytest.raises(BenchError, match=str(number)):
            measure_intake(number, print)


@pytest.mark.slow
def test_a_small_benchmark_runs() -> None:
    done = measure_intake(400, print)
    assert [one.books for one in done] == [100, 200, 400]
    assert all(seconds > 0 for one in done for seconds in one.seconds.values())
