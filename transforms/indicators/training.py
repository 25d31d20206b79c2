"""From training to a business: who finishes, who starts one in time, and how long it lives.

A row is a participant, with the dates course_ended, graduated (null: did not finish), last_seen (when the graduate was
last traced; null: never), started and ended (of the business; null: not). Each share has its own denominator, and none
is of all who enrolled:
  attrition        not graduated / participants whose course is over
  not traceable    graduates never traced / graduates
  started          started within m months of graduating / graduates who could be seen for m months or longer
  survival         Kaplan-Meier of businesses, open until the owner was last seen
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses
from transforms.indicators.survival import Survival, durations
from transforms.ratios import ratio

MONTHS = 6
DAYS_OF_MONTH = 365.25 / 12


def training_outcomes(participants: ir.Table, as_of: date, by: Sequence[str] = (), *, months: int = MONTHS) -> ir.Table:
    """One row per group of `by`: n_ended, attrition_share, n_graduates, not_traceable_share, n_observable,
    started_share and status.

    What happened after `as_of` has not happened yet. A business that began before graduation counts as started. status:
    ok, empty (no course is over), denominator_missing (nobody could be seen for so long: no started_share).
    """
    day = ibis.literal(as_of)
    seen = _until(participants, as_of)
    has_ended = (participants.course_ended <= day).fill_null(False)
    has_graduated = has_ended & (participants.graduated <= day).fill_null(False)
    bound = participants.graduated + ibis.interval(months=months)
    is_observable = has_graduated & (seen >= bound).fill_null(False)
    has_started = is_observable & (participants.started <= bound).fill_null(False)
    made = participants.aggregate(
        by=list(by),
        n_ended=has_ended.sum().coalesce(0),
        n_graduates=has_graduated.sum().coalesce(0),
        n_lost=(has_graduated & participants.last_seen.isnull()).sum(),
        n_observable=is_observable.sum().coalesce(0),
        n_started=has_started.sum(),
    )
    return made.select(
        *by,
        "n_ended",
        attrition_share=ratio(made.n_ended - made.n_graduates, made.n_ended),
        n_graduates="n_graduates",
        not_traceable_share=ratio(made.n_lost, made.n_graduates),
        n_observable="n_observable",
        started_share=ratio(made.n_started, made.n_observable),
        status=ibis.cases(
            (made.n_ended == 0, statuses.EMPTY),
            (made.n_observable == 0, statuses.DENOMINATOR_MISSING),
            else_=statuses.OK,
        ),
    )


def business_durations(participants: ir.Table, as_of: date, by: Sequence[str] = ()) -> ir.Table:
    """Days that businesses of graduates went on, counted for `survival.kaplan_meier`; open until last seen."""
    owners = participants.filter(participants.graduated <= ibis.literal(as_of))
    return durations(owners, owners.started, owners.ended, _until(owners, as_of), by)


def alive_after(survival: Survival, months: Sequence[int] = (6, 12)) -> Mapping[int, float | None]:
    """The share of businesses alive after so many months; None beyond what was seen."""
    over = {month: survival.over_within(month * DAYS_OF_MONTH) for month in months}
    return {month: None if share is None else 1 - share for month, share in over.items()}


def _until(participants: ir.Table, as_of: date) -> ir.DateValue:
    """The last day of which something is known of a participant; null where never traced."""
    day = ibis.literal(as_of)
    return ibis.ifelse(participants.last_seen > day, day, participants.last_seen)
