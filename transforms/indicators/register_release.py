"""Which measures of a household register are withheld because few households are behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from transforms.core.small_groups import LEAST_LEFT_OVER, withheld

GUARDS = {"welfare": ("used_households", 30), "poor": ("poor_households", LEAST_LEFT_OVER)}
"""What a measure is made of: the column of `area_counts` that says of how many households, and the least number."""
SCHEMA = pa.schema([(name, pa.string()) for name in ("period", "area_code_bps", "guard", "reason")])


def withheld_measures(counts: pa.Table, above: Mapping[str, str | None]) -> pa.Table:
    """One row per period, area and guard whose measures are not published: period, area_code_bps, guard, reason (as
    `small_groups.withheld` has it).

    `counts` is the table of `area_counts`, `above` the parent of every area. A measure of the poor tells nothing of
    anybody where there are none.
    """
    rows: list[dict[str, Any]] = counts.select(
        ["period", "area_code_bps", *(of for of, _ in GUARDS.values())]
    ).to_pylist()
    reasons = [
        {"period": period, "area_code_bps": area, "guard": guard, "reason": reason}
        for guard, (column, least) in GUARDS.items()
        for period in sorted({row["period"] for row in rows})
        for area, reason in withheld(
            {row["area_code_bps"]: row[column] for row in rows if row["period"] == period and row[column]}, above, least
        ).items()
    ]
    return pa.Table.from_pylist(reasons, schema=SCHEMA)
