"""The poverty trend: the home areas in front of their province's other regencies, as far as figures are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from pages.languages import LANGUAGES, Both, number, percent
from pages.poverty_chart import Line, draw
from pages.release import Release, Row, short_name

INDICATOR = "poverty_headcount_pct"
PUBLISHED = ("official", "official_via_copy")
COLOURS = ("#0b5c8a", "#b93f0b", "#6b3fa0", "#3d7317")
"""Of the home areas in turn; each is readable as text on white."""


@dataclass(frozen=True)
class Headline:
    """The last published figure of a home area."""

    name: str
    colour: str
    value: Both
    year: int


@dataclass(frozen=True)
class TableRow:
    """An area's published figures, one for each year of the table; None where none is known."""

    name: str
    is_home: bool
    values: list[Both | None]


@dataclass(frozen=True)
class PovertySection:
    """Everything the poverty part of the page shows."""

    headlines: list[Headline]
    charts: dict[str, dict[str, str]]
    """SVG by width (wide, narrow), then language."""
    years: list[int]
    table: list[TableRow]
    n_others: int
    sources: Both
    """Names of the sources that the figures shown were taken from."""


def poverty_section(release: Release) -> PovertySection | None:
    """The section; None where the release has no published figure of a regency shown."""
    values = _values_by_area(release)
    if not values:
        return None
    homes = [area["area_code_bps"] for area in release.home_areas]
    lines = [_line(area, values[area["area_code_bps"]], homes) for area in release.neighbours if _has(area, values)]
    years = sorted({year for line in lines for year in line.values})
    in_front = sorted((line for line in lines if line.colour), key=lambda line: homes.index(line.code))
    return PovertySection(
        headlines=[_headline(line) for line in in_front],
        charts=draw(lines),
        years=years,
        table=[
            TableRow(line.name, line.colour is not None, [_cell(line.values.get(year)) for year in years])
            for line in [*in_front, *(line for line in lines if not line.colour)]
        ],
        n_others=len(lines) - len(in_front),
        sources=_sources(release),
    )


def segments(values: Mapping[int, float]) -> list[list[int]]:
    """Runs of years that follow each other: a line is drawn within a run and breaks between runs."""
    ordered = enumerate(sorted(values))
    return [[year for _, year in run] for _, run in groupby(ordered, key=lambda place: place[1] - place[0])]


def _values_by_area(release: Release) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for row in _shown(release):
        found.setdefault(row["area_code_bps"], {})[int(row["period"])] = row["value"]
    return found


def _shown(release: Release) -> list[Row]:
    columns = ("area_code_bps", "period", "value", "release_class", "source_code")
    rows = release.rows("indicators_latest", columns, indicator_code=INDICATOR, area_level="regency", value_status="ok")
    areas = {area["area_code_bps"] for area in release.neighbours}
    return [row for row in rows if row["area_code_bps"] in areas and row["release_class"] in PUBLISHED]


def _has(area: Row, values: Mapping[str, object]) -> bool:
    return area["area_code_bps"] in values


def _line(area: Row, values: dict[int, float], homes: list[str]) -> Line:
    code = area["area_code_bps"]
    colour = COLOURS[homes.index(code) % len(COLOURS)] if code in homes else None
    return Line(code, short_name(area), colour, values, segments(values))


def _headline(line: Line) -> Headline:
    year = max(line.values)
    return Headline(line.name, str(line.colour), percent(line.values[year], 2), year)


def _cell(value: float | None) -> Both | None:
    return None if value is None else number(value, 2)


def _sources(release: Release) -> Both:
    shown = {row["source_code"] for row in _shown(release)}
    columns = ("source_code", "priority", "source_name_id", "source_name_en")
    rows = release.rows("source_priority", columns, indicator_code=INDICATOR)
    known = sorted((row for row in rows if row["source_code"] in shown), key=lambda row: row["priority"])
    return Both(*("; ".join(dict.fromkeys(row[f"source_name_{language}"] for row in known)) for language in LANGUAGES))
