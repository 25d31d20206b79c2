"""Inequality within and between groups, for nested groups (regency, district, ...): what each level adds.

For generalised entropy of order a, with p the weight share of a group, m its mean, and M the mean of all:
  within the last level    sum of p (m / M)^a GE(a) in the group
  between a level's groups sum of p (parent's mean / M)^a term(m / parent's mean), parent = the group one level up
and these add up to the total (Shorrocks 1984; two-stage nested: Akita 2003). `term` is that of
`inequality.entropy_term`, around the parent's mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro
from transforms.indicators.inequality import entropy_term, order_name
from transforms.indicators.micro import HUNDREDTH, KIND, TOTAL_W, TOTAL_WX, W, X
from transforms.indicators.poverty import plain_sums

ORDERS = (1.0, 0.0, 2.0)


def decomposition(
    table: ir.Table,
    welfare: str,
    weight: str,
    levels: Sequence[str],
    by: Sequence[str] = (),
    *,
    orders: Sequence[float] = ORDERS,
) -> ir.Table:
    """One row per group of `by`: counts of rows and, for each order, the parts of `levels` (outer first) and their sum.

    Columns, for the levels kab and kec and Theil T: theil_t_total, theil_t_between_kab, theil_t_between_kec_in_kab,
    theil_t_within_kec. decomposition_status: as inequality_status of `inequality.inequality`.
    """
    rows = micro.household_rows(table, welfare, weight, [*by, *levels])
    groups = _with_means(_finest_groups(rows, [*by, *levels], orders), levels, by)
    parts = {name: part.sum() for order in orders for name, part in _parts(groups, levels, order).items()}
    sums = groups.aggregate(by=list(by), **micro.group_sums(groups), **parts)
    return sums.select(
        *by,
        *micro.COUNTS,
        **_measures(sums, levels, orders),
        decomposition_status=micro.welfare_status(sums),
    )


def part_names(levels: Sequence[str]) -> tuple[str, ...]:
    """The parts of nested levels, outer first: between_kab, between_kec_in_kab, within_kec."""
    inner = [f"between_{level}_in_{above}" for above, level in pairwise(levels)]
    return (f"between_{levels[0]}", *inner, f"within_{levels[-1]}")


def _finest_groups(rows: ir.Table, groups: Sequence[str], orders: Sequence[float]) -> ir.Table:
    """One row per group and kind of row, with sums and entropy in the group, around its mean."""
    whole = ibis.window(group_by=list(groups))
    rows = rows.mutate(
        **{TOTAL_W: rows[W].sum().over(whole), TOTAL_WX: (rows[W] * rows[X]).sum().over(whole), HUNDREDTH: rows[KIND]}
    )
    mean = rows[TOTAL_WX] / rows[TOTAL_W].nullif(0.0)
    rows = rows.mutate(excess_=(rows[X] - mean) / mean.nullif(0.0))
    return rows.aggregate(
        by=[*groups, HUNDREDTH],
        **plain_sums(rows),
        **{f"{order_name(order)}_": (rows[W] * entropy_term(rows.excess_, order)).sum() for order in orders},
    )


def _with_means(groups: ir.Table, levels: Sequence[str], by: Sequence[str]) -> ir.Table:
    """The groups with mean_0_ (all), mean_1_ (their group at the first level), ... and their share of the weight."""
    means = {}
    for depth in range(len(levels) + 1):
        around = ibis.window(group_by=[*by, *levels[:depth]])
        weight = groups.weight_sum_.sum().over(around)
        means[f"mean_{depth}_"] = groups.welfare_sum_.sum().over(around) / weight.nullif(0.0)
    total = groups.weight_sum_.sum().over(ibis.window(group_by=list(by)))
    return groups.mutate(**means, share_=groups.weight_sum_ / total.nullif(0.0), total_=total)


def _parts(groups: ir.Table, levels: Sequence[str], order: float) -> dict[str, ir.NumericValue]:
    """What each group adds to each part; a parent in which nobody has anything adds nothing."""
    *between, within = [f"{order_name(order)}_{name}" for name in part_names(levels)]
    last = len(levels)
    parts = {within: _scale(groups, last, order) * groups[f"{order_name(order)}_"] / groups.total_.nullif(0.0)}
    for depth, name in enumerate(between):
        parent, own = groups[f"mean_{depth}_"], groups[f"mean_{depth + 1}_"]
        term = entropy_term((own - parent) / parent.nullif(0.0), order)
        parts[name] = _scale(groups, depth, order) * groups.share_ * term
    return {name: part.coalesce(0.0) for name, part in parts.items()}


def _scale(groups: ir.Table, depth: int, order: float) -> ir.NumericValue:
    """(mean of the parent / mean of all)^order, null for a parent without welfare."""
    ratio = (groups[f"mean_{depth}_"] / groups.mean_0_.nullif(0.0)).nullif(0.0)
    return (order * ratio.ln()).exp()


def _measures(sums: ir.Table, levels: Sequence[str], orders: Sequence[float]) -> dict[str, ir.NumericValue]:
    measures: dict[str, ir.NumericValue] = {}
    for order in orders:
        is_defined = sums.has_welfare_
        if order <= 0:
            is_defined &= sums.lowest_welfare_ > 0
        parts = {name: sums[name] for name in (f"{order_name(order)}_{part}" for part in part_names(levels))}
        total = sum(parts.values(), start=ibis.literal(0.0))
        measures[f"{order_name(order)}_total"] = micro.where(is_defined, total)
        measures |= {name: micro.where(is_defined, part) for name, part in parts.items()}
    return measures
