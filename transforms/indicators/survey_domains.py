"""The households of sample surveys, once for each domain that they stand for.

A domain is a regency or a province, as a whole (breakdown _T) or its urban or rural part (breakdown residence).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.core.revisions import latest_files
from transforms.indicators.poverty_lines import with_lines

DOMAIN = ("period", "area_code_bps", "breakdown", "breakdown_value")


def survey_units(rows: ir.Table, lines: ir.Table, areas: ir.Table) -> ir.Table:
    """The households of the current files: period, its bounds, received_on, file_sha256, regency, province, residence,
    stratum, psu, persons (weight), welfare, line, line_version, line_known_from, water, sanitation.

    `rows` are accepted rows of survey_households, `lines` the result of `published_lines`, `areas` core.areas. Strata
    of different files are different strata. province is null where the surveys of the period have one regency of it.
    """
    places = areas.filter(areas.area_level == "regency").select(
        area_code_bps="area_code_bps", province="parent_area_code_bps"
    )
    placed = latest_files(rows).left_join(places, "area_code_bps").drop("area_code_bps_right")
    lined = with_lines(placed.mutate(regency=placed.area_code_bps), lines)
    in_province = ibis.window(group_by=["period", "province"])
    has_others = lined.regency.min().over(in_province) != lined.regency.max().over(in_province)
    return lined.select(
        *("period", "period_start", "period_end", "received_on", "file_sha256", "regency", "residence", "psu"),
        *("line", "line_version", "line_known_from"),
        province=ibis.ifelse(has_others, lined.province, ibis.null("string")),
        stratum=lined.file_sha256 + ":" + lined.stratum,
        persons=lined.household_weight * lined.household_size,
        welfare=lined.expenditure_pc_idr_per_month,
        water=lined.improved_water,
        sanitation=lined.improved_sanitation,
    )


def in_domains(units: ir.Table) -> ir.Table:
    """A row per household of `survey_units` and domain of it, with the columns of DOMAIN."""
    parts = []
    for area in ("regency", "province"):
        placed = units.filter(units[area].notnull()).mutate(area_code_bps=units[area])
        whole = placed.mutate(breakdown=ibis.literal("_T"), breakdown_value=ibis.literal("_T"))
        by_residence = placed.filter(placed.residence.notnull()).mutate(
            breakdown=ibis.literal("residence"), breakdown_value=placed.residence
        )
        parts += [whole, by_residence]
    return ibis.union(*parts)


def domain_places(domains: ir.Table, areas: ir.Table) -> ir.Table:
    """One row per domain: area codes and level, bounds of the period, known_from, line_known_from (the last day on
    which one of its published lines became known), and how many of its regencies the surveys have (n_received) and
    it has today (n_expected)."""
    sums = domains.aggregate(
        by=list(DOMAIN),
        period_start=domains.period_start.min(),
        period_end=domains.period_end.max(),
        known_from=domains.received_on.max(),
        line_known_from=domains.line_known_from.max(),
        n_received=domains.regency.nunique(),
    )
    regencies = areas.filter(areas.area_level == "regency", areas.valid_to.isnull())
    members = regencies.group_by(area_code_bps=regencies.parent_area_code_bps).agg(n_regencies=ibis._.count())
    named = areas.select("area_code_bps", "area_code_kemendagri", "area_level")
    placed = sums.left_join(named, "area_code_bps").drop("area_code_bps_right")
    counted = placed.left_join(members, "area_code_bps").drop("area_code_bps_right")
    is_province = counted.area_level == "province"
    return counted.mutate(n_expected=ibis.ifelse(is_province, counted.n_regencies, 1)).drop("n_regencies")


def neighbour_strata(drawn: list[dict[str, str]]) -> dict[str, str]:
    """For each stratum the one into which it is put together where it has one PSU: the next of the same regency in
    order, or the one before for the last. A regency's only stratum has none.

    `drawn` are the distinct regency and stratum of the design's rows.
    """
    of_regency: dict[str, list[str]] = {}
    for row in sorted(drawn, key=lambda row: (row["regency"], row["stratum"])):
        of_regency.setdefault(row["regency"], []).append(row["stratum"])
    return {
        stratum: strata[place + 1] if place + 1 < len(strata) else strata[place - 1]
        for strata in of_regency.values()
        if len(strata) > 1
        for place, stratum in enumerate(strata)
    }
