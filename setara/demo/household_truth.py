"""What the household files must come to: measures of the households that count, by kab/kota and pilot kecamatan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from setara.demo import household_measures as measures
from setara.demo.household_files import REGISTER, SURVEY
from setara.demo.household_measures import Households
from setara.demo.household_register import pilot_district
from setara.demo.household_survey import surveys
from setara.demo.households import Household, HouseholdRow
from setara.demo.plan import LOADED, DemoFile
from setara.demo.world import World

BETWEEN_BOUNDS = "between_bounds"
"""How a published value agrees: it is the true one, or (computed from bins) the true one lies between its bounds."""
EQUAL = "equal"


def household_aggregates(world: World, files: Iterable[DemoFile]) -> list[dict[str, Any]]:
    """A line a measure of each kab/kota's survey and of each pilot kecamatan's registers, from the rows that count."""
    by_area = _counted(files)
    lines: list[dict[str, Any]] = []
    for regency in world.published:
        sampled = by_area[SURVEY, regency]
        lines += _lines((SURVEY, regency, world.survey_period), _survey_measures(sampled), _survey_errors(sampled))
        pilot = pilot_district(world, regency).villages
        listed = [household for village in pilot for household in by_area[REGISTER, village.code]]
        lines += _lines((REGISTER, pilot[0].district, world.months[-1]), _register_measures(listed), {})
    return sorted(lines, key=lambda line: (line["source_code"], line["area_code_bps"], line["indicator_code"]))


def _counted(files: Iterable[DemoFile]) -> dict[tuple[str, str], list[Household]]:
    """Households by source and area; where an area was sent more than once, those of the file received last."""
    found: dict[tuple[str, str], list[Household]] = defaultdict(list)
    for file in sorted(files, key=lambda f: f.received_on):
        for sheet in file.sheets:
            of_file: dict[tuple[str, str], list[Household]] = defaultdict(list)
            for row in sheet.rows:
                if isinstance(row, HouseholdRow) and row.fate == LOADED:
                    of_file[sheet.source, row.village].append(row.household)
            found.update(of_file)
    return found


def _survey_measures(households: Households) -> dict[str, float]:
    return {
        "gini": measures.gini(households),
        "theil_t": measures.theil_t(households),
        "poverty_headcount_pct": 100 * measures.poverty(households, 0),
        "poverty_gap_index": 100 * measures.poverty(households, 1),
        "expenditure_pc_mean_idr_per_month": measures.mean(households),
        "b40_share_pct": 100 * measures.lorenz(households, 0.4),
        "palma": measures.palma(households),
    }


def _register_measures(households: Households) -> dict[str, float]:
    return {
        "gini": measures.gini(households),
        "poverty_headcount_pct": 100 * measures.poverty(households, 0),
        "expenditure_pc_mean_idr_per_month": measures.mean(households),
    }


def _survey_errors(households: Households) -> dict[str, float | None]:
    """Standard errors; only that of the headcount is told."""
    share_se = measures.headcount_se(households)
    return {"poverty_headcount_pct": None if share_se is None else 100 * share_se}


def _lines(
    of: tuple[str, str, str], values: Mapping[str, float], errors: Mapping[str, float | None]
) -> list[dict[str, Any]]:
    """`of`: source, BPS code of the area, period."""
    source, area, period = of
    return [
        {
            "indicator_code": code,
            "area_code_bps": area,
            "period": period,
            "breakdown": "_T",
            "breakdown_value": "_T",
            "source_code": source,
            "value": value,
            "se": errors.get(code),
            "agreement": BETWEEN_BOUNDS if (source, code) == (REGISTER, "gini") else EQUAL,
        }
        for code, value in values.items()
    ]


def survey_calibration(world: World) -> dict[str, dict[str, Any]]:
    """By kab/kota: what its survey comes to beside the published figures, and how near it could come.

    The headcount can only take the steps of whole households: it is off by half of the one at the line at most.
    """
    told = {}
    for survey in surveys(world):
        households, figures = survey.households, world.published[survey.regency]
        persons = measures.persons(households)
        told[survey.regency] = {
            "survey_population": persons,
            "survey_poverty_pct": 100 * measures.poverty(households, 0),
            "survey_poverty_step_pct": 100 * max(h.weight * h.size for h in _nearest_to_line(households)) / persons,
            "survey_households": len(households),
            "survey_psus": len({household.psu for household in households}),
            "poverty_line_idr_per_month": figures.poverty_line(int(world.survey_period[:4])),
        }
    return told


def _nearest_to_line(households: Households) -> list[Household]:
    """The richest who is poor and the poorest who is not."""
    ranked = sorted(households, key=lambda h: h.expenditure / h.line)
    poor = sum(household.expenditure < household.line for household in ranked)
    return ranked[max(poor - 1, 0) : poor + 1]
