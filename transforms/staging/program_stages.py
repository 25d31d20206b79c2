"""Batches of programmes on their way from proposal to account, and the payout funnel as village facts."""

from __future__ import annotations

from itertools import pairwise

import ibis
import ibis.expr.types as ir

from transforms.staging.group_counts import Amount, group_facts
from transforms.staging.newest import newest
from transforms.staging.register_counts import PERIOD
from transforms.sums import exact_sum

SOURCE = "program_stages"
STAGES = ("usulan", "verifikasi", "penetapan", "pengumuman", "penyaluran", "penerimaan", "pertanggungjawaban")
"""In the order in which a batch passes them."""
FUNNEL = {"target": "usulan", "listed": "penetapan", "paid": "penyaluran", "received": "penerimaan"}
"""Step of the funnel to the stage that tells its persons and money."""
BATCH = ("program_code", "area_code_bps", *PERIOD, "batch_no")


def current_stages(rows: ir.Table) -> ir.Table:
    """Accepted rows of the contract program_stages: of several of one batch and stage the latest received (ties: the
    lowest row_id). A batch without a number is the only one of its programme, village and period."""
    numbered = rows.mutate(batch_no=rows.batch_no.fill_null(1))
    return newest(numbered, [*BATCH, "stage"])


def batches(rows: ir.Table) -> ir.Table:
    """One row per batch: BATCH, received_on, and of each stage <stage>_on, <stage>_planned_on, <stage>_persons and
    <stage>_idr, null where the batch has not come so far."""
    stages = current_stages(rows)
    columns: dict[str, ir.Scalar] = {}
    for stage in STAGES:
        here = stages.stage == stage
        columns |= {
            f"{stage}_on": stages.done_on.max(where=here),
            f"{stage}_planned_on": stages.planned_on.max(where=here),
            f"{stage}_persons": stages.persons.max(where=here),
            f"{stage}_idr": stages.amount_idr.max(where=here),
        }
    return stages.group_by(BATCH).agg(received_on=stages.received_on.max(), **columns)


def step_measure(step: str, unit: str, *, lost: bool = False) -> str:
    """Measure code of the persons or money at a step of the funnel, or of those lost on the way to it."""
    return f"payout_{step}_lost_{unit}" if lost else f"payout_{step}_{unit}"


def facts(all_batches: ir.Table) -> ir.Table:
    """Village facts [persons, idr] of the funnel by programme; `all_batches` is the result of `batches`.

    Lost on the way to a step are the persons and the money of the step before less those of this one, of batches that
    have both: one that is still on its way has lost nobody, nor has one whose later step has more (a finding).
    """
    amounts = {}
    for unit in ("persons", "idr"):
        for step, stage in FUNNEL.items():
            amounts[step_measure(step, unit)] = Amount(exact_sum(all_batches[f"{stage}_{unit}"]), unit)
        for (_before, earlier), (step, later) in pairwise(FUNNEL.items()):
            lost = all_batches[f"{earlier}_{unit}"] - all_batches[f"{later}_{unit}"]
            amounts[step_measure(step, unit, lost=True)] = Amount(exact_sum(ibis.greatest(lost, 0)), unit)
    return group_facts(
        all_batches, amounts, source_code=SOURCE, breakdown="program", breakdown_value=all_batches.program_code
    )
