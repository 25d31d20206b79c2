"""People on lists and people paid, from accepted and tokenised programme records; runs inside the vault.

A person counts once per programme and period, in one village: that of the latest received record, of several on that
day the one with the lowest area code. So counts of villages add up to those of districts and regencies. No order and no
tie depends on a token.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.sums import exact_sum

ARRIVED = ("OMSPAN", "STANDING INSTRUCTION", "ditransfer", "ditarik")
"""Statuses that say the money reached the person's account; failed, excluded and merely decided payments did not."""

PERSON = ("program_code", "person_token", "period", "period_start", "period_end")
_RECORD = (*PERSON, "area_code_bps", "received_on", "row_id")


def listed_persons(beneficiaries: ir.Table, participants: ir.Table) -> ir.Table:
    """One row per programme, person and period on any list: PERSON, area_code_bps, received_on.

    `beneficiaries` and `participants` are tokenised rows of the contracts program_beneficiaries and
    training_participants: who is in a course is a beneficiary of the course's programme.
    """
    lists = ibis.union(beneficiaries.select(_RECORD), participants.select(_RECORD), distinct=False)
    return _latest(lists, PERSON).drop("row_id")


def paid_persons(disbursements: ir.Table) -> ir.Table:
    """One row per programme, person and period whose money arrived: PERSON, area_code_bps, received_on, amount_idr.

    `disbursements` are tokenised rows of the contract program_disbursements. Of several records of one stage the latest
    received counts, so a payment that failed and was made good later is paid once. amount_idr is the sum of the stages.
    """
    staged = disbursements.select(*_RECORD, "amount_idr", "disbursement_status", stage=_.stage.fill_null(""))
    arrived = _latest(staged, (*PERSON, "stage")).filter(_.disbursement_status.isin(ARRIVED))
    sums = arrived.group_by(PERSON).agg(amount_idr=exact_sum(arrived.amount_idr))
    return _latest(arrived.select(_RECORD), PERSON).drop("row_id").join(sums, PERSON)


def _latest(records: ir.Table, key: Sequence[str]) -> ir.Table:
    order = [records.received_on.desc(), records.area_code_bps, records.row_id]
    place = ibis.row_number().over(ibis.window(group_by=key, order_by=order))
    return records.mutate(place=place).filter(_.place == 0).drop("place")
