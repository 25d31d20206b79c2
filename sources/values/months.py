"""Names of months in Indonesian and English, with the short forms in use."""

from __future__ import annotations

NAMES = (
    ("januari", "january", "jan"),
    ("februari", "february", "pebruari", "feb", "peb"),
    ("maret", "march", "mar", "mrt"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agu", "agt", "ags", "agst", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""Months in the dates and numbers of letters."""
MONTH_OF = {name: number for number, names in enumerate(NAMES, start=1) for name in names}


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or short form in either language, None for anything else."""
    return MONTH_OF.get(name.casefold().rstrip("."))


def roman_month(numeral: str) -> int | None:
    """1 to 12 for the numeral that stands for a month, `V` in `12 V 2025`; None for anything else."""
    return ROMANS.index(numeral.upper()) + 1 if numeral.upper() in ROMANS else None
