"""The payout funnel, a row per step, from protected facts."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.indicators.hidden_sums import graver_mark, shown_sum
from transforms.staging.program_stages import FUNNEL, SOURCE, step_measure
from warehouse import contract

_CELL = ("area_code_bps", "area_code_kemendagri", "area_level", "period", "period_start", "period_end")


def payout_funnel(facts: ir.Table) -> ir.Table:
    """Rows of the contract `payout_funnel`; `facts` are rows of the contract `facts` after disclosure.

    What disclosure hid is null; the mark is the gravest of the row's cells. A step without any cell has no row.
    """
    cells = facts.filter(facts.source_code == SOURCE, facts.breakdown == "program")
    steps = [_step(cells, step_no, step) for step_no, step in enumerate(FUNNEL, start=1)]
    return ibis.union(*steps).select(contract.load("payout_funnel").column_names)


def _step(cells: ir.Table, step_no: int, step: str) -> ir.Table:
    own = cells.filter(cells.measure_code.isin(_measures(step)))

    def amount(unit: str, *, lost: bool) -> ir.FloatingScalar:
        here = own.measure_code == step_measure(step, unit, lost=lost)
        return ibis.ifelse(here.any(), shown_sum(own, here), ibis.null("float64"))

    return own.group_by(*_CELL, program_code=own.breakdown_value).agg(
        step_no=ibis.literal(step_no),
        step=ibis.literal(step),
        persons=amount("persons", lost=False).round().cast("int64"),
        amount_idr=amount("idr", lost=False),
        lost_persons=amount("persons", lost=True).round().cast("int64"),
        lost_idr=amount("idr", lost=True),
        conf_status=graver_mark(own),
        known_from=own.known_from.max(),
    )


def _measures(step: str) -> list[str]:
    return [step_measure(step, unit, lost=lost) for unit in ("persons", "idr") for lost in (False, True)]
