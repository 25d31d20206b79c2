"""From tokenised records of persons and families to counts of villages: each counts once a period, in one village."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from transforms.staging.measures import NO_BREAKDOWN
from transforms.sums import how_many

PERIOD = ("period", "period_start", "period_end")


def village_counts(rows: ir.Table, measures: Mapping[str, ir.BooleanValue], *, unit: str, source_code: str) -> ir.Table:
    """Village facts, as `rollup` takes them: of each measure how many of `rows` it holds for, 0 where for none."""
    counts = rows.group_by("area_code_bps", *PERIOD).agg(
        received_on=rows.received_on.max(),
        **{code: how_many(holds) for code, holds in measures.items()},
    )
    # one row a measure without a branch a measure: an engine that computes every branch anew would count many times
    facts = counts.mutate(measure_code=ibis.array(list(measures)).unnest())
    return facts.select(
        *("area_code_bps", *PERIOD, "received_on", "measure_code"),
        breakdown=ibis.literal(NO_BREAKDOWN),
        breakdown_value=ibis.literal(NO_BREAKDOWN),
        value=facts.measure_code.cases(*((code, facts[code].cast("float64")) for code in measures)),
        unit=ibis.literal(unit),
        source_code=ibis.literal(source_code),
    )
