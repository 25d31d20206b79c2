"""Checks of delivery: batches of a programme by stage, and complaints."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import ibis.expr.types as ir

from setara.reference_checks.check import Check
from setara.reference_checks.frames import frame, rows
from transforms.indicators.delivery import complaint_durations, complaints, delivery
from transforms.indicators.survival import kaplan_meier

STAGES = {"allocated": "alloc", "verified": "verif", "distributed": "dist", "received": "recv"}
WITHIN = re.compile(r"^km_p_within_(\d+)$")
GROUPED = "by_"


def compute(check: Check) -> dict[str, Any]:
    """Complaints where the table has tickets, else batches: all together and by columns asked for as by_<column>."""
    table = frame(check.table())
    return _complaints(check, table) if "opened" in table.columns else _batches(check, table)


def _batches(check: Check, table: ir.Table) -> dict[str, Any]:
    dates = {f"{stage}_on": table[f"d_{short}"].cast("date") for stage, short in STAGES.items()}
    batches = table.mutate(**{stage: table[f"n_{short}"] for stage, short in STAGES.items()}, **dates)
    groups = {name: [name.removeprefix(GROUPED)] for name in check.asked if name.startswith(GROUPED)}
    grouped = {name: [_named(row) for row in rows(delivery(batches, by))] for name, by in groups.items()}
    whole = _named(rows(delivery(batches))[0])
    return whole | {"all": whole} | grouped


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "end_to_end": row["end_to_end_rate"],
        "lead_verif_dist_median": row["lead_verified_distributed_median"],
        "lead_verif_dist_p90": row["lead_verified_distributed_p90"],
        "lead_alloc_recv_median": row["lead_allocated_received_median"],
        "lead_alloc_recv_p90": row["lead_allocated_received_p90"],
        "violations_verif_gt_alloc": row["violations_verified"],
        "violations_dist_gt_verif": row["violations_distributed"],
        "violations_recv_gt_dist": row["violations_received"],
    }


def _complaints(check: Check, table: ir.Table) -> dict[str, Any]:
    as_of, sla = date.fromisoformat(check.params["as_of"]), int(check.params["sla_days"])
    tickets = table.mutate(opened=table.opened.cast("date"), closed=table.closed.cast("date"))
    made = rows(complaints(tickets, as_of, sla))[0]
    counts = rows(complaint_durations(tickets, as_of))
    survival = kaplan_meier(*([row[name] for row in counts] for name in ("days", "events", "censored")))
    within = {name: survival.over_within(int(found.group(1))) for name in check.asked if (found := WITHIN.match(name))}
    return (
        made
        | within
        | {
            f"sla{sla}_due": made["sla_due"],
            f"sla{sla}_share": made["sla_share"],
            "km_median": survival.median(),
        }
    )
