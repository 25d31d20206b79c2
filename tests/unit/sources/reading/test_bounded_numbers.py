"""Weights, heights and z-scores as posyandu write them, in kg or g, in cm, m or mm, with a colon for a comma."""

from __future__ import annotations

import pytest

from sources.texts import Cell
from sources.values.bounded_numbers import read_measured
from warehouse import contract

CHILDREN = contract.load("child_growth")


@pytest.mark.parametrize(
    ("column", "written", "value", "status"),
    [
        ("weight_kg", "12,5", 12.5, "ok"),
        ("weight_kg", "12.5 kg", 12.5, "ok"),
        ("weight_kg", 9.8, 9.8, "ok"),
        ("weight_kg", "12.500", 12.5, "ok"),
        ("weight_kg", 12500, 12.5, "scaled"),
        ("weight_kg", "9800", 9.8, "scaled"),
        ("weight_kg", "12.500,0", 12.5, "scaled"),
        ("weight_kg", 125, 125.0, "ok"),
        ("weight_kg", 0, 0.0, "ok"),
        ("weight_kg", "-", None, "not_available"),
        ("weight_kg", None, None, "blank"),
        ("weight_kg", "Outlier", None, "not_number"),
        ("height_cm", "83,2 cm", 83.2, "ok"),
        ("height_cm", "0,91", 91.0, "scaled"),
        ("height_cm", 910, 91.0, "scaled"),
        ("height_cm", 15, 15.0, "ok"),
        ("height_for_age_z", "-2:25", -2.25, "ok"),
        ("height_for_age_z", "-3,251", -3.251, "ok"),
        ("height_for_age_z", "-3.251", -3.251, "ok"),
        ("height_for_age_z", "1.253", 1.253, "ok"),
        ("height_for_age_z", -325, -325.0, "ok"),
        ("height_for_age_z", "12:30:00", None, "not_number"),
    ],
)
def test_a_number_that_can_be_read_in_one_way(column: str, written: Cell, value: float | None, status: str) -> None:
    """What no unit makes possible (125 kg) stays as written: the limits of the contract reject it."""
    reading = read_measured(written, CHILDREN.column(column))
    assert (reading.value, reading.status) == (value, status)


@pytest.mark.parametrize(
    ("written", "readings"),
    [(3250, ("3.25", "32.5")), (1250, ("1.25", "12.5")), ("850", ("0.85", "8.5"))],
)
def test_grams_or_a_lost_comma_are_asked_back(written: Cell, readings: tuple[str, str]) -> None:
    reading = read_measured(written, CHILDREN.column("weight_kg"))
    assert (reading.value, reading.status) == (None, "ambiguous_number")
    assert (reading.reading_a, reading.reading_b) == readings
