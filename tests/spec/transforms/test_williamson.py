"""The Williamson index of a province: all of its regencies and cities, or none."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import pytest
from made_figures import DAY, Row, indicator_row, priorities, regencies
from prepared import rows_from

from transforms.indicators.regional import williamson
from warehouse import contract

LATER = date(2026, 12, 1)

Williamson = Callable[..., list[Row]]


def income(area: str, value: float | None, **changes: object) -> Row:
    return indicator_row("grdp_pc_const2010_idr_thousand", area, value, **changes)


def persons(area: str, value: float, **changes: object) -> Row:
    return indicator_row("population_persons", area, value, **changes)


@pytest.fixture
def index() -> Williamson:
    def run(*figures: Row, areas: tuple[str, ...] = ("5301", "5371")) -> list[Row]:
        rows = rows_from(
            williamson, indicator_values=list(figures), source_priority=priorities("copy_a"), areas=regencies(*areas)
        )
        return sorted(rows, key=lambda row: (row["period"], row["known_from"]))

    return run


POOR = (income("5301", 10.0), persons("5301", 3.0))
RICH = (income("5371", 30.0), persons("5371", 1.0))


def test_two_units_by_hand(index: Williamson) -> None:
    (row,) = index(*POOR, *RICH)
    mean = (3 * 10 + 1 * 30) / 4
    assert row["value"] == pytest.approx(math.sqrt((3 * (10 - mean) ** 2 + (30 - mean) ** 2) / 4) / mean)
    assert list(row) == contract.load("indicator_values").column_names
    assert (row["area_code_bps"], row["area_level"], row["source_code"]) == ("53", "province", "setara")
    assert (row["n_obs"], row["value_status"], row["obs_status"]) == (2, "ok", "A")


def test_equal_incomes_are_no_inequality(index: Williamson) -> None:
    (row,) = index(*POOR, income("5371", 10.0), persons("5371", 1.0))
    assert row["value"] == 0.0


@pytest.mark.parametrize("absent", [0, 1])
def test_one_unit_missing_leaves_the_year_without_an_index(index: Williamson, absent: int) -> None:
    (row,) = index(*POOR, RICH[1 - absent])
    assert (row["value"], row["value_status"], row["obs_status"]) == (None, "input_missing", "M")
    assert row["n_obs"] == 1


def test_units_without_any_figure_count_as_missing(index: Williamson) -> None:
    (row,) = index(*POOR, *RICH, areas=("5301", "5302", "5371"))
    assert row["value_status"] == "input_missing"


def test_a_held_figure_is_a_missing_one(index: Williamson) -> None:
    (row,) = index(*POOR, {**RICH[0], "value": None, "value_status": "held"}, RICH[1])
    assert row["value_status"] == "input_missing"


def test_each_year_stands_alone(index: Williamson) -> None:
    rows = index(*POOR, *RICH, income("5301", 12.0, period="2023"))
    assert [(row["period"], row["value_status"]) for row in rows] == [("2023", "input_missing"), ("2024", "ok")]


def test_a_backcast_among_the_inputs_makes_an_estimate(index: Williamson) -> None:
    (row,) = index(*POOR, {**RICH[0], "obs_status": "E"}, RICH[1])
    assert row["obs_status"] == "E"


def test_a_revision_makes_a_new_vintage(index: Williamson) -> None:
    revised = ({**RICH[0], "known_to": LATER}, income("5371", 40.0, known_from=LATER))
    first, second = index(*POOR, *revised, RICH[1])
    assert (first["known_from"], first["known_to"]) == (DAY, LATER)
    assert (second["known_from"], second["known_to"]) == (LATER, None)
    assert second["value"] > first["value"]
