"""The number of a month by its name, its short form or its numeral."""

from __future__ import annotations

from warehouse.month_names import month_spellings

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""Months in the dates and numbers of letters."""
MONTH_OF = {name: number for number, names in enumerate(month_spellings(), start=1) for name in names}


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or short form in either language, None for anything else."""
    return MONTH_OF.get(name.casefold().rstrip("."))


def roman_month(numeral: str) -> int | None:
    """1 to 12 for the numeral that stands for a month, `V` in `12 V 2025`; None for anything else."""
    return ROMANS.index(numeral.upper()) + 1 if numeral.upper() in ROMANS else None
