"""Health cover that is paid for them, of persons of the register's deciles 1-4; runs inside the vault."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.eligibility import SOURCE as REGISTER
from transforms.staging.eligibility import certainly_up_to, touching
from transforms.staging.group_counts import group_facts, number_where
from transforms.staging.newest import newest

COVERED, UNCOVERED = "decile14_covered_persons", "decile14_uncovered_persons"
COVERED_BY_PBI = "decile14_pbi_jkn_persons"
PBI = "pbi_jkn"
MEANT_UP_TO = 4


def facts(persons: ir.Table, cover: ir.Table) -> ir.Table:
    """Village facts [persons] of each quarter: persons certainly of deciles 1-4 with active cover, with that of PBI JKN
    (others have Jamkesda only), and without.

    `persons` is the result of `eligibility.register_persons`, `cover` are tokenised rows of the contract health_cover.
    Of the months of a quarter each kind of cover counts as it stood in the last; either kind is enough.
    """
    meant = persons.filter(persons.decile_group.isin(certainly_up_to(MEANT_UP_TO)))
    monthly = newest(cover, ("person_token", "cover_kind", "period"))
    of_quarter = meant.join(monthly, touching(meant, monthly), rname="cover_{name}").mutate(
        cover_start=_.cover_period_start
    )
    last = ibis.window(
        group_by=["person_token", "period", "cover_kind"],
        order_by=[ibis.desc(of_quarter.cover_start), of_quarter.cover_row_id],
    )
    standing = of_quarter.mutate(place=ibis.row_number().over(last)).filter(_.place == 0, _.status == "aktif")
    covered = standing.group_by("person_token", "period").agg(by_pbi=(standing.cover_kind == PBI).any())
    rows = meant.left_join(covered, ["person_token", "period"]).select(meant, _.by_pbi)
    return group_facts(
        rows,
        {
            COVERED: number_where(rows.by_pbi.notnull()),
            COVERED_BY_PBI: number_where(rows.by_pbi),
            UNCOVERED: number_where(rows.by_pbi.isnull()),
        },
        source_code=REGISTER,
    )
