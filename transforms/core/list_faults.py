"""Why people fall off lists, and how old the lists are: from tokenised lists and payments, in the vault."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.staging.group_counts import group_facts, number_where
from transforms.staging.measures import NOT_STATED
from transforms.staging.newest import newest

REASON, AGE = "disbursement_status", "verification_age_months"
UNPAID, VERIFIED = "unpaid_persons", "listed_by_verification_persons"
AGES = ((12, "0-11"), (24, "12-23"), (60, "24-59"))
"""Below so many months, and what that is called; from there on `60+`."""


def list_faults(beneficiaries: ir.Table, disbursements: ir.Table, paid_statuses: Sequence[str]) -> ir.Table:
    """Village facts [persons] of each month: persons not paid by the status of their payment, and persons on lists by
    the months since they were last verified (at the end of the month of the list)."""
    payments = newest(disbursements, ("person_token", "program_code", "period"))
    unpaid = payments.filter(payments.disbursement_status.notin(paid_statuses))
    reasons = group_facts(
        unpaid,
        {UNPAID: number_where(unpaid.person_token.notnull())},
        source_code="program_disbursements",
        breakdown=REASON,
        breakdown_value=unpaid.disbursement_status,
    )
    listed = newest(beneficiaries, ("person_token", "period"))
    months = (listed.period_end.year() - listed.verified_on.year()) * 12 + (
        listed.period_end.month() - listed.verified_on.month()
    )
    age = ibis.cases(
        (listed.verified_on.isnull(), NOT_STATED), *((months < below, name) for below, name in AGES), else_="60+"
    )
    ages = group_facts(
        listed,
        {VERIFIED: number_where(listed.person_token.notnull())},
        source_code="program_beneficiaries",
        breakdown=AGE,
        breakdown_value=age,
    )
    return ibis.union(reasons, ages)
