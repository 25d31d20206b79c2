"""Columns whose numbers lost what they are counted in: 0.855 for 85.5%, or 12,5 in a column of rupiah for 12,5 million.

A fraction of one is asked back where it stands (number_forms). Where a column has one, its 1 may be the whole, too; and
where a column has fractions of a few rupiah, which nobody pays, all its small amounts may be of millions.
"""

from __future__ import annotations

from sources.texts import Cell, clean
from sources.values.readings import Reading
from sources.values.units import DECLARABLE

SMALL_RUPIAH = 1000
"""Below it no budget, payment or price is written with a fraction."""
MILLION = 10**6


def is_fraction(reading: Reading) -> bool:
    """True where a fraction of one was asked back because it may be a percentage."""
    if reading.status != "ambiguous_number":
        return False
    a, b = reading.reading_a or "", reading.reading_b or ""
    return a.startswith("0.") and b == f"{float(a) * 100:.6g}"


def asked_beside_fractions(raw: Cell, reading: Reading) -> Reading:
    """The reading of a cell in a column that has such fractions."""
    says_unit = isinstance(raw, str) and clean(raw).casefold().endswith(DECLARABLE["persen"])
    if reading.status != "ok" or reading.value != 1 or says_unit:
        return reading
    return Reading(None, "ambiguous_number", "1", "100")


def is_odd_amount(reading: Reading) -> bool:
    """True for an amount of a few rupiah with a fraction."""
    return _is_small(reading) and isinstance(reading.value, float) and not reading.value.is_integer()


def asked_in_millions(reading: Reading) -> Reading:
    """The reading of an amount in a column that has such fractions."""
    if not _is_small(reading) or not isinstance(reading.value, (int, float)):
        return reading
    return Reading(None, "ambiguous_number", f"{reading.value:g}", f"{reading.value * MILLION:.0f}")


def _is_small(reading: Reading) -> bool:
    return isinstance(reading.value, (int, float)) and 0 < abs(reading.value) < SMALL_RUPIAH
