"""From rows to village facts by group: several amounts of the rows of each village, period and value of a breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from transforms.staging.measures import NO_BREAKDOWN
from transforms.staging.register_counts import PERIOD
from transforms.sums import how_many


@dataclass(frozen=True)
class Amount:
    """What the rows of a group come to, and in which unit."""

    value: ir.NumericScalar
    unit: str = "persons"


def number_where(holds: ir.BooleanValue, unit: str = "persons") -> Amount:
    """How many rows it holds for; 0 where for none."""
    return Amount(how_many(holds), unit)


def group_facts(
    rows: ir.Table,
    amounts: Mapping[str, Amount],
    *,
    source_code: str,
    breakdown: str = NO_BREAKDOWN,
    breakdown_value: ir.StringValue | str = NO_BREAKDOWN,
) -> ir.Table:
    """Village facts, as `rollup` takes them: each amount by its measure code, of each group of `rows` that has a row.

    An amount that is null (nothing is known of any row) has no row.
    """
    value = ibis.literal(breakdown_value) if isinstance(breakdown_value, str) else breakdown_value
    sums = rows.group_by("area_code_bps", *PERIOD, breakdown_value=value).agg(
        received_on=rows.received_on.max(),
        **{code: amount.value.cast("float64") for code, amount in amounts.items()},
    )
    facts = sums.mutate(measure_code=ibis.array(list(amounts)).unnest())
    return facts.select(
        *("area_code_bps", *PERIOD, "received_on", "measure_code"),
        breakdown=ibis.literal(breakdown),
        breakdown_value="breakdown_value",
        value=facts.measure_code.cases(*((code, facts[code]) for code in amounts)),
        unit=facts.measure_code.cases(*((code, amount.unit) for code, amount in amounts.items())),
        source_code=ibis.literal(source_code),
    ).filter(ibis._.value.notnull())


def in_years(rows: ir.Table) -> ir.Table:
    """`rows` with the calendar year in which their period starts as period, period_start and period_end."""
    year = rows.period_start.year()
    return rows.mutate(
        period=year.cast("string"), period_start=ibis.date(year, 1, 1), period_end=ibis.date(year, 12, 31)
    )
