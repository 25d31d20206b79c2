"""Dates as people write them. The rule is day first: `05/06/2024` is 5 June.

`06/25/2024` breaks the rule and is a bad date; its month-first reading is offered as a suggestion. Two digits of a year
leave open which part comes first and which century, so `05/06/24` is asked back unless only one reading is left.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import product

from sources.books.book import DAY_ZERO
from sources.texts import Cell, clean, is_blank
from sources.values.months import month_number, roman_month
from sources.values.readings import (
    BAD_DATE,
    BLANK,
    MISSING_BY_CHOICE,
    NOT_COMPUTED,
    Reading,
    is_formula,
    says_not_available,
)

SERIAL_YEARS = range(1910, 2100)
"""Of days that stand as a serial number: a number below, such as 2024, is no date."""
YEARS = range(1900, 2101)
ZONE = r"(?: ?(?:WIB|WITA|WIT|Z|[+-]\d{2}:?\d{2}))?"
CLOCK = rf"(?:(?:T|,? )\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:\.\d+)?)?{ZONE})?"
PLACE = r"(?:[^\W\d][^\d,/]*[,/]\s*)?"
"""`Kupang, 12-05-1980`, and `Senin, `."""
ISO = re.compile(rf"^{PLACE}(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){CLOCK}$")
NUMERIC = re.compile(rf"^{PLACE}(\d{{1,2}})\s?[-/.]\s?(\d{{1,2}})\s?[-/.]\s?(\d{{4}}|\d{{2}}){CLOCK}$")
NAMED = re.compile(rf"^{PLACE}(\d{{1,2}})[-/. ]+([A-Za-z]+)\.?[-/. ,]+(\d{{4}}|\d{{2}}){CLOCK}$")
ENGLISH = re.compile(rf"^(?:[A-Za-z]+,\s*)?([A-Za-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){CLOCK}$")
SERIAL_TEXT = re.compile(r"^\d{4,5}(?:\.0+)?$")


def read_date(cell: Cell, day_zero: date = DAY_ZERO) -> Reading:
    """The day in a cell: a real date, a spreadsheet serial counted from `day_zero`, or text."""
    if is_blank(cell):
        return BLANK
    if isinstance(cell, datetime):
        return _only(cell.date())
    if isinstance(cell, date):
        return _only(cell)
    if isinstance(cell, (bool, int, float)):
        return BAD_DATE if isinstance(cell, bool) else _serial(cell, day_zero)
    text = clean(str(cell))
    if is_formula(text):
        return NOT_COMPUTED
    return MISSING_BY_CHOICE if says_not_available(text) else _read_text(text, day_zero)


def _read_text(text: str, day_zero: date) -> Reading:
    if match := ISO.match(text):
        return _only(_day(*map(int, match.groups())))
    if SERIAL_TEXT.match(text):
        return _serial(float(text), day_zero)
    if match := NAMED.match(text):
        month = month_number(match[2]) or roman_month(match[2])
        return BAD_DATE if month is None else _named(int(match[1]), month, match[3])
    if match := ENGLISH.match(text):
        month = month_number(match[1])
        return BAD_DATE if month is None else _named(int(match[2]), month, match[3])
    if match := NUMERIC.match(text):
        first, second = int(match[1]), int(match[2])
        return _four_digits(first, second, int(match[3])) if len(match[3]) == 4 else _two(first, second, int(match[3]))
    return BAD_DATE


def _four_digits(day: int, month: int, year: int) -> Reading:
    found = _day(year, month, day)
    month_first = _day(year, day, month)
    if found is None and month_first is not None:
        return BAD_DATE._replace(reading_b=month_first.isoformat())
    return _only(found)


def _two(first: int, second: int, year: int) -> Reading:
    orders = ((second, first), (first, second))
    return _one_or_ask(
        [_day(century + year, month, day) for century, (month, day) in product(_centuries(year), orders)]
    )


def _named(day: int, month: int, year: str) -> Reading:
    if len(year) == 4:
        return _only(_day(int(year), month, day))
    return _one_or_ask([_day(century + int(year), month, day) for century in _centuries(int(year))])


def _centuries(year: int) -> tuple[int, ...]:
    """Years 50 to 99 can only be of the last century: no report tells of 2050."""
    return (1900,) if year >= 50 else (2000, 1900)


def _one_or_ask(candidates: list[date | None]) -> Reading:
    found = list(dict.fromkeys(day for day in candidates if day is not None))
    if len(found) < 2:
        return _only(found[0] if found else None)
    return Reading(None, "ambiguous_date", found[0].isoformat(), found[1].isoformat())


def _serial(number: float, day_zero: date) -> Reading:
    try:
        day = day_zero + timedelta(days=int(number))
    except OverflowError:
        return BAD_DATE
    return _only(day) if day.year in SERIAL_YEARS else BAD_DATE


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _only(day: date | None) -> Reading:
    return BAD_DATE if day is None or day.year not in YEARS else Reading(day, "ok")
