"""Periods: what `Mei-24`, `Smt I 2025` or `TW II 2025` mean, their first and last day, and when a report is due."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from sources.texts import Cell, clean, written
from sources.values.date_forms import read_date
from sources.values.months import ROMANS, month_number, roman_month
from warehouse.yaml_files import read_yaml

CALENDAR_FILE = Path(__file__).parents[2] / "reference" / "report_calendar.yml"
MONTHS_OF = {"A": 12, "S": 6, "Q": 3, "M": 1}
MOST_CHARACTERS = 100
"""What is longer means no period; to look for the word between its two ends could take hours."""
YEARS = range(2000, 2101)
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
YEAR = r"(?P<year>\d{4}|\d{2})"
NUMBER = r"(?P<number>IV|I{1,3}|[1-4])"
GAP = r"[\s\-_/.,]*"
NUMERALS = "|".join(sorted(ROMANS, key=len, reverse=True))
ONLY_MONTHS = "|".join(sorted(ROMANS[4:], key=len, reverse=True))
"""`II 2025` may be a half-year or a quarter, too; `V 2025` is May."""
HALF = r"(?:semester|smt|sem|s)"
QUARTER = r"(?:triwulan|trw|tw|kuartal|q)"
NAMED_MONTH = re.compile(rf"(?:bulan\s+)?(?P<name>[a-z]+){GAP}(?:tahun{GAP})?{YEAR}", re.IGNORECASE)
FORMS = (
    ("A", re.compile(r"(?:tahun\s*)?(?P<year>\d{4})", re.IGNORECASE)),
    ("M", re.compile(r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})")),
    ("M", re.compile(r"(?P<number>\d{1,2})[-/.](?P<year>\d{4})")),
    ("S", re.compile(rf"(?P<year>\d{{4}}){GAP}{HALF}{GAP}{NUMBER}", re.IGNORECASE)),
    ("Q", re.compile(rf"(?P<year>\d{{4}}){GAP}{QUARTER}{GAP}{NUMBER}", re.IGNORECASE)),
    ("S", re.compile(rf"{HALF}{GAP}{NUMBER}{GAP}(?:tahun{GAP})?{YEAR}", re.IGNORECASE)),
    ("Q", re.compile(rf"{QUARTER}{GAP}{NUMBER}{GAP}(?:tahun{GAP})?{YEAR}", re.IGNORECASE)),
    ("M", re.compile(rf"bulan\s+(?P<roman>{NUMERALS}){GAP}(?:tahun{GAP})?(?P<year>\d{{4}})", re.IGNORECASE)),
    ("M", re.compile(rf"bulan\s+(?P<number>\d{{1,2}}){GAP}(?:tahun{GAP})?(?P<year>\d{{4}})", re.IGNORECASE)),
    ("M", re.compile(rf"(?P<roman>{ONLY_MONTHS}){GAP}(?:tahun{GAP})?(?P<year>\d{{4}})", re.IGNORECASE)),
    ("M", NAMED_MONTH),
)
WORDS_UNTIL = r"s\s?/\s?d|s\.\s?d\.?|sd|sampai(?:\s+dengan)?|hingga|[-\u2013\u2014]"
UNTIL = re.compile(rf"\s*(?:{WORDS_UNTIL})\s*", re.IGNORECASE)
"""Between the first and the last day of a period."""
SCHOOL_TERM = re.compile(
    rf"(?:{HALF}{GAP})?(?P<term>ganjil|gasal|genap){GAP}(?:(?:tahun\s*)?(?:ajaran|pelajaran)|t\.?[ap]\.?)?{GAP}"
    r"(?P<first>\d{4})\s*[/-]\s*(?P<second>\d{4})",
    re.IGNORECASE,
)
"""`Semester Ganjil 2024/2025` is July to December 2024, `Genap` January to June 2025."""


@dataclass(frozen=True)
class Period:
    """A year, half-year, quarter or month."""

    code: str
    """`2025`, `2025-S1`, `2025-Q1` or `2025-01`."""
    start: date
    end: date
    """The last day, inclusive."""
    frequency: str
    """A, S, Q or M as in SDMX."""


@dataclass(frozen=True)
class Due:
    """How often a report comes (None: it has no period) and when it is due after the period's end (None: never)."""

    frequency: str | None
    months_after: int | None = None
    day: int | None = None
    """None: the last day of that month."""
    counts_events: bool = False
    """Whether it counts what happened in the period, so that figures up to then are others."""


def make(frequency: str, year: int, number: int = 1) -> Period | None:
    """The period of that frequency, year and number in the year; None where there is no such period."""
    length = MONTHS_OF[frequency]
    if year not in YEARS or not 1 <= number <= 12 // length:
        return None
    last_month = number * length
    start = date(year, last_month - length + 1, 1)
    suffix = {"A": "", "S": f"-S{number}", "Q": f"-Q{number}", "M": f"-{number:02d}"}[frequency]
    return Period(f"{year}{suffix}", start, _last_day(year, last_month), frequency)


def month_of(day: date) -> Period:
    """The month of a day; ValueError for a year in which no report was received."""
    period = make("M", day.year, day.month)
    if period is None:
        raise ValueError(f"{day} is outside the years {YEARS.start} to {YEARS.stop - 1}")
    return period


def containing(value: date | int, frequency: str) -> Period | None:
    """The period of that frequency in which a day lies, or a year itself; None where there is no such period."""
    if isinstance(value, date):
        return make(frequency, value.year, (value.month - 1) // MONTHS_OF[frequency] + 1)
    return make(frequency, value) if frequency == "A" else None


def parse(cell: Cell) -> Period | None:
    """The period that a cell or declaration means; None where it means none (a school year too, 2024/2025).

    A real date stands for its month, since spreadsheets turn `Mei-24` into one; two digits of a year are 20xx.
    """
    if isinstance(cell, date):
        return make("M", cell.year, cell.month)
    return _parse_text(clean(written(cell) or ""))


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> Period | None:
    if len(text) > MOST_CHARACTERS:
        return None
    for frequency, form in FORMS:
        if match := form.fullmatch(text):
            return _from_match(frequency, match)
    if match := SCHOOL_TERM.fullmatch(text):
        return _school_term(match["term"], int(match["first"]), int(match["second"]))
    spans = (_from_months(text, until) or _from_days(text, until) for until in UNTIL.finditer(text))
    return next((found for found in spans if found is not None), None)


def _from_months(text: str, until: re.Match[str]) -> Period | None:
    """The period whose first and last month stand on both sides; the first may leave the year to the last."""
    first, last = text[: until.start()], _named_month(text[until.end() :])
    if last is None:
        return None
    starts = [month.start for each in (first, f"{first} {last.end.year}") if (month := _named_month(each)) is not None]
    return _between(starts, last.end)


def _named_month(text: str) -> Period | None:
    match = NAMED_MONTH.fullmatch(text)
    return None if match is None else _from_match("M", match)


def _from_days(text: str, until: re.Match[str]) -> Period | None:
    """The period whose first and last day stand on both sides; the first may leave month and year to the last."""
    first, end = text[: until.start()], read_date(text[until.end() :]).value
    if not isinstance(end, date):
        return None
    starts = [read_date(each).value for each in (first, f"{first} {end.year}", f"{first}-{end.month}-{end.year}")]
    return _between(starts, end)


def _between(starts: Collection[Cell], end: date) -> Period | None:
    """The period of any frequency that begins on one of these days and ends on that one."""
    periods = [containing(end, frequency) for frequency in MONTHS_OF]
    return next((each for each in periods if each is not None and each.end == end and each.start in starts), None)


def _school_term(term: str, first: int, second: int) -> Period | None:
    if second != first + 1:
        return None
    return make("S", second, 1) if term.casefold() == "genap" else make("S", first, 2)


def _from_match(frequency: str, match: re.Match[str]) -> Period | None:
    parts = match.groupdict()
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    if "name" in parts or "roman" in parts:
        month = month_number(parts["name"]) if "name" in parts else roman_month(parts["roman"])
        return None if month is None else make(frequency, year, month)
    number = parts.get("number", "1").upper()
    return make(frequency, year, ROMAN[number] if number in ROMAN else int(number))


@cache
def report_calendar() -> dict[str, Due]:
    """Frequency and due day of every source, from reference/report_calendar.yml."""
    lines = read_yaml(CALENDAR_FILE)
    return {source: _due(line) for source, line in lines.items()}


def _due(line: dict) -> Due:
    if line["frequency"] == "none":
        return Due(None)
    if "months_after" not in line:
        return Due(line["frequency"])
    day = None if line["day"] == "last" else line["day"]
    return Due(line["frequency"], line["months_after"], day, line.get("counts") == "events")


@lru_cache(maxsize=4096)
def due_on(period: Period, due: Due) -> date | None:
    """The last day on which a report on `period` is on time; None where nobody waits for it."""
    if due.months_after is None:
        return None
    months = period.end.year * 12 + period.end.month - 1 + due.months_after
    last = _last_day(months // 12, months % 12 + 1)
    return last if due.day is None else last.replace(day=due.day)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
