"""Proposals of programmes from villages in a year: whose they are, whether minutes tell of them, and their money."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.core.revisions import latest_files
from transforms.staging.measures import Measure, unpivot
from transforms.sums import exact_sum, how_many

SOURCE = "program_proposals"
PROPOSERS = ("warga", "pemerintah", "lsm")
CITIZENS = "warga"
MEASURES = (
    *(Measure("proposals", "proposals", _[f"of_{who}"], "proposed_by", who) for who in PROPOSERS),
    Measure("accepted_proposals", "proposals", _.accepted),
    Measure("accepted_citizen_proposals", "proposals", _.accepted_of_citizens),
    Measure("accepted_proposals_with_minutes", "proposals", _.accepted_with_minutes),
    Measure("accepted_budget_idr", "idr", _.budget),
    Measure("accepted_realised_idr", "idr", _.realised),
    Measure("accepted_citizen_realised_idr", "idr", _.realised_of_citizens),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [proposals, idr] of accepted rows of the contract `program_proposals`.

    The list of a village and year that came last counts. A proposal has minutes where their number or day is told.
    Money realised of citizens' proposals is 0 where only others have some, null where none has.
    """
    listed = latest_files(rows)
    accepted = listed.accepted == "Ya"
    of_citizens = accepted & (listed.proposed_by == CITIZENS)
    has_minutes = listed.minutes_no.notnull() | listed.minutes_on.notnull()
    counted = listed.group_by("area_code_bps", "period", "period_start", "period_end").agg(
        received_on=listed.received_on.max(),
        received_no=listed.received_no.max(),
        file_sha256=listed.file_sha256.max(),
        **{f"of_{who}": how_many(listed.proposed_by == who) for who in PROPOSERS},
        accepted=how_many(accepted),
        accepted_of_citizens=how_many(of_citizens),
        accepted_with_minutes=how_many(accepted & has_minutes),
        budget=_money(listed.budget_idr, accepted),
        realised=_money(listed.realised_idr, accepted),
        realised_of_citizens=_money(ibis.ifelse(listed.proposed_by == CITIZENS, listed.realised_idr, 0), accepted),
    )
    told = counted.mutate(
        realised_of_citizens=ibis.ifelse(_.realised.isnull(), ibis.null("float64"), _.realised_of_citizens)
    )
    return unpivot(told, SOURCE, MEASURES)


def _money(amount: ir.NumericValue, counts: ir.BooleanValue) -> ir.FloatingScalar:
    return exact_sum(ibis.ifelse(counts, amount.cast("float64"), ibis.null("float64")))
