"""Which families of the register are on a list of any programme, by group of deciles; runs inside the vault."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.eligibility import SOURCE, register_families, touching
from transforms.staging.group_counts import group_facts, number_where

REACHED, MISSED = "register_reached_families", "register_missed_families"
DECILE_GROUP = "decile_group"


def reach_facts(persons: ir.Table, listed: ir.Table) -> ir.Table:
    """Village facts [households] of each quarter: families reached and missed, by decile_group.

    `persons` is the result of `eligibility.register_persons`, `listed` that of `program_records.listed_persons`. A
    family is reached if any of its members is on a list of a period that has a day in common with the quarter.
    """
    reached = persons.join(listed, touching(persons, listed), rname="listed_{name}").select(
        "family_token", "period", is_reached=ibis.literal(value=True)
    )
    families = register_families(persons)
    rows = families.left_join(reached.distinct(), ["family_token", "period"]).select(families, _.is_reached)
    is_reached = rows.is_reached.fill_null(False)
    return group_facts(
        rows,
        {
            REACHED: number_where(is_reached, "households"),
            MISSED: number_where(~is_reached, "households"),
        },
        source_code=SOURCE,
        breakdown=DECILE_GROUP,
        breakdown_value=rows.decile_group,
    )
