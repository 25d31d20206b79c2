"""Measures of poverty that need the poor in order: Sen, and Sen, Shorrocks and Thon (SST).

gini_poor  the Gini of x / z among the poor, no correction for their number; null where nobody is poor
sen        p1 + (p0 - p1) gini_poor, 0 where nobody is poor   (Sen 1976)
sst        p1 (1 + the Gini of the gaps of all), 0 where nobody is poor   (Shorrocks 1995)
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro, poverty
from transforms.indicators.micro import HUNDREDTH, KIND, W, X, Z


def ordered_poverty(table: ir.Table, welfare: str, weight: str, line: str, by: Sequence[str] = ()) -> ir.Table:
    """The rows of `poverty.poverty` with gini_poor, sen and sst; two more sorts, so only where these are asked."""
    rows = micro.household_rows(table, welfare, weight, by, line)
    rows = rows.mutate(
        is_poor_=(rows[X] < rows[Z]).fill_null(False), gap_=poverty.gap(rows), ratio_=rows[X] / rows[Z].nullif(0.0)
    )
    rows = rows.mutate(
        among_poor_=rows[W].sum().over(_upwards([*by, "is_poor_"], rows.ratio_)),
        among_all_=rows[W].sum().over(_upwards(by, rows.gap_)),
        **{HUNDREDTH: rows[KIND]},
    )
    poor_ratio = ibis.ifelse(rows.is_poor_, rows[W] * rows.ratio_, 0.0)
    parts = rows.aggregate(
        by=[*by, HUNDREDTH],
        **poverty.plain_sums(rows),
        **poverty.poverty_row_sums(rows),
        poor_ratio_=poor_ratio.sum(),
        poor_area_=(poor_ratio * (2 * rows.among_poor_ - rows[W])).sum(),
        gap_area_=(rows[W] * rows.gap_ * (2 * rows.among_all_ - rows[W])).sum(),
    )
    sums = parts.aggregate(
        by=list(by),
        **micro.group_sums(parts),
        **poverty.poverty_sums(parts),
        **{name: parts[name].sum() for name in ("poor_ratio_", "poor_area_", "gap_area_")},
    )
    return sums.select(
        *by,
        *micro.COUNTS,
        sum_w=micro.where(poverty.has_measure(sums), sums.sum_w),
        **poverty.poverty_measures(sums),
        **_measures(sums),
    )


def _upwards(by: Sequence[str], value: ir.Value) -> ibis.expr.builders.WindowBuilder:
    return ibis.window(group_by=list(by), order_by=value, preceding=None, following=0)


def _measures(sums: ir.Table) -> dict[str, ir.NumericValue]:
    share, depth = sums.poor_ / sums.sum_w.nullif(0.0), sums.gap1_ / sums.sum_w.nullif(0.0)
    gini_poor = sums.poor_area_ / (sums.poor_ * sums.poor_ratio_).nullif(0.0) - 1
    gini_gaps = sums.gap_area_ / (sums.sum_w * sums.gap1_).nullif(0.0) - 1
    measures = {
        "gini_poor": gini_poor,
        "sen": depth + (share - depth) * gini_poor.coalesce(0.0),
        "sst": depth * (1 + gini_gaps.coalesce(0.0)),
    }
    return {name: micro.where(poverty.has_measure(sums), value) for name, value in measures.items()}
