"""Concentration of an amount (health, benefits, incomes) over persons ranked by welfare; ties share their mid-rank.

Formulas, with w the weight, m the mid-rank (share of the weight below, plus half of the own), y the amount:
  concentration index  CI = 2 Σ w y (m - 1/2) / Σ w y         > 0: concentrated among the better off
  generalised          mean × CI                              (absolute concentration index, ACI)
  Erreygers            4 mean × CI / (b - a)                  for amounts bounded by a and b
  Wagstaff             CI (b - a) mean / ((b - mean)(mean - a))
With y itself as the rank, CI is the Gini index. Slope index (SII): y at rank 1 less y at rank 0 of the weighted
least-squares line of y on m; RII: their ratio.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro, statuses
from transforms.indicators.micro import is_too_large, known
from transforms.ratios import ratio

SLACK = 1e-12
"""A mean this near to a bound (as a share of the range) is at the bound: sums of doubles may miss it by a rounding."""


def concentration(
    rows: ir.Table,
    value: str,
    rank: str,
    weight: str,
    by: Sequence[str] = (),
    *,
    bounds: tuple[float, float] | None = None,
) -> ir.Table:
    """One row per group of the columns `by`: how the column `value` is concentrated over `rank` (low = worse off).

    Rows without value, rank or a positive weight are left out and counted. Columns: n_used, n_null, n_zero_w, mean, ci,
    generalised, erreygers, wagstaff, sii_linear, rii_linear, and status: ok, not_finite, negative_values or empty (then
    every measure is null), zero_total (then the relative measures are). Erreygers and Wagstaff need `bounds` that hold
    every value, else null.
    """
    amount, place, share = (known(rows[name]) for name in (value, rank, weight))
    is_known = amount.notnull() & place.notnull() & share.notnull()
    is_weighted = is_known & (share != 0)
    is_large = is_weighted & (is_too_large(amount) | is_too_large(place) | is_too_large(share))
    is_negative = is_weighted & ((amount < 0) | (share < 0))
    is_used = is_weighted & ~is_large & ~is_negative
    is_outside = ~amount.between(*bounds) if bounds else ibis.literal(True)
    ties = tie_groups(
        rows,
        place,
        ibis.ifelse(is_used, share, 0.0),
        by,
        amount=ibis.ifelse(is_used, share * amount, 0.0).sum(),
        n_used=is_used.sum(),
        n_null=(~is_known).sum(),
        n_zero_w=(is_known & (share == 0)).sum(),
        n_negative=is_negative.sum(),
        n_not_finite=is_large.sum(),
        n_outside=(is_used & is_outside).sum(),
    )
    mean_of_group = ratio(ties.amount.sum().over(ibis.window(group_by=list(by))), ties.total)
    ties = ties.mutate(centre=ties.mid_rank - 0.5, excess=ties.amount - ties.weight * mean_of_group)
    sums = ties.aggregate(
        by=list(by),
        **{name: ties[name].sum().coalesce(0) for name in (*micro.COUNTS, "n_outside")},
        mean=ratio(ties.amount.sum(), ties.weight.sum()),
        ci=concentration_index(ties, "amount"),
        slope=ratio((ties.excess * ties.centre).sum(), (ties.weight * ties.centre**2).sum()),
    )
    return _measures(sums, *(bounds or (0.0, 1.0)))


def _measures(sums: ir.Table, low: float, high: float) -> ir.Table:
    reason = micro.row_status(sums)
    status = ibis.coalesce(reason, ibis.ifelse(sums["mean"] == 0, statuses.ZERO_TOTAL, statuses.OK))
    is_valid, is_bounded = reason.isnull(), sums.n_outside == 0
    mean, ci, slope = (micro.where(is_valid, value) for value in (sums["mean"], sums.ci, sums.slope))
    inside = micro.where((mean - low > SLACK * (high - low)) & (high - mean > SLACK * (high - low)), mean)
    measures = sums.mutate(
        mean=mean,
        ci=ci,
        generalised=mean * ci,
        erreygers=micro.where(is_bounded, 4 * mean * ci / (high - low)),
        wagstaff=micro.where(is_bounded, ratio(ci * (high - low) * inside, (high - inside) * (inside - low))),
        sii_linear=slope,
        rii_linear=ratio(mean + slope / 2, mean - slope / 2),
        status=status,
    )
    return measures.drop("n_negative", "n_not_finite", "n_outside", "slope")


def tie_groups(
    rows: ir.Table, rank: ir.Value, weight: ir.NumericValue, by: Sequence[str], **sums: ir.Value
) -> ir.Table:
    """One row per group of `by` and distinct value of `rank`: weight, before (weight of lower ranks), total, mid_rank
    (0 to 1; null where the group has no weight), and the aggregates `sums` of the rows in the tie."""
    grouped = rows.aggregate(by=[*(rows[name] for name in by), rank.name("rank")], weight=weight.sum(), **sums)
    within = ibis.window(group_by=list(by), order_by=ibis.asc("rank", nulls_first=False), preceding=None, following=0)
    upto = grouped.weight.sum().over(within)
    total = grouped.weight.sum().over(ibis.window(group_by=list(by)))
    ties = grouped.mutate(before=upto - grouped.weight, total=total)
    return ties.mutate(mid_rank=ratio(ties.before + ties.weight / 2, ties.total))


def concentration_index(ties: ir.Table, amount: str) -> ir.FloatingScalar:
    """CI of the column `amount` (weight × value, summed by tie) over `tie_groups`, as an aggregate."""
    return 2 * ratio((ties[amount] * (ties.mid_rank - 0.5)).sum(), ties[amount].sum())


def concentration_curve(ties: ir.Table, amount: str, share: float) -> ir.FloatingScalar:
    """Part of all `amount` that goes to the lowest `share` of the weight, straight between ties; an aggregate."""
    reached = ratio(share * ties.total - ties.before, ties.weight).clip(0.0, 1.0)
    return ratio((ties[amount] * reached).sum(), ties[amount].sum())
