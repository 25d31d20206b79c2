"""Measures of groups, one row per group and measure, each with the reason where it is null."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses
from transforms.indicators.micro import COUNTS

WHOLE_GROUP = (
    statuses.EMPTY,
    statuses.NEGATIVE_VALUES,
    statuses.NOT_FINITE,
    statuses.NO_LINE,
    statuses.ZERO_TOTAL,
)
NEEDS_WELFARE_ABOVE_ZERO = ("mld", "watts", "gem")
"""Beginnings of the names of measures that a welfare of 0 makes undefined."""


def long_form(measures: ir.Table, by: Sequence[str], names: Sequence[str], status: str) -> ir.Table:
    """Rows of `by`, the counts of rows, measure, value and value_status, of a table with a row per group.

    `names` are columns of measures, `status` the column with the status of the group. value_status: ok, or why the
    value is null: the group's status, zero_values (the measure needs welfare above 0), or denominator_zero.
    """
    kept = measures.select(*by, *COUNTS, status, *names)
    rows = kept.pivot_longer(list(names), names_to="measure", values_to="value")
    needs_more = ibis.or_(*(rows.measure.startswith(beginning) for beginning in NEEDS_WELFARE_ABOVE_ZERO))
    value_status = ibis.cases(
        (rows.value.notnull(), statuses.OK),
        (rows[status].isin(WHOLE_GROUP), rows[status]),
        ((rows[status] == statuses.ZERO_VALUES) & needs_more, statuses.ZERO_VALUES),
        else_=statuses.DENOMINATOR_ZERO,
    )
    return rows.select(*by, *COUNTS, "measure", "value", value_status=value_status)
