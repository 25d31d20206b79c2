"""A later receipt replaces an earlier one, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from transforms.core.revisions import latest

EARLY, LATE = date(2025, 2, 3), date(2025, 2, 20)


def test_the_latest_receipt_counts(rows_of: Callable, table_of: Callable, village_fact: Callable) -> None:
    facts = [village_fact(value=40.0, received_on=EARLY), village_fact(value=44.0, received_on=LATE)]
    assert rows_of(latest(table_of(facts))) == [facts[1]]


def test_other_measures_villages_and_periods_stay(
    rows_of: Callable, table_of: Callable, village_fact: Callable
) -> None:
    facts = [
        village_fact(received_on=LATE),
        village_fact(received_on=EARLY, measure_code="immunisation_target_children"),
        village_fact(received_on=EARLY, area_code_bps="5371010002"),
        village_fact(received_on=EARLY, period="2025-02"),
        village_fact(received_on=EARLY, breakdown_value="sd_mi"),
    ]
    assert len(rows_of(latest(table_of(facts)))) == len(facts)


def test_not_available_takes_a_figure_back(rows_of: Callable, table_of: Callable, village_fact: Callable) -> None:
    facts = [village_fact(value=40.0, received_on=EARLY), village_fact(value=None, received_on=LATE)]
    assert rows_of(latest(table_of(facts))) == []


def test_of_two_files_of_a_day_the_one_taken_later_counts(
    rows_of: Callable, table_of: Callable, village_fact: Callable
) -> None:
    facts = [village_fact(file_sha256="b" * 64), village_fact(file_sha256="a" * 64, value=44.0, received_no=2)]
    assert rows_of(latest(table_of(facts))) == [facts[1]]


def test_of_two_equal_files_of_a_day_one_counts(rows_of: Callable, table_of: Callable, village_fact: Callable) -> None:
    facts = [village_fact(file_sha256="a" * 64), village_fact(file_sha256="b" * 64)]
    assert rows_of(latest(table_of(facts))) == [facts[1]]
