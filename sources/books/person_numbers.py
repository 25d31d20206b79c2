"""Numbers of persons in any text: in a cell, in a manifest, in what stands beside the cells of a file."""

from __future__ import annotations

import re

from warehouse.nik_numbers import is_possible_nik

DIGITS = 16
NUMBER = re.compile(
    r"(?<![\w.])(?:\d{16}|\d{6}(?P<six>[ .-])\d{6}(?P=six)\d{4}|\d{4}(?P<four>[ .-])(?:\d{4}(?P=four)){2}\d{4})(?!\w)"
)
"""In one run or in the groups in which people write a NIK; not the decimals of a fraction or a part of a digest."""
UNCUT, ANY_SERIAL = 12, "0001"
"""Of a NIK that is kept as a number the last digits of the serial may be lost."""
NO_DIGIT = re.compile(r"\D")


def holds_a_nik(text: str) -> bool:
    """Whether a text holds what can be a NIK."""
    return len(text) >= DIGITS and any(
        is_possible_nik(NO_DIGIT.sub("", match.group())[:UNCUT] + ANY_SERIAL) for match in NUMBER.finditer(text)
    )
