"""Poverty of household records against lines by row, any groups, in one aggregation without a sort.

Poor is welfare under the line, strictly. With z the line of the row, g = (z - x) / z for the poor and 0 for others:
  p0..p3            sum of w g^a / W   (Foster, Greer and Thorbecke 1984; BPS publishes p0, p1, p2)
  poor_persons      sum of w over the poor; with weights of persons, persons
  aggregate_gap     sum of w (z - x) over the poor, in units of welfare
  income_gap_ratio  p1 / p0, null where nobody is poor
  watts             sum of w ln(z / x) over the poor / W, null where a poor household has nothing   (Watts 1968)
A line must be above 0 and finite; a group with a used row without a line has no measure (no_line). Lines are inputs.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro, statuses
from transforms.indicators.micro import HUNDREDTH, KIND, LARGEST, USED, W, X, Z

POWERS = (1, 2, 3)
MEDIAN_PERCENT = 50


def poverty(
    table: ir.Table,
    welfare: str,
    weight: str,
    line: str,
    by: Sequence[str] = (),
    *,
    negative_is_used: bool = False,
) -> ir.Table:
    """One row per group: `by`, counts of rows, sum_w, every measure (null where undefined) and poverty_status.

    poverty_status: ok, zero_values (a welfare of 0: watts may be null), no_line, negative_values, not_finite or empty.
    With `negative_is_used` welfare below 0 is poor like any other; its gap may exceed 1.
    """
    rows = micro.household_rows(table, welfare, weight, by, line, negative_is_used=negative_is_used)
    kinds = rows.mutate(**{HUNDREDTH: rows[KIND]})
    kinds = kinds.aggregate(by=[*by, HUNDREDTH], **plain_sums(kinds), **poverty_row_sums(kinds))
    sums = kinds.aggregate(by=list(by), **micro.group_sums(kinds), **poverty_sums(kinds))
    return sums.select(*by, *micro.COUNTS, sum_w=micro.where(has_measure(sums), sums.sum_w), **poverty_measures(sums))


def plain_sums(rows: ir.Table) -> dict[str, ir.Scalar]:
    """What `micro.group_sums` needs, of rows that are not ranked."""
    return {
        "n_": rows.count(),
        "weight_sum_": rows[W].sum(),
        "welfare_sum_": (rows[W] * rows[X]).sum(),
        "lowest_": rows[X].min(),
    }


def gap(rows: ir.Table) -> ir.NumericValue:
    """The gap of a row as a share of its line: 0 where it is not poor, null where it has no line."""
    return ibis.ifelse(rows[X] < rows[Z], (rows[Z] - rows[X]) / rows[Z].nullif(0.0), 0.0)


def poverty_row_sums(rows: ir.Table) -> dict[str, ir.NumericScalar]:
    """What a part of a group gives to its measures of poverty."""
    is_poor, weight, share = rows[X] < rows[Z], rows[W], gap(rows)
    is_countable = is_poor & (rows[X] > 0)
    logarithm = ibis.ifelse(is_countable, rows[Z] / rows[X], 1.0).ln()
    powers = {f"gap{power}_": _power(share, power) for power in POWERS}
    return {
        "poor_": ibis.ifelse(is_poor, weight, 0.0).sum(),
        "lacking_": ibis.ifelse(is_poor, weight * (rows[Z] - rows[X]), 0.0).sum(),
        "watts_": (weight * logarithm).sum(),
        "lineless_": ibis.ifelse(
            (rows[KIND] == USED) & ~((rows[Z] > 0) & (rows[Z] <= LARGEST)).fill_null(False), 1, 0
        ).sum(),
        **{name: (weight * value).sum() for name, value in powers.items()},
    }


def _power(share: ir.NumericValue, power: int) -> ir.NumericValue:
    product = share
    for _ in range(power - 1):
        product = product * share
    return product


def poverty_sums(parts: ir.Table) -> dict[str, ir.NumericScalar]:
    """The sums of a group over its parts."""
    names = ("poor_", "lacking_", "watts_", "lineless_", *(f"gap{power}_" for power in POWERS))
    return {name: parts[name].sum() for name in names}


def has_measure(sums: ir.Table) -> ir.BooleanValue:
    """Whether a group of `group_sums` and `poverty_sums` has measures of poverty at all."""
    return sums.is_fit_ & (sums.lineless_ == 0)


def poverty_measures(sums: ir.Table) -> dict[str, ir.Value]:
    """Every measure and poverty_status of a table with `group_sums` and `poverty_sums`."""
    total = sums.sum_w.nullif(0.0)
    measures = {
        "p0": sums.poor_ / total,
        **{f"p{power}": sums[f"gap{power}_"] / total for power in POWERS},
        "watts": ibis.ifelse((sums.lowest_welfare_ <= 0), ibis.null("float64"), sums.watts_ / total),
        "poor_persons": sums.poor_,
        "aggregate_gap": sums.lacking_,
        "income_gap_ratio": sums.gap1_ / sums.poor_.nullif(0.0),
    }
    status = ibis.cases(
        (sums.lineless_ > 0, statuses.NO_LINE),
        (sums.lowest_welfare_ <= 0, statuses.ZERO_VALUES),
        else_=statuses.OK,
    )
    return {
        **{name: micro.where(has_measure(sums), value) for name, value in measures.items()},
        "poverty_status": ibis.coalesce(micro.row_status(sums), status),
    }


def with_relative_line(table: ir.Table, welfare: str, weight: str, share: float, by: Sequence[str] = ()) -> ir.Table:
    """`table` with the columns median and relative_line (`share` of the median) of each row's group."""
    rows = micro.ranked(micro.household_rows(table, welfare, weight, table.columns), by)
    median = micro.highest_before(rows, MEDIAN_PERCENT, by)
    return rows.select(*table.columns, median=median, relative_line=share * median)
