"""What aid is worth to a family beside the poverty line: amounts of a quarter; runs inside the vault."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.eligibility import SOURCE, certainly_up_to, register_families, touching
from transforms.staging.group_counts import Amount, group_facts, number_where
from transforms.sums import exact_sum

AID, LINE, FAMILIES = "aid_to_register_families_idr", "line_of_aided_families_idr", "aided_register_families"
DECILES = "register_deciles"
NEEDIEST_UP_TO = 2
MONTHS_OF_A_QUARTER = 3


def adequacy_facts(persons: ir.Table, paid: ir.Table, lines: ir.Table) -> ir.Table:
    """Village facts [idr, households] of each quarter, of families that were paid: what all programmes paid to their
    members, and what the poverty line asks for as many persons in three months; by deciles (`1-2`, `3-10`).

    `persons` is the result of `eligibility.register_persons`, `paid` that of `program_records.paid_persons`, `lines`
    that of `poverty_lines.published_lines`. Families of a regency and year without a line are left out.
    """
    of_quarter = persons.join(paid, touching(persons, paid), rname="paid_{name}")
    sums = of_quarter.group_by("family_token", "period").agg(paid_idr=exact_sum(of_quarter.amount_idr))
    families = register_families(persons).join(sums, ["family_token", "period"])
    lined = families.mutate(
        regency=families.area_code_bps.substr(0, 4), year=families.period_start.year().cast("string")
    )
    aided = lined.join(lines, ["regency", "year"]).filter(_.decile_group != "_U")
    return group_facts(
        aided,
        {
            AID: Amount(exact_sum(aided.paid_idr), "idr"),
            LINE: Amount(exact_sum(aided.published_line * aided.n_members * MONTHS_OF_A_QUARTER), "idr"),
            FAMILIES: number_where(aided.paid_idr.notnull(), "households"),
        },
        source_code=SOURCE,
        breakdown=DECILES,
        breakdown_value=ibis.ifelse(aided.decile_group.isin(certainly_up_to(NEEDIEST_UP_TO)), "1-2", "3-10"),
    )
