"""From accepted rows to all tables of a release: the transforms, put in their order on one engine."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from transforms.core.completeness import completeness, with_completeness
from transforms.core.disclosure_audit import protect_and_prove
from transforms.core.lineage import lineage
from transforms.core.payout_funnel import payout_funnel
from transforms.core.periods import periods
from transforms.core.program_lineage import OPEN_USES, program_lineage
from transforms.core.programs import programs
from transforms.core.published_lineage import published_lineage
from transforms.core.receipts import calendar, receipts
from transforms.core.release_calendar import release_states
from transforms.core.reporting_progress import reporting_progress
from transforms.core.revisions import latest
from transforms.core.rollup import rollup, unasked
from transforms.indicators import village_reports
from transforms.indicators.published import published_values
from transforms.indicators.punctuality import with_punctuality
from transforms.staging import village_facilities
from warehouse import contract, open_records
from warehouse.engines.opening import Engine, stored
from warehouse.indicators.expressions import ComputedFrom, computed_values
from warehouse.release_calendar import release_calendar
from warehouse.village_deliveries import VILLAGE_SOURCES, needed_cells, village_deliveries
from warehouse.village_vintages import with_vintages

LIST_SOURCES = ("facilities", "program_proposals")
"""Lists of offices that are not of persons: facts of villages, but no report that is due from each."""


@dataclass(frozen=True)
class Inputs:
    """What the other rooms hand over for a release; nothing in it is personal."""

    accepted: Mapping[str, pa.Table]
    """Accepted rows by source contract; only of contracts that are not personal."""
    staged: Mapping[str, pa.Table]
    """All rows by source contract, accepted or not, to tell what was received of each village."""
    sheets: pa.Table
    cells: pa.Table
    """Rows of `staged_cells`, to tell how complete reports are: only place and status are used, never their text."""
    row_fates: pa.Table
    program_facts: pa.Table
    """Facts of programmes, protected inside the vault; contract `facts`."""
    program_values: pa.Table
    """Indicators of programmes that do not add up, made inside the vault; contract `indicator_values`."""
    program_lineage: pa.Table
    household_values: pa.Table
    """Indicators of household microdata, made and protected inside the vault; contract `indicator_values`."""
    household_facts: pa.Table
    household_lineage: pa.Table
    known_programs: pa.Table
    kept_facts: Sequence[pa.Table]
    """Facts of the releases that are kept, the oldest first; contract `facts`."""
    own: Mapping[str, pa.Table]
    """Tables that are a release's already: areas, indicators, source_priority, loads, findings, snapshots."""


def assemble(inputs: Inputs, engine: Engine) -> dict[str, pa.Table]:
    """All tables that `build_release` needs, by contract name, made by a new `engine`."""
    own = {name: stored(engine, name, table) for name, table in inputs.own.items()}
    accepted = {name: stored(engine, f"accepted_{name}", table) for name, table in inputs.accepted.items()}
    areas, priorities = own["areas"], own["source_priority"]
    accepted["village_facilities"] = village_facilities.of_whole_lists(
        accepted["village_facilities"],
        stored(engine, "all_facilities", inputs.staged["village_facilities"]),
        stored(engine, "all_fates", inputs.row_fates),
    )

    village_rows = stored(engine, "village_rows", _village_facts(accepted, VILLAGE_SOURCES))
    village_facts = stored(engine, "village_facts", latest(village_rows))
    listed_facts = stored(engine, "listed_facts", latest(_village_facts(accepted, LIST_SOURCES)))
    counted = ibis.union(
        rollup(village_facts, areas), unasked(rollup(listed_facts, areas)), open_records.facts(accepted, areas)
    )
    protected = protect_and_prove(counted.to_pyarrow(), inputs.own["areas"], inputs.kept_facts).facts
    facts = stored(engine, "facts", pa.concat_tables([protected, inputs.program_facts, inputs.household_facts]))
    reports = village_deliveries(engine, staged=inputs.staged, sheets=inputs.sheets, fates=inputs.row_fates)
    complete = completeness(reports.rows, needed_cells(engine, inputs.cells))
    village_receipts = stored(
        engine, "receipts", with_completeness(receipts(reports.deliveries, reports.due, areas), complete)
    )
    published = stored(engine, "published", published_values(accepted["bps_values"], areas))
    computed = computed_values(ComputedFrom(published, priorities, areas, facts, village_receipts))
    of_villages = with_vintages(
        computed[village_reports.__name__],
        engine=engine,
        village_rows=village_rows,
        deliveries=reports.deliveries,
        due=reports.due,
        areas=inputs.own["areas"],
    )
    computed[village_reports.__name__] = with_punctuality(of_villages.values, village_receipts, areas)
    vault_values = pa.concat_tables([inputs.program_values, inputs.household_values])
    indicator_values = ibis.union(
        published,
        stored(engine, "vault_values", vault_values),
        open_records.values(accepted, areas),
        *computed.values(),
    )
    made_in_vault = pa.concat_tables([inputs.program_lineage, inputs.household_lineage])
    known_lineage = ibis.union(
        published_lineage(accepted["bps_values"]),
        program_lineage(accepted, OPEN_USES),
        stored(engine, "made_in_vault", made_in_vault),
    )
    made_here = {
        "facts": facts,
        "payout_funnel": payout_funnel(facts),
        "lead_times": stored(engine, "lead_times", open_records.lead_times(accepted, areas, engine)),
        "village_report_receipts": village_receipts,
        "village_reporting": reporting_progress(village_receipts, areas, _last_receipt(inputs, "village_reports")),
        "calendar": ibis.union(calendar(village_receipts), _releases(engine, inputs, published, areas)),
        "indicator_values": stored(engine, "indicator_values", indicator_values),
        "lineage": lineage(ibis.union(village_facts, of_villages.facts, listed_facts), known_lineage),
        "programs": programs(
            accepted["program_list"],
            accepted["program_budgets"],
            stored(engine, "known_programs", inputs.known_programs),
            facts,
        ),
    }
    made_here["periods"] = periods(made_here["indicator_values"], facts, village_receipts)
    tables = {**inputs.own, **{name: expression.to_pyarrow() for name, expression in made_here.items()}}
    return {name: contract.load(name).conform(table) for name, table in tables.items()}


def _releases(engine: Engine, inputs: Inputs, published: ir.Table, areas: ir.Table) -> ir.Table:
    """Releases of BPS figures, as of the day on which some were last received."""
    as_of = _last_receipt(inputs, "bps")
    expected = stored(engine, "expected_releases", release_calendar().expected(as_of))
    return release_states(expected, published, areas, as_of)


def _last_receipt(inputs: Inputs, family: str) -> date | None:
    """The day on which a file of that family was last received."""
    is_of_family = pc.equal(inputs.sheets["family"], family)
    day: date | None = pc.max(inputs.sheets["received_on"].filter(is_of_family)).as_py()
    return day


def _village_facts(accepted: Mapping[str, ir.Table], sources: Sequence[str]) -> ir.Table:
    """Facts of all these sources, each by the module of its name."""
    return ibis.union(
        *(importlib.import_module(f"transforms.staging.{source}").facts(accepted[source]) for source in sources)
    )
