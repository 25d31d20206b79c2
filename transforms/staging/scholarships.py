"""Scholarships: to whom they go, who has more than one, who stays at school; from tokenised records, in the vault."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.eligibility import certainly_above, certainly_up_to
from transforms.staging.group_counts import group_facts, in_years, number_where
from transforms.staging.newest import newest

SOURCE = "scholarships"
MEANT_UP_TO, NEEDIEST_UP_TO = 4, 2
LEVEL_AND_DECILES = "school_level_deciles"


def current(rows: ir.Table) -> ir.Table:
    """Of several records of a person, programme and calendar year the one received last."""
    return newest(in_years(rows), ("person_token", "program_code", "period"))


def facts(scholars: ir.Table) -> ir.Table:
    """Village facts [persons]; `scholars` is the result of `current` with decile_group.

    By programme those certainly of deciles 1-4 and those certainly above; of all, those with one scholarship in the
    year and with more; by level and deciles (`smp+1-2`, `smp+3-10`) those who go on, who do not, and of whom that is
    not known.
    """
    return ibis.union(_targeted(scholars), _doubled(scholars), _continuing(scholars))


def _targeted(scholars: ir.Table) -> ir.Table:
    group = scholars.decile_group
    return group_facts(
        scholars,
        {
            "scholars_decile14_persons": number_where(group.isin(certainly_up_to(MEANT_UP_TO))),
            "scholars_decile510_persons": number_where(group.isin(certainly_above(MEANT_UP_TO))),
        },
        source_code=SOURCE,
        breakdown="program",
        breakdown_value=scholars.program_code,
    )


def _doubled(scholars: ir.Table) -> ir.Table:
    key = ("person_token", "period")
    numbers = scholars.group_by(key).agg(n_programs=_.program_code.nunique())
    persons = newest(scholars, key).join(numbers, key)
    return group_facts(
        persons,
        {
            "scholars_single_persons": number_where(persons.n_programs == 1),
            "scholars_double_persons": number_where(persons.n_programs > 1),
        },
        source_code=SOURCE,
    )


def _continuing(scholars: ir.Table) -> ir.Table:
    group = scholars.decile_group
    deciles = ibis.cases(
        (group.isin(certainly_up_to(NEEDIEST_UP_TO)), "1-2"),
        (group.isin(certainly_above(NEEDIEST_UP_TO)), "3-10"),
        else_=ibis.null("string"),
    )
    known = newest(scholars, ("person_token", "period")).mutate(deciles=deciles).filter(_.deciles.notnull())
    is_known = known.continuation.isin(["melanjutkan", "lulus", "putus"]).fill_null(False)
    goes_on = (known.continuation == "melanjutkan").fill_null(False)
    return group_facts(
        known,
        {
            "scholars_continuing_persons": number_where(goes_on),
            "scholars_not_continuing_persons": number_where(is_known & ~goes_on),
            "scholars_continuation_unknown_persons": number_where(~is_known),
        },
        source_code=SOURCE,
        breakdown=LEVEL_AND_DECILES,
        breakdown_value=known.school_level + "+" + known.deciles,
    )
