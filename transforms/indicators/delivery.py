"""How aid moves from budget to people: absorption, stage rates, lead times, reconciliation, complaints.

Absorption Σ realised / Σ budget (may exceed 1). Stage rates are ratios of sums, never means of ratios: verified /
allocated, distributed / verified, received / distributed, received / allocated. Lead times in days: quantiles of type 7
over what has arrived; what has not is counted, and belongs in `survival`. A batch whose later stage exceeds its earlier
one is a violation.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses
from transforms.indicators.survival import durations
from transforms.ratios import ratio

STAGES = ("allocated", "verified", "distributed", "received")
"""Columns of counts (persons, packages or IDR) of a batch; each has a date column <stage>_on."""
QUANTILES = {"median": 0.5, "p90": 0.9}
LEADS = {"verified_distributed": ("verified", "distributed"), "allocated_received": ("allocated", "received")}


def delivery(batches: ir.Table, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of the columns `by`, in order of them.

    `batches` has a row per batch with budget, realised, the stages and their dates. Columns: absorption, is_overspent,
    <stage>_rate of the last three stages, end_to_end_rate, lead_<from>_<to>_median and _p90, not_distributed,
    not_received (batches without that date), violations_<stage> (above the stage before) and n_batches. In a rate a
    batch counts where both numbers are known; rates are null where the denominator is 0.
    """
    pairs = list(pairwise(STAGES))
    absorption = _rate(batches, "realised", "budget")
    made = batches.aggregate(
        by=list(by),
        n_batches=batches.count(),
        absorption=absorption,
        is_overspent=absorption > 1,
        **{f"{later}_rate": _rate(batches, later, earlier) for earlier, later in pairs},
        end_to_end_rate=_rate(batches, STAGES[-1], STAGES[0]),
        **_lead_times(batches),
        **{f"not_{stage}": batches[f"{stage}_on"].isnull().sum() for stage in STAGES[2:]},
        **{f"violations_{later}": (batches[later] > batches[earlier]).sum().coalesce(0) for earlier, later in pairs},
    )
    return made.order_by(list(by)) if by else made


def violations(batches: ir.Table) -> ir.Table:
    """A row per batch and stage whose number exceeds that of the stage before: the batch's columns, stage, excess."""
    found = [
        batches.filter(batches[later] > batches[earlier]).mutate(
            stage=ibis.literal(later), excess=(batches[later] - batches[earlier]).cast("float64")
        )
        for earlier, later in pairwise(STAGES)
    ]
    return ibis.union(*found)


def stock_leakage(
    opening: ir.NumericValue, came: ir.NumericValue, left: ir.NumericValue, closing: ir.NumericValue
) -> ir.NumericValue:
    """What is missing of a stock: opening + in - out - closing."""
    return opening + came - left - closing


def complaints(tickets: ir.Table, as_of: date, sla_days: int, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of `by`: n, closed_share, sla_due, sla_share.

    `tickets` has a row per complaint with the dates opened and closed. One opened after `as_of` does not exist yet; one
    closed after it is open. Due are tickets opened at least `sla_days` before `as_of`; of them sla_share were closed
    within `sla_days`, so that old open tickets count as failures. Null where there is none.
    """
    day = ibis.literal(as_of)
    is_there = (tickets.opened <= day).fill_null(False)
    is_closed = is_there & (tickets.closed <= day).fill_null(False)
    is_due = is_there & (day.delta(tickets.opened, unit="day") >= sla_days)
    in_time = is_closed & (tickets.closed.delta(tickets.opened, unit="day") <= sla_days)
    n, due = is_there.sum().coalesce(0), is_due.sum().coalesce(0)
    return tickets.aggregate(
        by=list(by),
        n=n,
        closed_share=ratio(is_closed.sum(), n),
        sla_due=due,
        sla_share=ratio((is_due & in_time).sum(), due),
    )


def reopened_complaints(tickets: ir.Table, as_of: date, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of `by`: n_closed, reopened_share and status (ok, empty: none was closed by `as_of`).

    `tickets` has a row per complaint with the date of its first closing and that of its reopening (first_closed,
    reopened; null: never). A reopening after `as_of` has not happened yet; one without or before a closing is none.
    """
    day = ibis.literal(as_of)
    is_closed = (tickets.first_closed <= day).fill_null(False)
    is_reopened = is_closed & (tickets.reopened <= day) & (tickets.reopened >= tickets.first_closed)
    made = tickets.aggregate(
        by=list(by), n_closed=is_closed.sum().coalesce(0), n_reopened=is_reopened.sum().coalesce(0)
    )
    return made.select(
        *by,
        "n_closed",
        reopened_share=ratio(made.n_reopened, made.n_closed),
        status=ibis.ifelse(made.n_closed == 0, statuses.EMPTY, statuses.OK),
    )


def complaint_durations(tickets: ir.Table, as_of: date, by: Sequence[str] = ()) -> ir.Table:
    """Days that complaints were open, counted for `survival.kaplan_meier`."""
    return durations(tickets, tickets.opened, tickets.closed, ibis.literal(as_of), by)


def lead_durations(batches: ir.Table, earlier: str, later: str, as_of: date, by: Sequence[str] = ()) -> ir.Table:
    """Days between two stages of batches, counted for `survival.kaplan_meier`; what has not arrived is censored."""
    return durations(batches, batches[f"{earlier}_on"], batches[f"{later}_on"], ibis.literal(as_of), by)


def _rate(batches: ir.Table, part: str, whole: str) -> ir.FloatingScalar:
    is_known = batches[part].notnull() & batches[whole].notnull()
    return ratio(batches[part].sum(where=is_known), batches[whole].sum(where=is_known))


def _lead_times(batches: ir.Table) -> dict[str, ir.FloatingScalar]:
    times: dict[str, ir.FloatingScalar] = {}
    for name, (earlier, later) in LEADS.items():
        days = batches[f"{later}_on"].delta(batches[f"{earlier}_on"], unit="day").cast("float64")
        times |= {f"lead_{name}_{mark}": days.quantile(level) for mark, level in QUANTILES.items()}
    return times
