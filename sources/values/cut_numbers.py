"""Numbers of persons that a spreadsheet cut: it keeps 15 digits and puts 0 for the last, or shows `9,97101E+15`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.texts import Cell

DIGITS = 16
KEPT = 15
"""Digits of a number that a spreadsheet keeps. Those of a NIK say place, birth date and sex, and nearly its serial."""
_NUMBER = re.compile(r"(?<!\d)\d(?:[\s.'’\-\u200b-\u200d\ufeff]?\d){15}(?!\d)")
_NO_DIGIT = re.compile(r"\D")
_POWER = re.compile(r"(?<![\d.,])(\d)(?:[.,](\d{1,15}))?[eE]\+?15(?!\d)")


def cut_numbers(value: Cell) -> Iterator[str]:
    """The leading digits that are left of each number in a cell that may have been cut, at most KEPT of them."""
    yield from (number[:KEPT] for number in numbers_in(value) if number.endswith("0"))
    if isinstance(value, str) and "15" in value:
        yield from ((match[1] + (match[2] or ""))[:KEPT] for match in _POWER.finditer(value))


def numbers_in(value: Cell) -> Iterator[str]:
    """The numbers of 16 digits in a cell: it is one, or its text has them, however they are spaced."""
    if isinstance(value, str):
        if len(value) >= DIGITS:
            yield from (_NO_DIGIT.sub("", match.group()) for match in _NUMBER.finditer(value))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        number = str(value) if isinstance(value, int) else f"{value:.0f}"
        if len(number) == DIGITS:
            yield number


def may_be(kept: str, number: str) -> bool:
    """Whether `number` (16 digits), cut or rounded to as many digits, is `kept`."""
    unit = 10 ** (DIGITS - len(kept))
    return number.startswith(kept) or (len(kept) < KEPT and (int(number) + unit // 2) // unit == int(kept))
