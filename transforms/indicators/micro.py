"""Household records made ready for measures: which rows count, where each stands in its group, sums by hundredths.

A household table has a column of welfare, a column of weights (persons: household weight times household size, unless
a measure is of households) and any columns that name groups. Rules for rows (`kind`):
  used         welfare and weight are numbers, weight is not 0
  null         welfare or weight is null or not a number: excluded and counted
  zero weight  excluded and counted
  negative     welfare or weight below 0: the group has no measure
  not finite   welfare or weight infinite, or too large to be multiplied and added up: the group has no measure
Hundredths: a used row is in hundredth k of its group when the weight before it, as a share of the group's, is at least
k/100 and less than (k+1)/100. Then a quantile is the highest welfare before its hundredth, and a Lorenz ordinate
interpolates in one row only; so any number of both cost one grouping. The slack is that of quantiles on a boundary,
inf{x : C >= p W (1 - 1e-12)}: 0.1 added three times is not 0.3.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses

USED, NULL, ZERO_WEIGHT, NEGATIVE, NOT_FINITE = 0, -1, -2, -3, -4
HUNDREDTHS = 100
SLACK = 1e-12
LARGEST = 1e150
FINITE = 1.7e308

X, W, Z, KIND = "welfare_", "weight_", "line_", "kind_"
CUMULATED, TOTAL_W, TOTAL_WX = "cumulated_", "total_weight_", "total_welfare_"
HUNDREDTH = "hundredth_"
COUNTS = ("n_used", "n_null", "n_zero_w", "n_negative", "n_not_finite")


def household_rows(
    table: ir.Table,
    welfare: str,
    weight: str,
    keep: Sequence[str] = (),
    line: str | None = None,
    *,
    negative_is_used: bool = False,
) -> ir.Table:
    """A row per row of `table`: the columns `keep`, welfare_, weight_, kind_ and, with a `line`, line_.

    Unless the row is used, welfare_ is null and weight_ 0. With `negative_is_used` a welfare below 0 counts as any
    other: what a household would have without a transfer may be below 0, and is not a fault.
    """
    x, w = table[welfare].cast("float64"), table[weight].cast("float64")
    least = -LARGEST if negative_is_used else 0.0
    # Nothing is <= LARGEST that is null or not a number. Used rows are the first case, because in most tables they are
    # all, and an engine works out no case that is left without rows.
    is_used = (x >= least) & (x <= LARGEST) & (w > 0) & (w <= LARGEST)
    kind = ibis.cases(
        (is_used, USED),
        (x.isnull() | x.isnan() | w.isnull() | w.isnan(), NULL),
        (w == 0, ZERO_WEIGHT),
        (is_too_large(x) | is_too_large(w), NOT_FINITE),
        else_=NEGATIVE,
    ).cast("int8")
    columns = {X: ibis.ifelse(is_used, x, ibis.null("float64")), W: ibis.ifelse(is_used, w, 0.0), KIND: kind}
    lines = {} if line is None else {Z: table[line].cast("float64")}
    return table.select(**{name: table[name] for name in keep}, **columns, **lines)


def ranked(rows: ir.Table, by: Sequence[str] = ()) -> ir.Table:
    """`rows` with the weight cumulated up to and with each row, by welfare, and the group's sums of weight and w x.

    Rows of equal welfare come in any order: what is made of these columns sums over them to the same.
    """
    upwards = ibis.window(group_by=list(by), order_by=rows[X], preceding=None, following=0)
    whole = ibis.window(group_by=list(by))
    return rows.mutate(
        **{
            CUMULATED: rows[W].sum().over(upwards),
            TOTAL_W: rows[W].sum().over(whole),
            TOTAL_WX: (rows[W] * rows[X]).sum().over(whole),
        }
    )


def hundredth(rows: ir.Table) -> ir.IntegerColumn:
    """The hundredth of a ranked row; the kind, which is below 0, where the row is not used."""
    before = (rows[CUMULATED] - rows[W]) / rows[TOTAL_W].nullif(0.0)
    place = (HUNDREDTHS * (before * (1 + SLACK))).floor().cast("int16")
    return ibis.ifelse(rows[KIND] == USED, place, rows[KIND].cast("int16"))


def row_sums(rows: ir.Table) -> dict[str, ir.Scalar]:
    """What every measure needs of a hundredth of ranked rows."""
    return {
        "n_": rows.count(),
        "weight_sum_": rows[W].sum(),
        "welfare_sum_": (rows[W] * rows[X]).sum(),
        "lowest_": rows[X].min(),
        "highest_": rows[X].max(),
        "cumulated_to_": rows[CUMULATED].max(),
    }


def group_sums(hundredths: ir.Table) -> dict[str, ir.Scalar]:
    """Counts of rows and sums of a group, of the table that `row_sums` aggregated by hundredth.

    is_fit_ says that the group has used rows and none that forbids measures, has_welfare_ that there is any to share.
    """
    weight, welfare = hundredths.weight_sum_.sum(), hundredths.welfare_sum_.sum()
    number = counts(hundredths)
    is_fit = (number["n_used"] > 0) & (number["n_negative"] + number["n_not_finite"] == 0)
    return {
        **number,
        "is_fit_": is_fit,
        "has_welfare_": is_fit & (welfare > 0),
        "sum_w": weight,
        "welfare_total_": welfare,
        "lowest_welfare_": hundredths.lowest_.min(),
    }


def counts(sums: ir.Table) -> dict[str, ir.IntegerScalar]:
    """Rows used and not used, to aggregate a table that has rows of hundredths or of kinds in hundredth_ and n_."""

    def of(kind: int) -> ir.IntegerScalar:
        return sums.n_.sum(where=sums[HUNDREDTH] == kind).coalesce(0)

    return {
        "n_used": sums.n_.sum(where=sums[HUNDREDTH] >= USED).coalesce(0),
        "n_null": of(NULL),
        "n_zero_w": of(ZERO_WEIGHT),
        "n_negative": of(NEGATIVE),
        "n_not_finite": of(NOT_FINITE),
    }


def row_status(sums: ir.Table) -> ir.StringValue:
    """Why a group as a whole has no measure: not_finite, negative_values or empty; null where it may have one."""
    return ibis.cases(
        (sums.n_not_finite > 0, statuses.NOT_FINITE),
        (sums.n_negative > 0, statuses.NEGATIVE_VALUES),
        (sums.n_used == 0, statuses.EMPTY),
    )


def welfare_status(sums: ir.Table) -> ir.StringValue:
    """The status of a group of `group_sums` for measures of how welfare is shared."""
    status = ibis.cases(
        (sums.is_fit_ & (sums.welfare_total_ == 0), statuses.ZERO_TOTAL),
        (sums.is_fit_ & (sums.lowest_welfare_ == 0), statuses.ZERO_VALUES),
        else_=statuses.OK,
    )
    return ibis.coalesce(row_status(sums), status)


def highest_before(rows: ir.Table, percent: int, by: Sequence[str] = ()) -> ir.NumericColumn:
    """For each ranked row the quantile of its group at a percent point: the highest welfare before that hundredth."""
    place = hundredth(rows)
    welfare = ibis.ifelse((place >= 0) & (place < percent), rows[X], ibis.null("float64"))
    return welfare.max().over(ibis.window(group_by=list(by)))


def known(value: ir.NumericValue) -> ir.NumericValue:
    """`value` as a double; NaN is not known, so null."""
    number = value.cast("float64")
    return ibis.ifelse(number.isnan(), ibis.null("float64"), number)


def is_too_large(value: ir.NumericValue) -> ir.BooleanValue:
    """Whether a number is infinite, or too large to be multiplied and added up."""
    return value.abs() > LARGEST


def where(condition: ir.BooleanValue, value: ir.NumericValue) -> ir.NumericValue:
    """`value` where the condition holds and the value is a finite number, else null."""
    return ibis.cases((condition & (value.abs() <= FINITE), value))
