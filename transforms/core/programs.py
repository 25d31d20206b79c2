"""The programmes that the records name, one row each."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse import contract
from warehouse.taking import TAKING


def programs(program_list: ir.Table, program_budgets: ir.Table, known: ir.Table, facts: ir.Table) -> ir.Table:
    """Rows of the contract `programs`: every known programme that a list, a budget or a fact names.

    `program_list` and `program_budgets` are accepted rows of those contracts; `known` has the contract's columns but
    the dates; `facts` are rows of that contract. Of several listings the latest received counts, by value: what a
    listing leaves empty is as it is known. Start is the earliest, end the latest that was listed.
    """
    dates = program_list.group_by("program_code").agg(starts_on=_.starts_on.min(), ends_on=_.ends_on.max())
    listed = dates.left_join(_newest(program_list, "fund_source"), "program_code", rname="newest_{name}")
    budgeted = _newest(program_budgets, "agency")
    counted = facts.filter(facts.breakdown == "program").select(program_code=facts.breakdown_value)
    sources = (program_list.select("program_code"), program_budgets.select("program_code"), counted)
    named = ibis.union(*sources, distinct=True).inner_join(known, "program_code")
    joined = named.left_join(listed, "program_code", rname="listed_{name}").left_join(
        budgeted, "program_code", rname="budgeted_{name}"
    )
    return joined.mutate(
        agency=ibis.coalesce(joined.budgeted_agency, joined.agency),
        fund_source=ibis.coalesce(joined.listed_fund_source, joined.fund_source),
    ).select(contract.load("programs").column_names)


def _newest(rows: ir.Table, column: str) -> ir.Table:
    """program_code and `column`: of the rows that say it, that of the latest receipt."""
    told = rows.filter(rows[column].notnull())
    order = [told[name].desc() for name in (*TAKING, "file_sha256", "row_id")]
    place = ibis.row_number().over(ibis.window(group_by="program_code", order_by=order))
    return told.mutate(place=place).filter(_.place == 0).select("program_code", column)
