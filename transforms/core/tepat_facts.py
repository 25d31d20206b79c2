"""The six "tepat" as counts: what is right in each T and what is not, by payments and by interviews, in the vault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.indicators.six_tepat import right_deliveries, with_unknown
from transforms.ratios import ratio
from transforms.staging.eligibility import certainly_above, certainly_up_to
from transforms.staging.group_counts import group_facts, number_where
from transforms.staging.newest import newest

RIGHT, WRONG = "payments_right_persons", "payments_wrong_persons"
ENTITLED, NOT_ENTITLED = "payments_entitled_persons", "payments_not_entitled_persons"
OF_PAYMENTS = {"sasaran": (ENTITLED, NOT_ENTITLED), "jumlah": (RIGHT, WRONG), "waktu": (RIGHT, WRONG)}
"""Of each T that payments tell of: the measures of those that are right in it, and of those that are not. To whom a
payment went is a trait of the person; that it came late is none."""
OF_HANDOVERS = dict.fromkeys(
    ("harga", "kualitas", "administrasi"), ("handovers_right_persons", "handovers_wrong_persons")
)
"""The same of each T that recipients tell of in interviews."""
MEASURES = OF_PAYMENTS | OF_HANDOVERS
PROGRAM_AND_TEPAT = "program_tepat"
PLACED = ("program_code", "area_code_bps", "period", "period_start", "period_end")
PAYMENTS, INTERVIEWS = "program_disbursements", "distribution_monitoring"


@dataclass(frozen=True)
class Service:
    """What is promised to recipients; `reference/service_levels.yml`."""

    payout_days: int
    """A payment is in time so many days after the planned day."""
    amount_tolerance_share: float
    """Of the entitlement: how far the amount may be from it."""
    entitled_up_to_decile: int
    """Aid is meant for families of the register's deciles up to this one."""
    official_price_idr: float
    """What a recipient has to pay for aid."""


def tepat_facts(disbursements: ir.Table, batches: ir.Table, paid_statuses: Sequence[str], service: Service) -> ir.Table:
    """Village facts [persons] of each month by programme and T (`blt_dd+waktu`): payments that arrived and are right,
    and those that are not. A T of which nothing is known has no row.

    `disbursements` are tokenised rows with decile_group, `batches` the result of `program_stages.batches`. Entitled to
    is what the decree gives a person on average, planned is the latest day of paying out of the programme's batches in
    that village and month.
    """
    kept = newest(disbursements, ("program_code", "person_token", "period", "stage"))
    decreed = batches.group_by("program_code", "area_code_bps", "period").agg(
        persons=_.penetapan_persons.sum(), idr=_.penetapan_idr.sum(), planned_on=_.penyaluran_planned_on.max()
    )
    arrived = kept.filter(kept.disbursement_status.isin(paid_statuses)).left_join(
        decreed, ["program_code", "area_code_bps", "period"], rname="decreed_{name}"
    )
    group = arrived.decile_group
    deliveries = arrived.select(
        *PLACED,
        known_on=arrived.received_on,
        is_entitled=ibis.cases(
            (group.isin(certainly_up_to(service.entitled_up_to_decile)), True),
            (group.isin(certainly_above(service.entitled_up_to_decile)), False),
            else_=ibis.null("boolean"),
        ),
        received_idr=arrived.amount_idr,
        entitled_idr=ratio(arrived.idr, arrived.persons),
        received_on=arrived.paid_on,
        planned_on=arrived.planned_on,
    )
    return _facts(deliveries, service, OF_PAYMENTS, PAYMENTS)


def handover_facts(interviews: ir.Table, service: Service) -> ir.Table:
    """Village facts [persons] of each month by programme and T (`bst+harga`): interviewed recipients whose handover was
    right, and those whose was not. A T that nobody was asked about has no row.

    `interviews` are tokenised rows of the contract distribution_monitoring, so that every NIK is valid, and the one
    received last counts.
    """
    kept = newest(interviews, ("program_code", "person_token", "period"))
    deliveries = kept.select(
        *PLACED,
        known_on=kept.received_on,
        paid_price=kept.charge_idr,
        official_price=ibis.literal(service.official_price_idr, "float64"),
        is_rejected=kept.goods_were_good == "Tidak",
        is_nik_valid=ibis.literal(value=True),
        is_signed=kept.receipt_signed == "Ya",
        is_duplicate=ibis.literal(value=False),
    )
    return _facts(deliveries, service, OF_HANDOVERS, INTERVIEWS)


def _facts(
    deliveries: ir.Table, service: Service, measures: Mapping[str, tuple[str, str]], source_code: str
) -> ir.Table:
    judged = right_deliveries(with_unknown(deliveries), service.payout_days, service.amount_tolerance_share)
    dated = judged.mutate(received_on=judged.known_on)
    return ibis.union(*(_of_tepat(dated, name, *measures[name], source_code) for name in measures))


def _of_tepat(judged: ir.Table, name: str, right: str, wrong: str, source_code: str) -> ir.Table:
    known = judged.filter(judged[name].notnull())
    return group_facts(
        known,
        {right: number_where(known[name]), wrong: number_where(~known[name])},
        source_code=source_code,
        breakdown=PROGRAM_AND_TEPAT,
        breakdown_value=known.program_code + "+" + name,
    )
