"""The six "tepat" of payments as counts: payments that are right in each T, and those that are not; in the vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.indicators.six_tepat import right_deliveries
from transforms.ratios import ratio
from transforms.staging.eligibility import certainly_above, certainly_up_to
from transforms.staging.group_counts import group_facts, number_where
from transforms.staging.newest import newest

RIGHT, WRONG = "payments_right_persons", "payments_wrong_persons"
ENTITLED, NOT_ENTITLED = "payments_entitled_persons", "payments_not_entitled_persons"
MEASURES = {"sasaran": (ENTITLED, NOT_ENTITLED), "jumlah": (RIGHT, WRONG), "waktu": (RIGHT, WRONG)}
"""Of each T that records tell of: the measures of the payments that are right in it, and of those that are not. To whom
a payment went is a trait of the person; that it came late is none."""
PROGRAM_AND_TEPAT = "program_tepat"
SOURCE = "program_disbursements"


@dataclass(frozen=True)
class Service:
    """What is promised to recipients; `reference/service_levels.yml`."""

    payout_days: int
    """A payment is in time so many days after the planned day."""
    amount_tolerance_share: float
    """Of the entitlement: how far the amount may be from it."""
    entitled_up_to_decile: int
    """Aid is meant for families of the register's deciles up to this one."""


def tepat_facts(disbursements: ir.Table, batches: ir.Table, paid_statuses: Sequence[str], service: Service) -> ir.Table:
    """Village facts [persons] of each month by programme and T (`blt_dd+waktu`): payments that arrived and are right,
    and those that are not. A T of which nothing is known has no row.

    `disbursements` are tokenised rows with decile_group, `batches` the result of `program_stages.batches`. Entitled to
    is what the decree gives a person on average, planned is the latest day of paying out of the programme's batches in
    that village and month. No record tells of prices, of quality or of signatures: these T have no row.
    """
    kept = newest(disbursements, ("program_code", "person_token", "period", "stage"))
    decreed = batches.group_by("program_code", "area_code_bps", "period").agg(
        persons=_.penetapan_persons.sum(), idr=_.penetapan_idr.sum(), planned_on=_.penyaluran_planned_on.max()
    )
    arrived = kept.filter(kept.disbursement_status.isin(paid_statuses)).left_join(
        decreed, ["program_code", "area_code_bps", "period"], rname="decreed_{name}"
    )
    group = arrived.decile_group
    unknown = ibis.null("boolean")
    deliveries = arrived.mutate(
        is_entitled=ibis.cases(
            (group.isin(certainly_up_to(service.entitled_up_to_decile)), True),
            (group.isin(certainly_above(service.entitled_up_to_decile)), False),
            else_=unknown,
        ),
        received_idr=arrived.amount_idr,
        entitled_idr=ratio(arrived.idr, arrived.persons),
        received_on_day=arrived.paid_on,
        paid_price=ibis.null("float64"),
        official_price=ibis.null("float64"),
        is_rejected=unknown,
        is_nik_valid=unknown,
        is_signed=unknown,
        is_duplicate=unknown,
    )
    judged = right_deliveries(
        deliveries.mutate(known_on=deliveries.received_on, received_on=deliveries.received_on_day),
        service.payout_days,
        service.amount_tolerance_share,
    ).mutate(received_on=_.known_on)
    return ibis.union(*(_of_tepat(judged, name) for name in MEASURES))


def _of_tepat(judged: ir.Table, name: str) -> ir.Table:
    known = judged.filter(judged[name].notnull())
    right, wrong = MEASURES[name]
    return group_facts(
        known,
        {right: number_where(known[name]), wrong: number_where(~known[name])},
        source_code=SOURCE,
        breakdown=PROGRAM_AND_TEPAT,
        breakdown_value=known.program_code + "+" + name,
    )
