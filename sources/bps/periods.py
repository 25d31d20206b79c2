"""The period that a `tahun` entry and a `turtahun` entry of a body make together."""

from __future__ import annotations

import calendar
import re
from datetime import date

from sources.values.months import month_number
from sources.values.periods import MONTHS_OF, ROMAN, Period, parse

FIRST_YEAR = 1900
"""Year ids count from here: 124 is 2024."""

YEAR_LABEL = re.compile(r"[12]\d{3}")
ANNUAL = {"", "tahun", "tahunan", "year", "yearly", "annual", "annually", "tidak ada", "none"}
SEMESTER = re.compile(r"(?:semester|smt\.?)\s*(i{1,2}|[12])\b.*", re.IGNORECASE)
QUARTER = re.compile(r"(?:triwulan|trw\.?|tw\.?|kuartal|quarter|q)\s*(i{1,3}|iv|[1-4])\b.*", re.IGNORECASE)


def period_of(year_id: str, year_label: str, part_label: str) -> Period | None:
    """The period, or None where the year's id and label disagree or a label is of no known form."""
    year = _year(year_id, year_label)
    if year is None:
        return None
    whole = parse(part_label)
    if whole is not None:  # some bodies write the year again: `2021-Q4`
        return whole if whole.start.year == year else None
    part = _part(part_label.strip())
    return None if part is None else _period(year, *part)


def _year(year_id: str, label: str) -> int | None:
    if not (year_id.isdecimal() and YEAR_LABEL.fullmatch(label.strip())):
        return None
    year = int(label)
    return year if year == FIRST_YEAR + int(year_id) else None


def _part(label: str) -> tuple[str, int] | None:
    """Frequency and number within the year."""
    if label.casefold() in ANNUAL:
        return "A", 1
    month = month_number(label)
    if month is not None:
        return "M", month
    for frequency, form in (("S", SEMESTER), ("Q", QUARTER)):
        if match := form.fullmatch(label):
            ordinal = match[1].upper()
            return frequency, ROMAN[ordinal] if ordinal in ROMAN else int(ordinal)
    return None


def _period(year: int, frequency: str, number: int) -> Period:
    suffix = {"A": "", "S": f"-S{number}", "Q": f"-Q{number}", "M": f"-{number:02d}"}[frequency]
    last = number * MONTHS_OF[frequency]
    first = last - MONTHS_OF[frequency] + 1
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Period(f"{year}{suffix}", date(year, first, 1), end, frequency)
