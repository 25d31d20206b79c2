"""Inequality between regions: the Williamson index of a province's regencies and cities.

The formula is `group_spread.coefficient_of_variation`, weighted by population, over the GRDP per capita of regencies
and cities at constant prices (Williamson 1965).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.indicators.group_spread import against_mean, coefficient_of_variation
from transforms.indicators.inputs import distrust, prefer, status_of
from transforms.indicators.shape import indicator_rows
from transforms.indicators.vintages import as_of_each_day, vintages

INCOME = "grdp_pc_const2010_idr_thousand"
POPULATION = "population_persons"
PLACE = ["area_code_bps", "period", "as_of"]
PROVINCE = ["province", "period", "period_start", "period_end", "as_of"]


def williamson(published: ir.Table, priorities: ir.Table, areas: ir.Table) -> ir.Table:
    """Rows of indicator_values, one per province, year and vintage; source_code setara.

    A year counts where any regency of the province has a GRDP per capita. Unless every regency and city of the
    province has both figures the value is null with value_status input_missing. `areas` is core.areas; n_obs is the
    number of regencies and cities with both figures.
    """
    known = as_of_each_day(published.filter(published.indicator_code.isin([INCOME, POPULATION])))
    members = areas.filter(areas.area_level == "regency", areas.valid_to.isnull())
    members = members.select("area_code_bps", province="parent_area_code_bps")
    units = _units(prefer(known, priorities, INCOME, PLACE), prefer(known, priorities, POPULATION, PLACE), members)
    codes = areas.select("area_code_bps", "area_code_kemendagri", "area_level")
    indices = vintages(_index(units), ["area_code_bps", "period"])
    return indicator_rows(
        indices.left_join(codes, "area_code_bps"),
        indicator_code="williamson_index",
        sex="_T",
        breakdown="_T",
        breakdown_value="_T",
        unit="index",
        release_class="computed",
        conf_status="F",
        source_code="setara",
        method_version="grdp_pc_const_2010",
    )


def _units(income: ir.Table, population: ir.Table, members: ir.Table) -> ir.Table:
    """A row for every member of a province in every year that the province has; income and persons may be null."""
    years = income.join(members, "area_code_bps").select(*PROVINCE).distinct()
    incomes = income.select(*PLACE, income=income.value, income_doubt=distrust(income.obs_status))
    persons = population.select(*PLACE, persons=population.value, persons_doubt=distrust(population.obs_status))
    units = years.join(members, "province").left_join(incomes, PLACE)
    units = units.select("area_code_bps", *PROVINCE, "income", "income_doubt").left_join(persons, PLACE)
    return units.select(
        *PROVINCE,
        "income",
        "persons",
        doubt=ibis.greatest(units.income_doubt, units.persons_doubt),
        is_complete=units.income.notnull() & units.persons.notnull(),
    )


def _index(units: ir.Table) -> ir.Table:
    rows = against_mean(units, units.income, units.persons, PROVINCE)
    sums = rows.aggregate(
        by=PROVINCE,
        index=coefficient_of_variation(rows),
        doubt=rows.doubt.max(),
        n_obs=rows.is_complete.sum(),
        is_complete=rows.is_complete.all(),
    )
    return sums.select(
        *("period", "period_start", "period_end", "n_obs"),
        area_code_bps=sums.province,
        value=ibis.ifelse(sums.is_complete, sums.index, ibis.null("float64")),
        value_status=ibis.ifelse(sums.is_complete, "ok", "input_missing"),
        uncertainty_status=ibis.ifelse(sums.is_complete, "computed_from_published", "undefined"),
        obs_status=ibis.ifelse(sums.is_complete, status_of(sums.doubt), "M"),
        known_from=sums.as_of,
    )
