"""Schools, health centres and water supplies of a village in a year, from offices' lists of facilities."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, only_with, unpivot
from transforms.sums import exact_sum, how_many
from warehouse.taking import TAKING

SOURCE = "facilities"
KINDS = ("school", "puskesmas", "pustu", "posyandu", "water")
HEALTH_CENTRES = ("puskesmas", "pustu")
BADLY_DAMAGED = ("rusak sedang", "rusak berat")
NEW_YEARS = 5
"""A school is new in the year in which it was built and the four years after."""
MEASURES = (
    *(Measure("facilities_listed", "facilities", _[kind], "facility_kind", kind) for kind in KINDS),
    Measure("school_pupils_persons", "persons", _.pupils),
    Measure("pupils_with_class_groups_persons", "persons", _.pupils_grouped),
    Measure("school_class_groups", "class_groups", _.class_groups),
    Measure("pupils_with_classrooms_persons", "persons", _.pupils_housed),
    Measure("school_classrooms", "classrooms", _.classrooms),
    Measure("schools_of_known_condition", "facilities", _.rated),
    Measure("schools_badly_damaged", "facilities", _.damaged),
    Measure("schools_of_known_year", "facilities", _.dated),
    Measure("schools_new", "facilities", _.new),
    Measure("health_centre_nearest_km", "kilometres", _.nearest_km),
    Measure("health_centre_villages", "villages", _.has_distance),
    Measure("water_served_persons", "persons", _.served),
    Measure("water_flow_hours_per_day", "hours", _.flow_hours),
    Measure("water_supplies_of_known_flow", "facilities", _.flowing),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts of accepted rows of the contract `facilities`.

    Of a facility that is listed more than once for a year the latest received row counts, so lists of schools and of
    health centres stand beside each other, and what no list names is not counted as none. What a ratio divides is of
    the same schools: those that have both.
    """
    key = ["facility_kind", "facility_code", "period"]
    newest = ibis.window(group_by=key, order_by=[*(rows[name].desc() for name in TAKING), rows.row_id])
    listed = rows.mutate(place=ibis.row_number().over(newest)).filter(_.place == 0)
    school = listed.facility_kind == "school"
    water = listed.facility_kind == "water"
    health = listed.facility_kind.isin(HEALTH_CENTRES)
    grouped = school & listed.pupils.notnull() & (listed.class_groups > 0)
    housed = school & listed.pupils.notnull() & (listed.classrooms > 0)
    age = listed.period_start.year() - listed.built_year
    counted = listed.group_by("area_code_bps", "period", "period_start", "period_end").agg(
        received_on=listed.received_on.max(),
        received_no=listed.received_no.max(),
        file_sha256=listed.file_sha256.max(),
        **{kind: how_many(listed.facility_kind == kind).nullif(0) for kind in KINDS},
        pupils=listed.pupils.sum(where=school),
        pupils_grouped=listed.pupils.sum(where=grouped),
        class_groups=listed.class_groups.sum(where=grouped),
        pupils_housed=listed.pupils.sum(where=housed),
        classrooms=listed.classrooms.sum(where=housed),
        rated=how_many(school & listed.condition.notnull()).nullif(0),
        damaged=how_many(school & listed.condition.isin(BADLY_DAMAGED)),
        dated=how_many(school & listed.built_year.notnull()).nullif(0),
        new=how_many(school & age.between(0, NEW_YEARS - 1)),
        nearest_km=listed.distance_km.min(where=health),
        has_distance=how_many(health & listed.distance_km.notnull()).clip(upper=1).nullif(0),
        served=listed.served_persons.sum(where=water),
        flow_hours=exact_sum(ibis.ifelse(water, listed.flow_hours, ibis.null("float64"))),
        flowing=how_many(water & listed.flow_hours.notnull()).nullif(0),
    )
    told = counted.mutate(damaged=only_with(_.damaged, _.rated), new=only_with(_.new, _.dated))
    return unpivot(told, SOURCE, MEASURES)
