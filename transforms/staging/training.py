"""Training and what came of it: graduates, work at 6 and 12 months, young people's businesses; in the vault."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.group_counts import Amount, group_facts, in_years, number_where
from transforms.staging.measures import category
from transforms.staging.newest import newest
from transforms.sums import exact_sum

PARTICIPANTS, FOLLOWUPS = "training_participants", "training_followups"
TRADE_AND_MONTHS = "trade_months"
YOUTH_MONTHS = (16 * 12, 31 * 12)
"""From, and below: 16 to 30 completed years."""
SURVIVAL_MONTHS = 12


def graduate_facts(participants: ir.Table) -> ir.Table:
    """Village facts [persons] of each year: who finished a course and who did not; a person counts once a year, as
    having finished if any course says so. `participants` are tokenised rows of training_participants."""
    yearly = in_years(participants.filter(participants.graduated.notnull()))
    key = ("person_token", "period")
    finished = yearly.group_by(key).agg(has_finished=(_.graduated == "Ya").any())
    persons = newest(yearly, key).join(finished, key)
    return group_facts(
        persons,
        {
            "training_graduates_persons": number_where(persons.has_finished),
            "training_unfinished_persons": number_where(~persons.has_finished),
        },
        source_code=PARTICIPANTS,
    )


def current_followups(followups: ir.Table) -> ir.Table:
    """Of several records of a person, course and month of follow-up the one received last; by calendar year."""
    return newest(in_years(followups), ("person_token", "program_code", "months_after"))


def followup_facts(followed: ir.Table) -> ir.Table:
    """Village facts [persons] of those who were traced: working or in business, and neither, by trade and months.

    `followed` is the result of `current_followups` with age_months on the day of follow-up.
    """
    known = followed.filter(followed.working.notnull() | followed.business_active.notnull())
    works = ((known.working == "Ya").fill_null(False)) | ((known.business_active == "Ya").fill_null(False))
    at_work = group_facts(
        known,
        {
            "working_after_training_persons": number_where(works),
            "not_working_after_training_persons": number_where(~works),
        },
        source_code=FOLLOWUPS,
        breakdown=TRADE_AND_MONTHS,
        breakdown_value=category(known.trade.strip().lower()) + "+" + known.months_after.cast("string"),
    )
    return ibis.union(at_work, _young_businesses(followed))


def _young_businesses(followed: ir.Table) -> ir.Table:
    first, below = YOUTH_MONTHS
    of_age = (followed.age_months >= first) & (followed.age_months < below)
    young = followed.filter(of_age, followed.months_after == SURVIVAL_MONTHS, followed.business_active.notnull())
    is_active = young.business_active == "Ya"
    return group_facts(
        young,
        {
            "youth_business_active_persons": number_where(is_active),
            "youth_business_inactive_persons": number_where(~is_active),
            "youth_business_registered_persons": number_where(is_active & (young.business_registered == "Ya")),
            "youth_business_workers_persons": Amount(exact_sum(ibis.ifelse(is_active, young.workers.fill_null(0), 0))),
        },
        source_code=FOLLOWUPS,
    )
