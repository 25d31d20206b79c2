"""Measured numbers of which it is known what can be: their limits tell a reading apart, and the unit it is in.

Posyandu write a weight as `12,5`, as `12.500` and in grams as 12500, a z-score as `-1:25`. Where the limits of the
contract leave one reading only, it is taken; one in another unit has the status `scaled`, and its raw text is kept.
What may as well have lost its decimal comma (1250: 1,25 kg in grams, or 12,50 kg) is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sources.texts import Cell, clean
from sources.values.number_forms import read_number
from sources.values.readings import Reading
from warehouse.contract import Column

SCALES: dict[str, tuple[float, ...]] = {"kg": (0.001,), "cm": (100.0, 0.1), "sd": ()}
"""Unit of a measured column to what numbers in other units are multiplied by: grams, metres and millimetres."""
LOST_COMMA = (0.1, 0.01)
"""What a number is multiplied by whose one or two decimals ran into it."""
COLON_DECIMAL = re.compile(r"^([+-]?\d{1,2}):(\d{1,2})$")
DECIMALS = 6
"""Kept of a scaled number: those of a number with three decimals times a thousandth."""


def read_measured(cell: Cell, column: Column) -> Reading:
    """The number in a cell of a column with limits and one of the units of SCALES.

    ok: as written. scaled: in another unit, `reading_a` says the value. ambiguous_number: more than one is possible.
    A number that no unit brings within the limits stays as written, for the rules of the contract to judge.
    """
    given = COLON_DECIMAL.sub(r"\1.\2", clean(cell)) if isinstance(cell, str) and column.unit == "sd" else cell
    reading = read_number(given, column.unit, whole=False)
    if reading.status not in {"ok", "ambiguous_number"}:
        return reading
    has_separator = reading.status == "ambiguous_number"
    read = (reading.reading_a, reading.reading_b) if has_separator else (reading.value,)
    numbers = [float(str(number)) for number in read]
    as_written = _possible(numbers, column)
    others = [number for number in numbers if number not in as_written]
    converted = _possible((number * factor for number in others for factor in SCALES[column.unit or ""]), column)
    lost = LOST_COMMA if converted and not has_separator else ()
    doubtful = _possible((number * factor for number in others for factor in lost), column)
    values = list(dict.fromkeys([*as_written, *converted, *doubtful]))
    if len(values) == 1:
        return Reading(values[0], "ok") if as_written else Reading(values[0], "scaled", repr(values[0]))
    return Reading(None, "ambiguous_number", repr(values[0]), repr(values[1])) if values else reading


def _possible(numbers: Iterable[float], column: Column) -> list[float]:
    assert column.minimum is not None
    assert column.maximum is not None
    rounded = (round(number, DECIMALS) for number in numbers)
    return [number for number in rounded if column.minimum <= number <= column.maximum]
