"""Household microdata to indicators, inside the vault: households in, figures per area out, small counts hidden.

Everything happens in memory; where the engine must spill it does so encrypted, into the vault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from transforms.core.area_lines import parents_of
from transforms.core.disclosure_audit import protect_and_prove
from transforms.core.household_lineage import household_lineage
from transforms.indicators import register_counts, survey_households
from transforms.indicators.additive_store.measures import store_measures
from transforms.indicators.additive_store.merge import rolled_up
from transforms.indicators.poverty_lines import published_lines
from transforms.indicators.register_counts import area_counts, register_facts, register_units, upper_areas
from transforms.indicators.register_households import (
    PLACE,
    access_measures,
    decomposed,
    register_indicators,
    register_measures,
)
from transforms.indicators.register_release import withheld_measures
from transforms.indicators.survey_domains import DOMAIN, domain_places, in_domains, survey_units
from vault.household_store import HouseholdStore
from warehouse import contract
from warehouse.engines.opening import Engine, stored

SURVEY, REGISTER = survey_households.SOURCE, register_counts.SOURCE
OUT = ("indicator_values", "facts", "lineage")


@dataclass(frozen=True)
class HouseholdAggregates:
    """What leaves the vault: nothing in it is about a household. Tables of the contracts of the same names."""

    indicator_values: pa.Table
    facts: pa.Table
    lineage: pa.Table


@dataclass(frozen=True)
class Surroundings:
    """What households are put beside, as tables of the engine."""

    areas: ir.Table
    lines: ir.Table
    """The result of `poverty_lines.published_lines`."""
    figures: ir.Table
    """Accepted rows of bps_values."""


def aggregate_households(
    households: Mapping[str, pa.Table],
    figures: pa.Table,
    areas: pa.Table,
    priorities: pa.Table,
    *,
    engine: Engine,
    store: HouseholdStore,
    older: Sequence[pa.Table] = (),
) -> HouseholdAggregates:
    """Indicators of surveys and of full registers of households, with what stands behind them.

    `households` has the accepted rows of survey_households and register_households, `figures` those of bps_values;
    `areas` and `priorities` are the contracts `areas` and `source_priority`, `engine` a new one that spills inside the
    vault; `store` keeps what the registers' villages sum up to, `older` are the facts of the releases that are kept.
    Raises DesignError where a sample has no design.
    """
    area_table, figure_table = stored(engine, "areas", areas), stored(engine, "bps_values", figures)
    lines = published_lines(figure_table, area_table, stored(engine, "source_priority", priorities))
    around = Surroundings(area_table, stored(engine, "published_lines", lines), figure_table)
    # In one order whatever came first: sums of doubles depend on it.
    given = {name: stored(engine, name, rows.sort_by("row_id")) for name, rows in households.items() if rows.num_rows}
    parts: list[dict[str, pa.Table]] = []
    if SURVEY in given:
        parts.append(_of_survey(engine, given[SURVEY], around))
    if REGISTER in given:
        parts.append(_of_register(engine, given[REGISTER], around, areas, store, older=older))
    return HouseholdAggregates(
        **{name: pa.concat_tables([contract.load(name).empty_table(), *(part[name] for part in parts)]) for name in OUT}
    )


def _of_survey(engine: Engine, rows: ir.Table, around: Surroundings) -> dict[str, pa.Table]:
    units = stored(engine, "survey_units", survey_units(rows, around.lines, around.areas))
    domains = stored(engine, "survey_domains", in_domains(units))
    sums = {name: engine.to_pyarrow(sums) for name, sums in survey_households.domain_sums(domains).items()}
    drawn = engine.to_pyarrow(units.select("period", "regency", "stratum", "psu").distinct())
    groups = engine.to_pyarrow(domains.select(*DOMAIN).distinct())
    estimated = survey_households.estimates(sums, drawn, groups)
    plain = engine.to_pyarrow(survey_households.plain_measures(domains))
    places = domain_places(domains, around.areas)
    values = stored(engine, "survey_values", survey_households.survey_indicators(estimated, plain, places))
    return _conforming(engine, indicator_values=values, lineage=household_lineage(units, values, around.figures))


def _of_register(
    engine: Engine,
    rows: ir.Table,
    around: Surroundings,
    areas: pa.Table,
    store: HouseholdStore,
    *,
    older: Sequence[pa.Table],
) -> dict[str, pa.Table]:
    units = stored(engine, "register_units", register_units(rows, around.lines, around.areas))
    upper = stored(engine, "upper_areas", upper_areas(around.areas))
    counts = stored(engine, "register_counts", area_counts(units, upper))
    counted = engine.to_pyarrow(register_facts(counts))
    facts = stored(engine, "register_facts", protect_and_prove(counted, areas, older).facts)
    above = parents_of(areas)
    withheld = stored(engine, "withheld", withheld_measures(engine.to_pyarrow(counts), above))
    bins = stored(engine, "village_bins", store.update(engine.to_pyarrow(units), engine))
    of_areas = stored(engine, "store_measures", store_measures(rolled_up(bins, upper, PLACE), PLACE))
    measures = [register_measures(of_areas), access_measures(counts), decomposed(units, upper)]
    all_measures = stored(engine, "register_measures", ibis.union(*measures))
    values = stored(engine, "register_values", register_indicators(all_measures, counts, facts, withheld))
    made_of = household_lineage(units, values, around.figures)
    return _conforming(engine, indicator_values=values, facts=facts, lineage=made_of)


def _conforming(engine: Engine, **tables: ir.Table) -> dict[str, pa.Table]:
    """Every table of OUT, those not given without rows."""
    found = {name: contract.load(name).conform(engine.to_pyarrow(table)) for name, table in tables.items()}
    return {name: found.get(name, contract.load(name).empty_table()) for name in OUT}
