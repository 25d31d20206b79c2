"""Vintages: what was known of a figure from which day to which, and what is known on each of those days."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir

SAID = ("value", "value_status", "obs_status")
"""What a vintage says; one that says the same as the vintage before it is none."""


def vintages(expr: ir.Table, key: Sequence[str], said: Sequence[str] = SAID) -> ir.Table:
    """Rows of `expr` that say something new of their key, each with the day on which the next one ends it.

    `expr` has at most one row per key and known_from, and the columns `said`. The result has the same columns and
    `known_to`, exclusive and null while current.
    """
    in_time = ibis.window(group_by=list(key), order_by="known_from")
    with_former = expr.mutate(
        is_first=ibis.row_number().over(in_time) == 0,
        **{f"former_{name}": expr[name].lag().over(in_time) for name in said},
    )
    differs = [~with_former[name].identical_to(with_former[f"former_{name}"]) for name in said]
    news = with_former.filter(reduce(operator.or_, differs, with_former.is_first)).select(*expr.columns)
    return news.mutate(known_to=news.known_from.lead().over(in_time))


def as_of_each_day(expr: ir.Table) -> ir.Table:
    """`expr` (rows with known_from and known_to) as known on every day when something in it became known.

    The result has a row per row of `expr` and such day, the day in the column `as_of`.
    """
    days = expr.select(as_of="known_from").distinct()
    still_valid = expr.known_to.isnull() | (expr.known_to > days.as_of)
    return expr.join(days, [expr.known_from <= days.as_of, still_valid])
