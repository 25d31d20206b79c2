"""Targets: how many children or households there are altogether, of which a report tells how many were reached."""

from __future__ import annotations

from sources.texts import Cell, clean
from sources.values.number_forms import read_number
from sources.values.readings import NOT_NUMBER, OTHER_UNIT, Reading
from sources.values.units import DECLARABLE, PERCENT


def read_target(cell: Cell) -> Reading:
    """A whole number, with its unit behind it or not; a percentage is what is to be reached of it, and no target."""
    if isinstance(cell, str) and clean(cell).casefold().endswith(DECLARABLE[PERCENT]):
        return OTHER_UNIT
    reading = read_number(cell, None, whole=True)
    if not isinstance(reading.value, int):
        return reading
    return NOT_NUMBER if reading.value < 0 else Reading(float(reading.value), "ok")
