"""Sums of protected facts of one area and period: known only where none of the cells is hidden."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

AREA_AND_PERIOD = (
    *("area_code_bps", "area_code_kemendagri", "area_level", "period", "period_start", "period_end", "source_code"),
)


EVERYWHERE = ibis.literal(value=True)


def shown_sum(facts: ir.Table, condition: ir.BooleanValue = EVERYWHERE) -> ir.FloatingScalar:
    """Sum of the values of the rows of `facts` where `condition` holds: 0 where it holds for none, null where one is
    hidden."""
    is_hidden = (condition & facts.value.isnull()).any()
    return ibis.ifelse(is_hidden, ibis.null("float64"), facts.value.sum(where=condition).coalesce(0.0))


def graver_mark(facts: ir.Table, condition: ir.BooleanValue = EVERYWHERE) -> ir.StringScalar:
    """The conf_status of what is made from the rows where `condition` holds: F, or the graver of their marks."""
    is_small = (condition & (facts.conf_status == "C")).any()
    is_hidden = (condition & (facts.conf_status != "F")).any()
    return ibis.cases((is_small.fill_null(False), "C"), (is_hidden.fill_null(False), "D"), else_="F")
