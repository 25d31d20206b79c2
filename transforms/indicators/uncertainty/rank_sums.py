"""Where each household stands in its group by welfare, and the sums that measures of rank need of it."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators.micro import SLACK


def share_name(share: float) -> str:
    """Suffix of the sums below the quantile of a population share, such as 0.4."""
    return f"{share:g}"


def ranked(rows: ir.Table, by: Sequence[str], shares: Sequence[float]) -> ir.Table:
    """Adds the shares of weight and of welfare up to mid-tie, and whether x is at most the quantile of each share p.

    Ties get the same values, so that neither their order nor their PSU matters.
    """
    # One order for all windows, so that the rows are sorted once.
    ordered = {"group_by": [rows[name] for name in by], "order_by": rows.x}
    up_to = ibis.range_window(**ordered, following=0)
    whole = ibis.window(**ordered, preceding=None, following=None)
    ranked = rows.mutate(
        cumulative_w=rows.w.sum().over(up_to),
        cumulative_x=(rows.w * rows.x).sum().over(up_to),
        tie_w=rows.w.sum().over(ibis.range_window(**ordered, preceding=0, following=0)),
        all_w=rows.w.sum().over(whole),
        all_x=(rows.w * rows.x).sum().over(whole),
    )
    before = ranked.cumulative_w - ranked.tie_w
    below = {f"below_{share_name(p)}": before < ranked.all_w * (p * (1 - SLACK)) for p in shares}
    return ranked.mutate(
        mid_w=(ranked.cumulative_w - ranked.tie_w / 2) / ranked.all_w.nullif(0.0),
        mid_x=(ranked.cumulative_x - ranked.tie_w * ranked.x / 2) / ranked.all_x.nullif(0.0),
        **below,
    )


def rank_sums(rows: ir.Table, shares: Sequence[float]) -> dict[str, ir.NumericValue]:
    """Sums of ranked rows for Gini, Lorenz ordinates and quantiles; q_<share> is a highest value, not a sum."""
    sums = {"x_rank": (rows.w * rows.x * rows.mid_w).sum(), "lorenz_mid": (rows.w * rows.mid_x).sum()}
    for p in shares:
        name = share_name(p)
        below = rows[f"below_{name}"]
        sums |= {
            f"w_below_{name}": ibis.ifelse(below, rows.w, 0.0).sum(),
            f"x_below_{name}": ibis.ifelse(below, rows.w * rows.x, 0.0).sum(),
            f"q_{name}": ibis.ifelse(below, rows.x, ibis.null("float64")).max(),
        }
    return sums
