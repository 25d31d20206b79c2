"""True indicator values: villages' amounts added up to kecamatan and kab/kota and made into the indicators."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from setara.demo.truth import Cell
from setara.demo.world import World

Group = tuple[str, str, str, str, str]
"""Measure, breakdown, breakdown value, BPS code of the area, period."""
PROGRAMME_BREAKDOWNS = ("program", "program_pair")


@dataclass(frozen=True)
class Sum:
    """An amount of an area and how many of its villages it comes from."""

    amount: float
    n_received: int


@dataclass(frozen=True)
class Indicator:
    """An indicator by its measures: 100 x numerator / denominator, or the numerator itself where there is no other."""

    code: str
    numerator: str
    denominator: str = ""


INDICATORS = (
    Indicator("immunisation_coverage_pct", "immunised_children", "immunisation_target_children"),
    Indicator("sanitation_reported_pct", "sanitation_households", "sanitation_target_households"),
    Indicator("toilet_reported_pct", "toilet_households", "sanitation_target_households"),
    Indicator("school_dropout_pct", "out_of_school_children", "children_of_school_age"),
    Indicator("maternal_deaths_persons", "maternal_deaths_persons"),
    Indicator("infant_deaths_persons", "infant_deaths_persons"),
    Indicator("program_beneficiaries_persons", "program_beneficiaries_persons"),
    Indicator("program_disbursed_idr", "program_disbursed_idr"),
    Indicator("program_overlap_persons", "program_overlap_persons"),
    Indicator("budget_absorption_pct", "program_realised_idr", "program_budget_idr"),
)


def aggregates(world: World, amounts: Mapping[Cell, float]) -> list[dict[str, Any]]:
    """A line an indicator, area (village, kecamatan, kab/kota), period and breakdown value with a report behind it."""
    expected = _expected(world)
    sums = add_up(world, amounts)
    lines = [_line(indicator, group, sums, expected) for indicator in INDICATORS for group in _groups(indicator, sums)]
    lines += _coverage_of_poor(world, sums, expected)
    return sorted(lines, key=lambda a: (a["indicator_code"], a["area_code_bps"], a["period"], a["breakdown_value"]))


def add_up(world: World, amounts: Mapping[Cell, float]) -> dict[Group, Sum]:
    """Amounts of villages, kecamatan and kab/kota; a budget, which no village reports, stays with its kab/kota."""
    parts: dict[Group, dict[str, float]] = defaultdict(dict)
    areas = {village.code: (village.code, village.district, village.regency) for village in world.expected}
    for (_, village, period, (measure, breakdown, value)), amount in amounts.items():
        for area in areas.get(village, (village,)):
            parts[measure, breakdown, value, area, period][village] = amount
    return {group: Sum(math.fsum(by.values()), len(by)) for group, by in parts.items()}


def _expected(world: World) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for village in world.expected:
        for area in (village.code, village.district, village.regency):
            counts[area] += 1
    return counts


def _groups(indicator: Indicator, sums: Mapping[Group, Sum]) -> Iterator[Group]:
    return (group for group in sums if group[0] == indicator.numerator)


def _line(indicator: Indicator, group: Group, sums: Mapping[Group, Sum], expected: Mapping[str, int]) -> dict[str, Any]:
    _, breakdown, breakdown_value, area, period = group
    # nobody expects a programme to have somebody in every village
    is_programme = breakdown in PROGRAMME_BREAKDOWNS
    numerator = sums[group].amount
    denominator = sums[indicator.denominator, *group[1:]].amount if indicator.denominator else None
    return {
        "indicator_code": indicator.code,
        "area_code_bps": area,
        "period": period,
        "breakdown": breakdown,
        "breakdown_value": breakdown_value,
        "numerator": numerator,
        "denominator": denominator,
        "value": _value(numerator, denominator),
        "n_received": None if is_programme else sums[group].n_received,
        "n_expected": None if is_programme else expected[area],
    }


def _value(numerator: float, denominator: float | None) -> float | None:
    if denominator is None:
        return numerator
    return 100 * numerator / denominator if denominator else None


def _coverage_of_poor(world: World, sums: Mapping[Group, Sum], expected: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Beneficiaries per published poor persons, by programme, of a kab/kota."""
    indicator = Indicator("program_beneficiaries_persons", "program_beneficiaries_persons")
    for group in _groups(indicator, sums):
        regency = world.published.get(group[3])
        if regency is not None:
            line = _line(indicator, group, sums, expected)
            value = 100 * line["numerator"] / regency.poor_persons
            yield line | {
                "indicator_code": "program_coverage_of_poor_pct",
                "denominator": float(regency.poor_persons),
                "value": value,
            }
