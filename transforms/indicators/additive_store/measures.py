"""Every measure of inequality and poverty of the groups of an additive store, with bounds where ranks matter.

A measure of ranks is that of all households at the mean of their bin, as BPS computes the Gini ratio from classes of
expenditure; its certain bounds are beside it (`bounds`). All others are those of the records (`moments`).
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro, shares
from transforms.indicators.additive_store import bounds, moments
from transforms.indicators.additive_store.bins import MOMENTS, SIDE_BIN
from transforms.indicators.additive_store.merge import added_up
from transforms.indicators.inequality import ORDERS, inequality_measures, order_name
from transforms.indicators.micro import CUMULATED, HUNDREDTH, KIND, TOTAL_W, TOTAL_WX, USED, W, X
from transforms.indicators.poverty import poverty_measures, poverty_sums

POINTS = (10, 50, 90)
RANK_SUMS = ("gini_", "hoover_")


def store_measures(bins: ir.Table, by: Sequence[str] = (), *, points: Sequence[int] = POINTS) -> ir.Table:
    """One row per group of a store: all columns of `measures.household_measures` and the bounds of `bounds.bounds`.

    The same nulls and statuses as of the records: inequality_status and poverty_status. <measure>_low and
    <measure>_high are given for gini, hoover, p10, p50, p90, p90p10, lorenz_10 .., decile_1_share .., b40_share,
    m40_share, t20_share, t10_share, s80s20 and palma, for the `points` of quantiles and ordinates that are asked for.
    """
    hundredths = _by_hundredth(_whole_bins(bins, by), by)
    sums = hundredths.aggregate(
        by=list(by),
        **micro.group_sums(hundredths),
        **shares.point_sums(hundredths, points),
        **poverty_sums(hundredths),
        **bounds.point_sums(hundredths, points),
        **{name: hundredths[name].sum() for name in (*RANK_SUMS, *bounds.SPREADS)},
        **_entropies(hundredths),
    )
    found = sums.select(
        *by,
        *micro.COUNTS,
        **inequality_measures(sums, ORDERS, points),
        **poverty_measures(sums),
        **bounds.bounds(sums, points),
    )
    return found.mutate(
        **{
            f"{name}_{side}": micro.where(found[name].notnull(), found[f"{name}_{side}"])
            for name in found.columns
            for side in bounds.SIDES
            if f"{name}_{side}" in found.columns
        }
    )


def _whole_bins(bins: ir.Table, by: Sequence[str]) -> ir.Table:
    """One row per group and bin, with its mean and its sums of poverty, whatever the lines."""
    parts = added_up(bins, by)
    parts = parts.mutate(**moments.poverty_parts(parts))
    names = ("n_", "weight_sum_", *(f"moment_{power}_" for power in MOMENTS))
    whole = parts.aggregate(by=[*by, "bin"], **{name: parts[name].sum() for name in names}, **poverty_sums(parts))
    received = moments.middle(whole) * (whole.weight_sum_ + moments.power_excess(whole, 1.0))
    return whole.mutate(
        welfare_sum_=received,
        **{
            W: whole.weight_sum_,
            X: ibis.ifelse(whole.bin >= SIDE_BIN, received / whole.weight_sum_.nullif(0.0), ibis.null("float64")),
            KIND: ibis.ifelse(whole.bin >= SIDE_BIN, USED, whole.bin - SIDE_BIN),
        },
    )


def _by_hundredth(whole: ir.Table, by: Sequence[str]) -> ir.Table:
    """Bins in the order of welfare, each as if a household of its mean, summed by hundredth as records are."""
    rows = micro.ranked(whole, by)
    rows = rows.mutate(**{HUNDREDTH: micro.hundredth(rows)}, **bounds.edges(rows), **bounds.cumulated(rows, by))
    sums = {
        **micro.row_sums(rows),
        "n_": rows.n_.sum(),
        "welfare_sum_": rows.welfare_sum_.sum(),
        **poverty_sums(rows),
        **bounds.row_sums(rows),
        **_rank_sums(rows),
    }
    return rows.aggregate(by=[*by, HUNDREDTH], **sums)


def _rank_sums(rows: ir.Table) -> dict[str, ir.NumericScalar]:
    total = rows[TOTAL_W].nullif(0.0)
    mean = rows[TOTAL_WX] / total
    share, excess = rows[W] / total, (rows[X] - mean) / mean.nullif(0.0)
    rank = (2 * rows[CUMULATED] - rows[W]) / total - 1
    entropies = {f"{order_name(order)}_": (moments.entropy_sum(rows, order, mean) / total).sum() for order in ORDERS}
    return {"gini_": (share * excess * rank).sum(), "hoover_": (share * excess.abs()).sum() / 2, **entropies}


def _entropies(hundredths: ir.Table) -> dict[str, ir.NumericValue]:
    sums = {f"{order_name(order)}_": hundredths[f"{order_name(order)}_"].sum() for order in ORDERS}
    return {name: ibis.ifelse(value < moments.REMAINDER, 0.0, value) for name, value in sums.items()}
