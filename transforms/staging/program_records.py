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

from transforms.staging.newest import newest
from transforms.sums import exact_sum
from warehouse.taking import TAKING

PERSON = ("program_code", "person_token", "period", "period_start", "period_end")
RECORD = (*PERSON, "area_code_bps", *TAKING, "row_id")


def listed_persons(
    beneficiaries: ir.Table, participants: ir.Table, disbursements: ir.Table, taken_off: Sequence[str]
) -> ir.Table:
    """One row per programme, person and period on any list: RECORD.

    The tables are tokenised rows of the contracts program_beneficiaries, training_participants and
    program_disbursements: who is in a course is a beneficiary of the course's programme, and who is on a list of
    payments is one unless the status is among `taken_off`.
    """
    on_payment_lists = _current(disbursements).filter(_.disbursement_status.fill_null("").notin(taken_off))
    lists = ibis.union(*(table.select(RECORD) for table in (beneficiaries, participants, on_payment_lists)))
    return newest(lists, PERSON)


def paid_persons(disbursements: ir.Table, paid_statuses: Sequence[str]) -> ir.Table:
    """One row per programme, person and period whose money arrived: RECORD without row_id, amount_idr.

    `disbursements` are tokenised rows of the contract program_disbursements. Of several records of one stage the latest
    received counts, so a payment that failed and was made good later is paid once. amount_idr is the sum of the stages.
    """
    arrived = _current(disbursements).filter(_.disbursement_status.isin(paid_statuses))
    sums = arrived.group_by(PERSON).agg(amount_idr=exact_sum(arrived.amount_idr))
    return newest(arrived.select(RECORD), PERSON).drop("row_id").join(sums, PERSON)


def _current(disbursements: ir.Table) -> ir.Table:
    """Of several records of one stage of a person's payment the latest received."""
    staged = disbursements.select(*RECORD, "amount_idr", "disbursement_status", stage=_.stage.fill_null(""))
    return newest(staged, (*PERSON, "stage"))
