"""Numbers of persons where no header announces them: in remarks, in titles, below a header of something else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sources.texts import Cell
from warehouse.nik_numbers import is_possible_nik

DIGITS = 16
NUMBER = re.compile(
    r"(?<![\w.])(?:\d{16}|\d{6}(?P<six>[ .-])\d{6}(?P=six)\d{4}|\d{4}(?P<four>[ .-])(?:\d{4}(?P=four)){2}\d{4})(?!\w)"
)
"""In one run or in the groups in which people write a NIK; not the decimals of a fraction or a part of a digest."""
UNCUT, ANY_SERIAL = 12, "0001"
"""Of a NIK that is kept as a number the last digits of the serial may be lost."""
NO_DIGIT = re.compile(r"\D")


def shows_a_nik(rows: Iterable[Iterable[Cell]]) -> bool:
    """Whether a cell holds what can be a NIK."""
    return any(
        is_possible_nik(NO_DIGIT.sub("", match.group())[:UNCUT] + ANY_SERIAL)
        for row in rows
        for cell in row
        if (text := _long_text(cell))
        for match in NUMBER.finditer(text)
    )


def _long_text(cell: Cell) -> str:
    """The text or the whole number in a cell that has enough digits for a NIK; nothing of any other."""
    if isinstance(cell, str):
        return cell if len(cell) >= DIGITS else ""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return ""
    return str(int(cell)) if 10 ** (DIGITS - 1) <= cell < 10**DIGITS else ""
