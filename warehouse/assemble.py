"""From accepted rows to all tables of a release: the transforms, put in their order on one engine."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from transforms.core.disclosure import protect
from transforms.core.lineage import lineage
from transforms.core.periods import periods
from transforms.core.programs import programs
from transforms.core.published_lineage import published_lineage
from transforms.core.receipts import calendar, receipts, schedule
from transforms.core.release_calendar import release_states
from transforms.core.revisions import latest
from transforms.core.rollup import rollup
from transforms.indicators.published import published_values
from warehouse import contract
from warehouse.engines import Engine, stored
from warehouse.indicator_expressions import ComputedFrom, computed_values
from warehouse.release_calendar import release_calendar

VILLAGE_SOURCES = tuple(name for name in contract.names("staging") if name.startswith("village_"))


@dataclass(frozen=True)
class Inputs:
    """What the other rooms hand over for a release; nothing in it is personal."""

    accepted: Mapping[str, pa.Table]
    """Accepted rows by source contract; only of contracts that are not personal."""
    staged: Mapping[str, pa.Table]
    """All rows by source contract, accepted or not, to tell what was received of each village."""
    sheets: pa.Table
    row_fates: pa.Table
    program_facts: pa.Table
    """Facts of programmes, protected inside the vault; contract `facts`."""
    program_lineage: pa.Table
    household_values: pa.Table
    """Indicators of household microdata, made and protected inside the vault; contract `indicator_values`."""
    household_facts: pa.Table
    household_lineage: pa.Table
    known_programs: pa.Table
    own: Mapping[str, pa.Table]
    """Tables that are a release's already: areas, indicators, source_priority, loads, findings, snapshots."""


def assemble(inputs: Inputs, engine: Engine) -> dict[str, pa.Table]:
    """All tables that `build_release` needs, by contract name, made by a new `engine`."""
    own = {name: stored(engine, name, table) for name, table in inputs.own.items()}
    accepted = {name: stored(engine, f"accepted_{name}", table) for name, table in inputs.accepted.items()}
    areas, priorities = own["areas"], own["source_priority"]

    village_facts = stored(engine, "village_facts", latest(ibis.union(*_village_facts(accepted))))
    protected = protect(rollup(village_facts, areas).to_pyarrow(), inputs.own["areas"])
    facts = stored(engine, "facts", pa.concat_tables([protected, inputs.program_facts, inputs.household_facts]))
    village_receipts = stored(engine, "receipts", _receipts(engine, inputs, areas))
    published = stored(engine, "published", published_values(accepted["bps_values"], areas))
    computed = computed_values(ComputedFrom(published, priorities, areas, facts, village_receipts))
    of_households = stored(engine, "of_households", inputs.household_values)
    indicator_values = ibis.union(published, of_households, *computed.values())
    made_in_vault = pa.concat_tables([inputs.program_lineage, inputs.household_lineage])
    known_lineage = ibis.union(
        published_lineage(accepted["bps_values"]), stored(engine, "made_in_vault", made_in_vault)
    )
    made_here = {
        "facts": facts,
        "village_report_receipts": village_receipts,
        "calendar": ibis.union(calendar(village_receipts), _releases(engine, inputs, published, areas)),
        "indicator_values": stored(engine, "indicator_values", indicator_values),
        "lineage": lineage(village_facts, known_lineage),
        "programs": programs(
            accepted["program_list"],
            accepted["program_budgets"],
            stored(engine, "known_programs", inputs.known_programs),
        ),
    }
    made_here["periods"] = periods(made_here["indicator_values"], facts, village_receipts)
    tables = {**inputs.own, **{name: expression.to_pyarrow() for name, expression in made_here.items()}}
    return {name: contract.load(name).conform(table) for name, table in tables.items()}


def _releases(engine: Engine, inputs: Inputs, published: ir.Table, areas: ir.Table) -> ir.Table:
    """Releases of BPS figures, as of the day on which some were last received."""
    is_bps = pc.equal(inputs.sheets["family"], "bps")
    as_of = pc.max(inputs.sheets["received_on"].filter(is_bps)).as_py()
    expected = stored(engine, "expected_releases", release_calendar().expected(as_of))
    return release_states(expected, published, areas, as_of)


def _village_facts(accepted: Mapping[str, ir.Table]) -> list[ir.Table]:
    """Facts of all village sources, each by the module of its name."""
    return [
        importlib.import_module(f"transforms.staging.{source}").facts(accepted[source]) for source in VILLAGE_SOURCES
    ]


def _receipts(engine: Engine, inputs: Inputs, areas: ir.Table) -> ir.Table:
    """What came of each village report that was due: every row of a village, and files that could not be read."""
    sheets = stored(engine, "sheets", inputs.sheets)
    fates = stored(engine, "fates", inputs.row_fates)
    columns = ["area_code_bps", "source_code", "period", "received_on", "fate"]
    arrived = [
        stored(engine, f"staged_{source}", inputs.staged[source])
        .inner_join(fates.select("row_id", "fate"), "row_id")
        .mutate(source_code=ibis.literal(source))
        .select(columns)
        for source in VILLAGE_SOURCES
    ]
    unread = sheets.filter(sheets.read_status != "ok", sheets.source.isin(VILLAGE_SOURCES)).mutate(
        source_code=sheets.source, fate=ibis.literal("rejected")
    )
    told = ibis.union(*arrived, unread.select(columns))
    return receipts(told.filter(told.area_code_bps.notnull() & told.period.notnull()), schedule(sheets), areas)
