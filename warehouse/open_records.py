"""Programme records that are not of persons, outside the vault: batches, complaints, harvests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from transforms.core.rollup import rollup, unasked
from transforms.indicators import lead_times as times
from transforms.indicators.openness import openness
from transforms.staging import complaints, harvests, program_stages
from warehouse import contract
from warehouse.disclosure_rules import disclosure_rules
from warehouse.engines.opening import Engine, stored

Accepted = Mapping[str, ir.Table]


def facts(accepted: Accepted, areas: ir.Table) -> ir.Table:
    """Rows of the contract `facts` before disclosure; nobody expects such a report from every village."""
    village_facts = ibis.union(
        complaints.facts(complaints.current(accepted[complaints.SOURCE])), harvests.facts(accepted[harvests.SOURCE])
    )
    return unasked(rollup(village_facts, areas))


def values(accepted: Accepted, areas: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values` that are not made from facts."""
    return openness(program_stages.batches(accepted[program_stages.SOURCE]), areas)


def lead_times(accepted: Accepted, areas: ir.Table, engine: Engine) -> pa.Table:
    """Rows of the contract `lead_times`, as of the day on which a record of the process was last received."""
    rules = disclosure_rules()
    least = {
        times.PAYOUT: rules.least_for_quantiles[program_stages.SOURCE],
        times.COMPLAINT: rules.least_for_quantiles[complaints.SOURCE],
    }
    rows: list[times.Row] = []
    payouts_until = _last_received(accepted[program_stages.SOURCE], engine)
    if payouts_until is not None:
        batches = program_stages.batches(accepted[program_stages.SOURCE])
        steps = stored(engine, "payout_steps", times.payout_steps(batches, areas))
        durations, late = (
            engine.to_pyarrow(table).to_pylist()
            for table in (times.payout_durations(steps, payouts_until), times.stage_lateness(steps))
        )
        rows += times.lead_times(durations, late, least, payouts_until)
    complaints_until = _last_received(accepted[complaints.SOURCE], engine)
    if complaints_until is not None:
        tickets = complaints.current(accepted[complaints.SOURCE])
        timed = times.complaints_durations(tickets, areas, complaints_until)
        rows += times.lead_times(engine.to_pyarrow(timed).to_pylist(), [], least, complaints_until)
    return pa.Table.from_pylist(rows, schema=contract.load("lead_times").arrow_schema())


def _last_received(rows: ir.Table, engine: Engine) -> date | None:
    day: date | None = engine.to_pyarrow(rows.received_on.max()).as_py()
    return day
