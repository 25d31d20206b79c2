"""Percentages that lost their format: 0.855 for 85.5%, and in the same column 1 for 100%.

A fraction is asked back where it stands (number_forms). Where a column has one, its 1 may be the whole, too.
"""

from __future__ import annotations

from sources.readings import Reading
from sources.texts import Cell, clean
from sources.units import DECLARABLE


def is_fraction(reading: Reading) -> bool:
    """True where a fraction of one was asked back because it may be a percentage."""
    a, b = reading.reading_a or "", reading.reading_b or ""
    return reading.status == "ambiguous_number" and a.startswith("0.") and b == f"{float(a) * 100:.6g}"


def asked_beside_fractions(raw: Cell, reading: Reading) -> Reading:
    """The reading of a cell in a column that has such fractions."""
    says_unit = isinstance(raw, str) and clean(raw).casefold().endswith(DECLARABLE["persen"])
    if reading.status != "ok" or reading.value != 1 or says_unit:
        return reading
    return Reading(None, "ambiguous_number", "1", "100")
