"""Indicators from offices' lists that are not of persons: facilities, and proposals of programmes."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.indicators.inputs import prefer
from transforms.indicators.shape import indicator_rows
from transforms.ratios import ratio
from transforms.staging import facilities, program_proposals

METHOD_VERSION = "v1"
POPULATION = "population_register_persons"
PUSKESMAS_LOAD = "population_per_puskesmas_persons"
CELL = ("area_code_bps", "period", "breakdown", "breakdown_value", "source_code")


@dataclass(frozen=True)
class ListIndicator:
    """`times` × numerator / denominator, two measures of the same list; the numerator itself without a denominator."""

    code: str
    source_code: str
    unit: str
    numerator: str
    denominator: str | None = None
    times: float = 1.0

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.numerator,) if self.denominator is None else (self.numerator, self.denominator)


def _of_facilities(
    code: str, unit: str, numerator: str, denominator: str | None = None, times: float = 1.0
) -> ListIndicator:
    return ListIndicator(code, facilities.SOURCE, unit, numerator, denominator, times)


def _of_proposals(code: str, unit: str, numerator: str, denominator: str | None = None) -> ListIndicator:
    return ListIndicator(code, program_proposals.SOURCE, unit, numerator, denominator, times=100.0)


INDICATORS = (
    _of_facilities("facilities_listed", "facilities", "facilities_listed"),
    _of_facilities("pupils_per_class_group", "ratio", "pupils_with_class_groups_persons", "school_class_groups"),
    _of_facilities("pupils_per_classroom", "ratio", "pupils_with_classrooms_persons", "school_classrooms"),
    _of_facilities(
        "schools_badly_damaged_pct", "percent", "schools_badly_damaged", "schools_of_known_condition", times=100
    ),
    _of_facilities("schools_new_pct", "percent", "schools_new", "schools_of_known_year", times=100),
    _of_facilities("health_centre_distance_km", "km", "health_centre_nearest_km", "health_centre_villages"),
    _of_facilities("water_flow_hours_per_day", "hours", "water_flow_hours_per_day", "water_supplies_of_known_flow"),
    _of_facilities("water_served_persons", "persons", "water_served_persons"),
    _of_proposals("accepted_proposals", "proposals", "accepted_proposals"),
    _of_proposals("citizen_proposals_pct", "percent", "accepted_citizen_proposals", "accepted_proposals"),
    _of_proposals("proposals_with_minutes_pct", "percent", "accepted_proposals_with_minutes", "accepted_proposals"),
    _of_proposals("citizen_proposals_money_pct", "percent", "accepted_citizen_realised_idr", "accepted_realised_idr"),
)
USES = (*INDICATORS, ListIndicator(PUSKESMAS_LOAD, facilities.SOURCE, "persons", "facilities_listed"))
"""Indicators with the measures that they rest on, for the lineage."""


def list_indicators(facts: ir.Table, published: ir.Table, priorities: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values`; `facts` are rows of the contract `facts` after disclosure, `published`
    and `priorities` as `inputs.prefer` takes them.

    Nobody expects a list from every village, so coverage is null: an area's figure is of what was listed.
    """
    of_lists = [_indicator(facts, indicator) for indicator in INDICATORS]
    return ibis.union(*of_lists, _population_per_puskesmas(facts, published, priorities))


def _indicator(facts: ir.Table, indicator: ListIndicator) -> ir.Table:
    rows = facts.filter(facts.measure_code == indicator.numerator, facts.source_code == indicator.source_code)
    rows = rows.mutate(numerator=rows.value).drop("value", "unit")
    if indicator.denominator is None:
        told = rows.mutate(value=_.numerator, denominator=ibis.null("float64"), value_status=ibis.literal("ok"))
    else:
        below = facts.filter(facts.measure_code == indicator.denominator).select(*CELL, denominator="value")
        told = _divided(rows.left_join(below, CELL, rname="below_{name}"), indicator.times)
    return _finished(told, indicator.code, indicator.unit)


def _divided(rows: ir.Table, times: float) -> ir.Table:
    status = ibis.cases(
        (rows.denominator.isnull(), "denominator_missing"), (rows.denominator == 0, "denominator_zero"), else_="ok"
    )
    return rows.mutate(value=times * ratio(rows.numerator, rows.denominator), value_status=status)


def _population_per_puskesmas(facts: ir.Table, published: ir.Table, priorities: ir.Table) -> ir.Table:
    """Persons in the register of residents of the latest year at or before / puskesmas listed, by regency."""
    listed = facts.filter(
        facts.measure_code == "facilities_listed",
        facts.breakdown_value == "puskesmas",
        facts.area_level == "regency",
    )
    current = published.filter(published.known_to.isnull(), published.sex == "_T")
    people = prefer(current, priorities, POPULATION, ["area_code_bps", "period"]).select(
        people_area=_.area_code_bps,
        people_from=_.period_start,
        numerator=_.value,
        people_known_from=_.known_from,
    )
    earlier = listed.join(
        people, [listed.area_code_bps == people.people_area, listed.period_start >= people.people_from]
    )
    latest = ibis.window(group_by=["area_code_bps", "period"], order_by=earlier.people_from.desc())
    rows = earlier.mutate(place=ibis.row_number().over(latest)).filter(_.place == 0)
    told = _divided(rows.mutate(denominator=rows.value).drop("value", "unit"), 1.0)
    plain = told.mutate(
        breakdown=ibis.literal("_T"),
        breakdown_value=ibis.literal("_T"),
        known_from=ibis.greatest(told.known_from, told.people_known_from),
    )
    return _finished(plain, PUSKESMAS_LOAD, "persons")


def _finished(rows: ir.Table, code: str, unit: str) -> ir.Table:
    return indicator_rows(
        rows.mutate(obs_status=ibis.ifelse(rows.value_status == "ok", "A", "M")),
        indicator_code=code,
        unit=unit,
        sex="_T",
        uncertainty_status="full_count",
        release_class="administrative",
        method_version=METHOD_VERSION,
    )
