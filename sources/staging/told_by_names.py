"""The period and village that the name of a sheet or a note below it tells, beside what others tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sources.areas.index import AreaIndex
from sources.areas.resolution import Resolution
from sources.layouts.layout import LEVEL_DIGITS
from sources.rows.area_of_level import resolve_at
from sources.rows.places_beside import village_beside
from sources.sheets.cover import Cover, Said
from sources.sheets.named_sheets import PARTS, PERIOD, VILLAGE
from sources.sheets.noted_origin import VILLAGE as NOTED_VILLAGE
from sources.values.periods import parse

TIMES = ("period", "month", "semester", "year", "titled_period", "titled_year")
ABOVE_A_VILLAGE = ("district", "regency")


def named_period(title: Cover, others: Iterable[Cover], told: Sequence[Said]) -> list[Said]:
    """The period in the name of a sheet; a month or half-year is that of the one year that `told` or the `others` tell,
    and stands alone where nobody tells anything."""
    part = next((name for name in PARTS if name in title.said), None)
    if part is None:
        return [title.said[PERIOD]] if PERIOD in title.said else []
    said = [*told, *(cover.said[name] for cover in (title, *others) for name in TIMES if name in cover.said)]
    years = {period.start.year for each in said if (period := parse(each.value)) is not None}
    if len(years) == 1:
        return [Said(f"{title.said[part].text} {years.pop()}")]
    return [] if told else [title.said[part]]


@lru_cache(maxsize=1024)
def may_be_a_village(areas: AreaIndex, name: str) -> bool:
    """False for the names that most sheets have: `Data`, `Anggaran`."""
    found = resolve_at(areas, name, LEVEL_DIGITS["village"])
    return found.status != "unknown" or found.reading_a is not None


def named_village(
    areas: AreaIndex, title: Cover, others: Sequence[Cover], told: Sequence[Resolution]
) -> list[tuple[Said, Resolution]]:
    """The village whose name a sheet has; beside what is told only one of the same regency, for a posyandu may be
    called like a village far away."""
    said = title.said.get(VILLAGE)
    if said is None or not may_be_a_village(areas, said.value):
        return []
    found = village_beside(areas, said, _places_above(title, *others))
    named = found.area_code_bps
    if not told:
        return [(said, found)] if named is not None or found.reading_a is not None else []
    regency = LEVEL_DIGITS["regency"]
    near = {code[:regency] for each in told if (code := each.area_code_bps) is not None}
    return [(said, found)] if named is not None and named[:regency] in near else []


def noted_village(areas: AreaIndex, title: Cover, others: Sequence[Cover]) -> list[tuple[Said, Resolution]]:
    """The village of the notes below a table; what cannot be understood there may be anything."""
    said = title.said.get(NOTED_VILLAGE)
    found = None if said is None else village_beside(areas, said, _places_above(title, *others))
    return [(said, found)] if said and found and found.area_code_bps is not None else []


def _places_above(*covers: Cover) -> Cover:
    beside = {name: each for cover in covers for name, each in cover.said.items() if name in ABOVE_A_VILLAGE}
    return Cover(beside, {})
