"""The demo's Kupang: its villages with the published totals of their kab/kota spread over them, and its periods."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from setara.demo.chance import allocate, chance
from setara.demo.figures import Village
from setara.demo.plan import DemoError
from setara.demo.published import Published, published
from setara.demo.reference_areas import ReferenceArea, read_areas, undotted

PERSONS_PER_HOUSEHOLD = 4.1


@dataclass(frozen=True)
class District:
    """A kecamatan, numbered from 0, and the villages in it that write files."""

    number: int
    name: str
    villages: list[Village]


@dataclass(frozen=True)
class Arguments:
    """What a demo is made from; see `setara.demo.write_demo`."""

    seed: int = 7
    months: int = 3
    first_month: str = "2025-01"
    people_share: float = 0.05
    areas: Sequence[str] = ("5371", "5303")
    villages: int | None = None


@dataclass(frozen=True, eq=False)
class World:
    """Everything the files are made from."""

    seed: int
    months: tuple[str, ...]
    villages: tuple[Village, ...]
    """Those that write files, by code."""
    expected: tuple[Village, ...]
    """All villages of the areas, by code: reports are expected from each."""
    published: Mapping[str, Published]
    """By BPS code of the kab/kota."""
    areas: tuple[ReferenceArea, ...]

    def regency(self, code: str) -> ReferenceArea:
        """A kab/kota by its BPS code."""
        return next(area for area in self.areas if area.code == code)

    @property
    def semester(self) -> str:
        """The half-year of the first month."""
        year, month = self.months[0].split("-")
        return f"{year}-S{1 if int(month) <= 6 else 2}"

    @property
    def quarter(self) -> str:
        """The quarter of the last month."""
        year, month = self.months[-1].split("-")
        return f"{year}-Q{(int(month) + 2) // 3}"

    @property
    def survey_period(self) -> str:
        """The last March of which a survey can be there: of the first month's year, or of the year before."""
        year = int(self.months[0][:4])
        return f"{year}-03" if self.months[-1] >= f"{year}-03" else f"{year - 1}-03"

    @property
    def is_whole(self) -> bool:
        """Whether all villages write files."""
        return len(self.villages) == len(self.expected)

    def districts(self) -> list[District]:
        """Kecamatan with the villages in them that write files."""
        found: dict[str, list[Village]] = defaultdict(list)
        for village in self.villages:
            found[village.district].append(village)
        return [District(number, of[0].district_name, of) for number, of in enumerate(found.values())]

    def is_plain(self, village: Village) -> bool:
        """Whether the village's Kemendagri code means one area even without its dots."""
        return undotted(village.code_kemendagri) not in {area.code for area in self.areas}


def make_world(told: Arguments) -> World:
    """The villages of the kab/kota and what is fixed about them. DemoError for an unknown area or published figure."""
    areas = read_areas()
    known = {regency: published(regency) for regency in told.areas}
    expected: list[Village] = []
    reporting: list[Village] = []
    for regency in told.areas:
        of_regency = _villages_of(areas, known[regency], told.seed, told.people_share)
        expected += of_regency
        reporting += of_regency[: told.villages]
    months = _months(told.first_month, told.months)
    return World(told.seed, months, tuple(reporting), tuple(expected), known, tuple(areas))


def _villages_of(areas: Sequence[ReferenceArea], figures: Published, seed: int, people_share: float) -> list[Village]:
    places = {area.code: area for area in areas}
    found = sorted(
        (a for a in areas if a.level == "village" and a.code.startswith(figures.regency)), key=lambda a: a.code
    )
    if not found:
        raise DemoError(f"no villages of {figures.regency} in reference/areas")
    people = allocate(figures.population, {a.code: chance(seed, "population", a.code).uniform(0.4, 1.6) for a in found})
    households = {code: max(1, round(count / PERSONS_PER_HOUSEHOLD)) for code, count in people.items()}
    with_sanitation = allocate(
        round(sum(households.values()) * figures.sanitation_pct / 100),
        {code: count * chance(seed, "sanitation", code).uniform(0.8, 1.0) for code, count in households.items()},
        caps=households,
    )
    poor = round(figures.population * figures.poverty_pct / 100)
    recipients = allocate(
        round(poor * people_share),
        {code: count * chance(seed, "poor", code).uniform(0.6, 1.4) for code, count in people.items()},
    )
    return [
        Village(
            code=area.code,
            code_kemendagri=area.code_kemendagri,
            name=area.name,
            district=area.parent,
            district_name=places[area.parent].name,
            regency=figures.regency,
            is_rural=area.kind == "desa",
            population=people[area.code],
            households=households[area.code],
            with_sanitation=with_sanitation[area.code],
            recipients=recipients[area.code],
        )
        for area in found
    ]


def _months(first: str, count: int) -> tuple[str, ...]:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", first):
        raise DemoError(f'"{first}" bukan bulan; tulis seperti 2025-01 | no month; write it like 2025-01')
    year, month = (int(part) for part in first.split("-"))
    numbers = (year * 12 + month - 1 + step for step in range(count))
    return tuple(f"{number // 12}-{number % 12 + 1:02d}" for number in numbers)


def end_of(period: str) -> date:
    """Last day of a month, quarter, half-year or year such as 2025-03, 2025-Q1, 2025-S1, 2025."""
    year, _, part = period.partition("-")
    if not part:
        month = 12
    elif part[0] in "QS":
        month = int(part[1]) * (3 if part[0] == "Q" else 6)
    else:
        month = int(part)
    return date(int(year), month, calendar.monthrange(int(year), month)[1])


def received(period: str, days: int) -> date:
    """A day of receipt, counted from the end of the period."""
    return end_of(period) + timedelta(days=days)
