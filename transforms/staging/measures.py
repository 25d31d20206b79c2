"""From wide report rows to long village facts: a source names its measures, this module unpivots them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

NO_BREAKDOWN = "_T"
NOT_STATED = "_U"
"""SDMX code for a category that the report left out."""


@dataclass(frozen=True)
class Measure:
    """One additive amount in a report row; `value` and `breakdown_value` may be Ibis deferred expressions (`_.x`)."""

    code: str
    unit: str
    value: Any
    breakdown: str = NO_BREAKDOWN
    breakdown_value: Any = NO_BREAKDOWN


def unpivot(rows: ir.Table, source_code: str, measures: tuple[Measure, ...]) -> ir.Table:
    """Village facts: one row per report row and measure, also where the value is null ("not available").

    `rows` has the shared columns of `staged_row` and the columns that the measures name. A null value stays, because a
    later "not available" takes an earlier figure back; `transforms.core.revisions.latest` drops it.
    """
    return ibis.union(*(_facts_of(rows, source_code, measure) for measure in measures), distinct=False)


def only_with(value: Any, *others: Any) -> Any:
    """`value` where all `others` are known, else null: two sums are a share only when they are of the same villages."""
    known = others[0].notnull()
    for other in others[1:]:
        known &= other.notnull()
    return ibis.ifelse(known, value, ibis.null())


def count_of(column: Any, counted_in: str) -> Any:
    """The count behind `column`, which the cover sheet declares in percent of its target or as a count.

    persen: column × declared_target / 100, not rounded; `counted_in` (orang, kk): the column itself; null in any other
    unit, which rule N08 holds before.
    """
    unit = ibis._.declared_unit
    percentage = (column * ibis._.declared_target / 100).cast("float64")
    return ibis.cases((unit == "persen", percentage), (unit == counted_in, column.cast("float64")))


def category(column: Any) -> Any:
    """The category as reported, `_U` where the report left it out."""
    return ibis.coalesce(column, NOT_STATED)


def _facts_of(rows: ir.Table, source_code: str, measure: Measure) -> ir.Table:
    stated = measure.breakdown_value
    return rows.select(
        "area_code_bps",
        "period",
        "period_start",
        "period_end",
        "received_on",
        "received_no",
        "file_sha256",
        measure_code=ibis.literal(measure.code),
        breakdown=ibis.literal(measure.breakdown),
        breakdown_value=ibis.literal(stated) if isinstance(stated, str) else stated,
        value=measure.value.cast("float64"),
        unit=ibis.literal(measure.unit),
        source_code=ibis.literal(source_code),
    )
