"""Published figures as inputs of computed indicators: one figure per area and period, and how far to trust it."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

TRUST = ("A", "P", "E", "U")
"""Observation statuses from the one to trust most to the one to trust least."""


def prefer(published: ir.Table, priorities: ir.Table, indicator: str, each: Sequence[str]) -> ir.Table:
    """Of one indicator the figure of the best source and method, one row per combination of the columns `each`.

    `published` has the columns of indicator_values, `priorities` indicator_code, source_code, method_version and
    priority (1 = best; a source or method that it does not list comes last). Figures without a value are no inputs.
    """
    figures = published.filter(published.indicator_code == indicator, published.value.notnull())
    ranked = figures.left_join(priorities, ["indicator_code", "source_code", "method_version"])
    order = [ibis.asc(ranked.priority, nulls_first=False), ranked.source_code, ranked.method_version]
    place = ibis.row_number().over(ibis.window(group_by=[ranked[name] for name in each], order_by=order))
    return ranked.mutate(place=place).filter(lambda t: t.place == 0).select(*figures.columns)


def distrust(status: ir.StringValue) -> ir.IntegerValue:
    """A number for an observation status that grows with doubt; null for a status that is none of TRUST."""
    return status.cases(*((code, number) for number, code in enumerate(TRUST)))


def status_of(number: ir.IntegerValue) -> ir.StringValue:
    """The observation status of a number that `distrust` gave."""
    return number.cases(*enumerate(TRUST))
