"""Participation in education: APS, APM, APK of persons in a survey, and angka melanjutkan of school counts.

APS(band): pupils of the age band at any level / population of the band. APM(level): pupils of the official age at the
level / population of that age; never above APS of that age. APK(level): all pupils at the level / population of the
official age; may exceed 100, and counts Paket A/B/C at their level. Angka melanjutkan: new entrants of a level's
first grade / graduates of the level below in the year before; above 100 where pupils move in, and not capped.
All × 100. Of a cohort, pupils who are followed by token, never above 1: transition is entered the next level / finished
this one, dropout left without finishing / all pupils; both as they stood on a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses
from transforms.ratios import ratio

Ages = tuple[int, int]
"""First and last age of a band, in completed years, both within."""

BANDS: tuple[Ages, ...] = ((7, 12), (13, 15), (16, 18), (19, 23))
OFFICIAL_AGES: Mapping[str, Ages] = {"sd_mi": (7, 12), "smp_mts": (13, 15), "sma_ma": (16, 18)}
LEVEL_BELOW: Mapping[str, str] = {"smp_mts": "sd_mi", "sma_ma": "smp_mts"}


def participation(
    persons: ir.Table,
    by: Sequence[str] = (),
    bands: Sequence[Ages] = BANDS,
    official_ages: Mapping[str, Ages] = OFFICIAL_AGES,
) -> ir.Table:
    """One row per group of `by` with, for every band, aps_<from>_<to>, and for every level apm_<level>, apk_<level>.

    `persons` has a row per person with age, level (code of the level attended, null: attends none, 'unknown': not
    known) and weight. Rows without an age, with an unknown level or without a positive weight are left out. Null where
    nobody is of the age.
    """
    is_known = persons.age.notnull() & (persons.weight > 0) & (persons.level.isnull() | (persons.level != "unknown"))
    known = persons.mutate(weight=ibis.ifelse(is_known, persons.weight, 0))

    def total(condition: ir.BooleanValue) -> ir.NumericScalar:
        return known.weight.sum(where=condition).coalesce(0)

    measures = {}
    for first, last in bands:
        in_band = known.age.between(first, last)
        measures[f"aps_{first}_{last}"] = 100 * ratio(total(in_band & known.level.notnull()), total(in_band))
    for level, (first, last) in official_ages.items():
        of_age, is_there = known.age.between(first, last), (known.level == level).fill_null(False)
        measures[f"apm_{level}"] = 100 * ratio(total(of_age & is_there), total(of_age))
        measures[f"apk_{level}"] = 100 * ratio(total(is_there), total(of_age))
    return known.aggregate(by=list(by), **measures)


def cohort_rates(pupils: ir.Table, as_of: date, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of `by`: n_pupils, n_finished, dropout_share, transition_share, status (ok, empty:
    no pupil; denominator_zero: nobody has finished, so that only the dropout share is known).

    `pupils` has a row per pupil of the cohort with the dates left (without finishing), finished (the level) and entered
    (the next level), null: never. What happened after `as_of` has not happened yet. A pupil who finished has not
    dropped out; one who entered the next level without a known finish is in neither part of the transition.
    """
    day = ibis.literal(as_of)
    has_left, has_finished, has_entered = (
        (pupils[name] <= day).fill_null(False) for name in ("left", "finished", "entered")
    )
    made = pupils.aggregate(
        by=list(by),
        n_pupils=pupils.count(),
        n_finished=has_finished.sum().coalesce(0),
        dropped=(has_left & ~has_finished).sum(),
        moved=(has_finished & has_entered).sum(),
    )
    return made.select(
        *by,
        "n_pupils",
        "n_finished",
        dropout_share=ratio(made.dropped, made.n_pupils),
        transition_share=ratio(made.moved, made.n_finished),
        status=ibis.cases(
            (made.n_pupils == 0, statuses.EMPTY),
            (made.n_finished == 0, statuses.DENOMINATOR_ZERO),
            else_=statuses.OK,
        ),
    )


def continuation(schools: ir.Table, by: Sequence[str] = (), level_below: Mapping[str, str] = LEVEL_BELOW) -> ir.Table:
    """One row per group of `by`, year and level that has new entrants: angka_melanjutkan, entrants, graduates, status.

    `schools` has year (integer), level, new_entrants and graduates (of the end of that year), any number of rows per
    level. status: ok, denominator_missing (no figure of the level below a year before), denominator_zero.
    """
    sums = schools.aggregate(
        by=[*by, "year", "level"], entrants=schools.new_entrants.sum(), graduates=schools.graduates.sum()
    )
    below = sums.level.cases(*level_below.items(), else_=ibis.null("string"))
    here = sums.mutate(below=below, before=sums.year - 1).filter(lambda t: t.below.notnull() & t.entrants.notnull())
    source = sums.select(*by, before="year", below="level", of_below="graduates")
    joined = here.left_join(source, [*by, "before", "below"])
    status = ibis.cases(
        (joined.of_below.isnull(), statuses.DENOMINATOR_MISSING),
        (joined.of_below == 0, statuses.DENOMINATOR_ZERO),
        else_=statuses.OK,
    )
    return joined.select(
        *by,
        "year",
        "level",
        "entrants",
        graduates=joined.of_below,
        angka_melanjutkan=100 * ratio(joined.entrants, joined.of_below),
        status=status,
    )
