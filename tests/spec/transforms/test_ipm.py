"""The human development index from its components, once by each life-expectancy series."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from made_figures import DAY, Row, indicator_row, priorities
from prepared import rows_from

from transforms.indicators.composite import human_development
from warehouse import contract

LATER = date(2026, 12, 1)
SPENDING = "expenditure_ppp_idr_thousand_per_year"

Ipm = Callable[..., list[Row]]


def life(value: float, method: str = "uhh_old", **changes: Any) -> Row:
    return indicator_row("life_expectancy_years", "5371", value, method_version=method, **changes)


def other(indicator: str, value: float, **changes: Any) -> Row:
    method = "25plus" if indicator == "mean_years_schooling" else "as_published"
    return indicator_row(indicator, "5371", value, **{"method_version": method, **changes})


# Kota Kupang 2024
LIFE = life(70.84)
EXPECTED = other("expected_years_schooling", 16.54)
MEAN = other("mean_years_schooling", 11.64)
SPENT = other(SPENDING, 14_001)


@pytest.fixture
def ipm() -> Ipm:
    def run(*figures: Row, sources: tuple[str, ...] = ("copy_a",)) -> list[Row]:
        rows = rows_from(human_development, indicator_values=list(figures), source_priority=priorities(*sources))
        return sorted(rows, key=lambda row: (row["method_version"], row["known_from"]))

    return run


def test_four_components_make_one_index(ipm: Ipm) -> None:
    (row,) = ipm(LIFE, EXPECTED, MEAN, SPENT)
    assert list(row) == contract.load("indicator_values").column_names
    assert row["value"] == pytest.approx(81.08, abs=0.005)
    assert (row["indicator_code"], row["source_code"], row["method_version"]) == ("ipm", "setara", "uhh_old")
    assert (row["release_class"], row["uncertainty_status"]) == ("computed", "computed_from_published")


def test_each_life_expectancy_series_is_a_method_of_its_own(ipm: Ipm) -> None:
    long_form, old = ipm(LIFE, life(74.95, "lf_sp2020"), EXPECTED, MEAN, SPENT)
    assert (old["method_version"], round(old["value"], 2)) == ("uhh_old", 81.08)
    assert (long_form["method_version"], round(long_form["value"], 2)) == ("lf_sp2020", 83.21)


def test_schooling_of_those_aged_15_and_over_is_no_component(ipm: Ipm) -> None:
    (row,) = ipm(LIFE, EXPECTED, other("mean_years_schooling", 11.64, method_version="15plus"), SPENT)
    assert (row["value"], row["value_status"]) == (None, "input_missing")


@pytest.mark.parametrize("absent", [EXPECTED, MEAN, SPENT])
def test_without_a_component_the_index_is_null_and_says_so(ipm: Ipm, absent: Row) -> None:
    (row,) = ipm(*(figure for figure in (LIFE, EXPECTED, MEAN, SPENT) if figure is not absent))
    assert (row["value"], row["value_status"], row["obs_status"]) == (None, "input_missing", "M")
    assert row["uncertainty_status"] == "undefined"


def test_without_a_life_expectancy_there_is_no_method_and_no_row(ipm: Ipm) -> None:
    assert ipm(EXPECTED, MEAN, SPENT) == []


def test_the_least_trusted_component_gives_the_status(ipm: Ipm) -> None:
    (row,) = ipm({**LIFE, "obs_status": "E"}, EXPECTED, {**MEAN, "obs_status": "U"}, SPENT)
    assert row["obs_status"] == "U"


def test_each_index_is_held_between_0_and_1(ipm: Ipm) -> None:
    (row,) = ipm(
        life(99.0),
        other("expected_years_schooling", 20.0),
        other("mean_years_schooling", 16.0),
        other(SPENDING, 90_000.0),
    )
    assert row["value"] == pytest.approx(100.0)
    (row,) = ipm(life(19.0), EXPECTED, MEAN, SPENT)
    assert row["value"] == 0.0


def test_of_two_sources_the_one_with_priority_is_taken(ipm: Ipm) -> None:
    second = other(SPENDING, 9_000.0, source_code="copy_b")
    (row,) = ipm(LIFE, EXPECTED, MEAN, SPENT, second, sources=("copy_a", "copy_b"))
    assert round(row["value"], 2) == 81.08
    (row,) = ipm(LIFE, EXPECTED, MEAN, SPENT, second, sources=("copy_b", "copy_a"))
    assert row["value"] < 80


def test_a_held_figure_makes_way_for_the_next_source(ipm: Ipm) -> None:
    held = {**SPENT, "source_code": "copy_b", "value": None, "value_status": "held"}
    (row,) = ipm(LIFE, EXPECTED, MEAN, held, SPENT, sources=("copy_b", "copy_a"))
    assert round(row["value"], 2) == 81.08


def test_a_revised_component_makes_a_new_vintage(ipm: Ipm) -> None:
    revised = [{**SPENT, "known_to": LATER}, other(SPENDING, 14_500.0, known_from=LATER)]
    first, second = ipm(LIFE, EXPECTED, MEAN, *revised)
    assert (round(first["value"], 2), first["known_from"], first["known_to"]) == (81.08, DAY, LATER)
    assert (second["value"] > first["value"], second["known_from"], second["known_to"]) == (True, LATER, None)


def test_a_component_that_comes_later_ends_the_missing_index(ipm: Ipm) -> None:
    first, second = ipm(LIFE, EXPECTED, MEAN, {**SPENT, "known_from": LATER})
    assert (first["value_status"], first["known_to"]) == ("input_missing", LATER)
    assert (second["value_status"], second["known_to"]) == ("ok", None)
