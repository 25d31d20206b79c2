"""From accepted rows to all tables of a release: the transforms, put in their order on one DuckDB connection.

One thread, because sums of doubles vary with the order of threads and a release must repeat byte for byte.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from transforms.core.disclosure import protect
from transforms.core.lineage import lineage
from transforms.core.periods import periods
from transforms.core.programs import programs
from transforms.core.published_lineage import published_lineage
from transforms.core.receipts import calendar, receipts, schedule
from transforms.core.revisions import latest
from transforms.core.rollup import rollup
from transforms.indicators.composite import human_development
from transforms.indicators.programs import program_indicators
from transforms.indicators.published import published_values
from transforms.indicators.regional import williamson
from transforms.indicators.village_reports import village_indicators
from warehouse import contract

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
    known_programs: pa.Table
    own: Mapping[str, pa.Table]
    """Tables that are a release's already: areas, indicators, source_priority, loads, findings, snapshots."""


def assemble(inputs: Inputs) -> dict[str, pa.Table]:
    """All tables that `build_release` needs, by contract name."""
    engine = ibis.duckdb.connect(threads=1)

    def made(name: str, expression: ir.Table) -> ir.Table:
        """Compute an expression once and go on from its rows."""
        return engine.create_table(name, expression.to_pyarrow() if isinstance(expression, ir.Table) else expression)

    own = {name: engine.create_table(name, table) for name, table in inputs.own.items()}
    accepted = {name: engine.create_table(f"accepted_{name}", table) for name, table in inputs.accepted.items()}
    areas, priorities = own["areas"], own["source_priority"]

    village_facts = made("village_facts", latest(ibis.union(*_village_facts(accepted))))
    protected = protect(rollup(village_facts, areas).to_pyarrow(), inputs.own["areas"])
    facts = engine.create_table("facts", pa.concat_tables([protected, inputs.program_facts]))
    village_receipts = made("receipts", _receipts(engine, inputs, areas))
    published = made("published", published_values(accepted["bps_values"], areas))
    indicator_values = ibis.union(
        published,
        human_development(published, priorities),
        williamson(published, priorities, areas),
        village_indicators(facts, village_receipts),
        program_indicators(facts, published, priorities),
    )
    known_lineage = ibis.union(
        published_lineage(accepted["bps_values"]), engine.create_table("of_programs", inputs.program_lineage)
    )
    made_here = {
        "facts": facts,
        "village_report_receipts": village_receipts,
        "calendar": calendar(village_receipts),
        "indicator_values": made("indicator_values", indicator_values),
        "lineage": lineage(village_facts, known_lineage),
        "programs": programs(
            accepted["program_list"],
            accepted["program_budgets"],
            engine.create_table("known_programs", inputs.known_programs),
        ),
    }
    made_here["periods"] = periods(made_here["indicator_values"], facts, village_receipts)
    tables = {**inputs.own, **{name: expression.to_pyarrow() for name, expression in made_here.items()}}
    return {name: contract.load(name).conform(table) for name, table in tables.items()}


def _village_facts(accepted: Mapping[str, ir.Table]) -> list[ir.Table]:
    """Facts of all village sources, each by the module of its name."""
    return [
        importlib.import_module(f"transforms.staging.{source}").facts(accepted[source]) for source in VILLAGE_SOURCES
    ]


def _receipts(engine: ibis.BaseBackend, inputs: Inputs, areas: ir.Table) -> ir.Table:
    """What came of each village report that was due: every row of a village, and files that could not be read."""
    sheets = engine.create_table("sheets", inputs.sheets)
    fates = engine.create_table("fates", inputs.row_fates)
    columns = ["area_code_bps", "source_code", "period", "received_on", "fate"]
    arrived = [
        engine.create_table(f"staged_{source}", inputs.staged[source])
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
