"""When each release of BPS figures is expected, from `reference/release_calendar.yml`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.indicators.definition_files import BothLanguages, DefinitionError, read_mapping
from warehouse.indicators.definitions import REFERENCE

FILE = "release_calendar.yml"
MONTHS_OF = {"A": 12, "S": 6, "Q": 3}
PERIOD_FORMS = {"A": r"\d{4}", "S": r"\d{4}-S[12]", "Q": r"\d{4}-Q[1-4]"}
AREA_LEVELS = ("regency", "province")
FIRST_YEAR = 2000
EXPECTED = pa.schema(
    {
        "indicator_code": pa.string(),
        "area_level": pa.string(),
        "period": pa.string(),
        "period_start": pa.date32(),
        "period_end": pa.date32(),
        "expected_on": pa.date32(),
        "postponed_until": pa.date32(),
        "due_on": pa.date32(),
        "is_assumed": pa.bool_(),
    }
)


@dataclass(frozen=True)
class Release:
    """One kind of release: which indicators come with it, and when; the keys are explained in the file itself."""

    indicators: tuple[str, ...]
    area_level: str
    """regency or province: whose figures these are."""
    frequency: str
    reference_month: int
    months_after: int
    day: int | None
    """None: the last day of the month."""
    grace_days: int
    assumed: bool
    source: BothLanguages


@dataclass(frozen=True)
class Postponement:
    """The source's own word that a release comes later than it had said."""

    release: str
    period: str
    planned: date
    until: date
    announced_on: date
    citation: BothLanguages


@dataclass(frozen=True)
class ReleaseCalendar:
    """All releases by name, and what the source has put off, by the day it said so."""

    releases: dict[str, Release]
    postponements: tuple[Postponement, ...]

    def expected(self, as_of: date | None) -> pa.Table:
        """A row per indicator and period from 2000 up to the first release after `as_of` (none where it is None).

        expected_on is the usual day; due_on ends the grace days, counted from that day or from the one to which the
        source has last put the release off (postponed_until), whichever is later.
        """
        rows: list[dict[str, Any]] = []
        for name, release in self.releases.items() if as_of else ():
            put_off = {each.period: each.until for each in self.postponements if each.release == name}
            for row in _periods(release):
                until = put_off.get(row["period"])
                due_on = max(until or row["expected_on"], row["expected_on"]) + timedelta(days=release.grace_days)
                told = {"postponed_until": until, "due_on": due_on, "is_assumed": release.assumed}
                told |= {"area_level": release.area_level, **row}
                rows += [{**told, "indicator_code": code} for code in release.indicators]
                if as_of and row["expected_on"] > as_of:
                    break
        return pa.Table.from_pylist(rows, schema=EXPECTED)


def _periods(release: Release) -> Iterator[dict[str, Any]]:
    """The periods of a release one after the other, each with the day on which it is expected; they never end."""
    length = MONTHS_OF[release.frequency]
    for first in count(FIRST_YEAR * 12, length):
        year, month = divmod(first, 12)
        yield {
            "period": str(year) if length == 12 else f"{year}-{release.frequency}{month // length + 1}",
            "period_start": date(year, month + 1, 1),
            "period_end": _day(first + length - 1, None),
            "expected_on": _day(first + release.reference_month - 1 + release.months_after, release.day),
        }


def _day(months: int, day: int | None) -> date:
    """That day (None: the last) of the month that is so many months after January of year 0."""
    year, month = divmod(months, 12)
    return date(year, month + 1, day or calendar.monthrange(year, month + 1)[1])


def release_calendar(reference: Path = REFERENCE) -> ReleaseCalendar:
    """The calendar; raises DefinitionError where it contradicts itself or names an indicator without a definition."""
    raw = read_mapping(reference / FILE)
    defined = {path.stem for path in (reference / "indicators").glob("*.yml")}
    try:
        releases = {name: _release(fields) for name, fields in raw["releases"].items()}
        postponements = tuple(Postponement(**fields) for fields in raw["postponements"])
    except (KeyError, TypeError) as error:
        raise DefinitionError(f"{FILE}: {error}") from error
    seen: set[tuple[str, str]] = set()
    for name, release in releases.items():
        _refuse(_contradictions(release, defined, seen), name)
        seen.update(_series(release))
    for each in postponements:
        _refuse(_contradictions_of_postponement(each, releases), f"{each.release} {each.period}")
    if len({(each.release, each.period, each.announced_on) for each in postponements}) < len(postponements):
        raise DefinitionError(f"{FILE}: a postponement stands twice")
    return ReleaseCalendar(releases, tuple(sorted(postponements, key=lambda each: each.announced_on)))


def _release(fields: dict[str, Any]) -> Release:
    day = None if fields["day"] == "last" else fields["day"]
    return Release(**{**fields, "day": day, "indicators": tuple(fields["indicators"])})


def _refuse(contradictions: dict[str, bool], where: str) -> None:
    found = [what for what, is_so in contradictions.items() if is_so]
    if found:
        raise DefinitionError(f"{FILE}: {where}: {'; '.join(found)}")


def _series(release: Release) -> set[tuple[str, str]]:
    """What a row of the calendar is found by: indicators with the frequency of their periods."""
    return {(code, release.frequency) for code in release.indicators}


def _contradictions(release: Release, defined: set[str], seen: set[tuple[str, str]]) -> dict[str, bool]:
    if release.frequency not in MONTHS_OF:
        return {f"frequency {release.frequency} is none of {', '.join(MONTHS_OF)}": True}
    codes, twice = release.indicators, sorted(seen & _series(release))
    return {
        f"indicators {sorted(set(codes) - defined)} have no definition": not defined.issuperset(codes),
        f"two releases of one frequency have {twice}": bool(twice),
        f"area_level {release.area_level} is none of {', '.join(AREA_LEVELS)}": release.area_level not in AREA_LEVELS,
        "an indicator stands twice": len(set(codes)) < len(codes),
        f"reference_month {release.reference_month} is not in the period": (
            not 1 <= release.reference_month <= MONTHS_OF[release.frequency]
        ),
        f"months_after {release.months_after}: a release comes after its month": release.months_after < 0,
        f"day {release.day} is not in every month; write last": release.day is not None and not 1 <= release.day <= 28,
        f"grace_days {release.grace_days} is below 0": release.grace_days < 0,
        "assumed is neither true nor false": not isinstance(release.assumed, bool),
        "source needs a text in 'id' and in 'en'": not _is_said(release.source),
    }


def _contradictions_of_postponement(each: Postponement, releases: dict[str, Release]) -> dict[str, bool]:
    if each.release not in releases:
        return {"no such release": True}
    form = PERIOD_FORMS[releases[each.release].frequency]
    return {
        "the release has no such period": re.fullmatch(form, str(each.period)) is None,
        f"until {each.until} is not after {each.planned}": each.until <= each.planned,
        f"announced on {each.announced_on}, after the day itself": each.announced_on > each.until,
        "citation needs a text in 'id' and in 'en'": not _is_said(each.citation),
    }


def _is_said(text: BothLanguages) -> bool:
    return isinstance(text, dict) and set(text) == {"id", "en"} and all(text.values())
