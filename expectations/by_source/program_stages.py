"""Rules of a programme's stages: in their order, not before the proposal's planned start, and nobody added on the way.

The announcement of the list may come late: that is what is asked about transparency, and no fault of the record. So
no later stage is compared with it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import ibis
import ibis.expr.types as ir

from expectations.kinds.row_rules import no_repeats, not_after_report, not_before, not_in_thousands, value_of
from expectations.rule import Rule
from warehouse import contract

SOURCE = "program_stages"
ORDER = contract.load(SOURCE).column("stage").values
PROPOSAL, ANNOUNCEMENT = "usulan", "pengumuman"
BATCH = ["file_sha256", "delivery_no", "area_code_bps", "program_code", "batch_no"]


def _number(t: ir.Table) -> ir.Value:
    """Place of the stage in the order, from 0."""
    return t.stage.cases(*((stage, number) for number, stage in enumerate(ORDER)))


def _of_chain(column: str, t: ir.Table) -> ir.Value:
    """The column, but null for the announcement."""
    return ibis.ifelse(t.stage == ANNOUNCEMENT, ibis.null(t[column].type()), t[column])


def _earlier(t: ir.Table) -> Any:
    """All earlier stages of the same batch."""
    return ibis.window(group_by=BATCH, order_by=_number(t), preceding=(None, 1))


def _last_done_before(t: ir.Table) -> ir.Value:
    return _of_chain("done_on", t).max().over(_earlier(t))


def _least_before(column: str, t: ir.Table) -> ir.Value:
    return _of_chain(column, t).min().over(_earlier(t))


def _planned_start(t: ir.Table) -> ir.Value:
    planned = ibis.ifelse(t.stage == PROPOSAL, t.planned_on, ibis.null("date"))
    return planned.min().over(group_by=BATCH)


def _done_later(t: ir.Table) -> ir.Value:
    """Day on which a later stage of the batch was done."""
    return _of_chain("done_on", t).max().over(ibis.window(group_by=BATCH, order_by=_number(t), following=(1, None)))


def _not_more_than_before(column: str) -> Rule:
    """R03: no stage has more persons or money than one before it."""
    least = partial(_least_before, column)
    return Rule(
        "R03",
        SOURCE,
        lambda t: t[column] <= least(t),
        when=lambda t: t[column].notnull() & least(t).notnull() & (t.stage != ANNOUNCEMENT),
        column=column,
        args={"a": value_of(column), "b": least},
    )


RULES = (
    no_repeats(SOURCE, ["area_code_bps", "program_code", "batch_no", "stage"], column="stage"),
    not_after_report(SOURCE, "done_on"),
    *not_in_thousands(SOURCE, "amount_idr"),
    not_before("R01", SOURCE, "done_on", _last_done_before),
    not_before("R02", SOURCE, "done_on", _planned_start),
    _not_more_than_before("persons"),
    _not_more_than_before("amount_idr"),
    Rule(
        "R04",
        SOURCE,
        lambda t: t.done_on.notnull() | _done_later(t).isnull(),
        when=lambda t: t.stage != ANNOUNCEMENT,
        column="done_on",
        args={"date": _done_later},
    ),
)
