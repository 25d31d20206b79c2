"""Households asked at the water points of a village, and those who need long to fetch water, in a month."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, unpivot
from transforms.staging.village_index import OF_THE_VILLAGE

LONGEST_MINUTES = 30
"""Water that takes longer, queue included, is a limited service (WHO/UNICEF Joint Monitoring Programme)."""
MEASURES = (
    Measure("water_user_households_asked", "households", _.asked),
    Measure("water_user_households_over_30_minutes", "households", _.far),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [households] of accepted rows of the contract `village_water_users`."""
    known = rows.filter(rows.fetch_minutes.notnull())
    counted = known.group_by(OF_THE_VILLAGE).agg(
        asked=known.count(), far=(known.fetch_minutes > LONGEST_MINUTES).cast("int64").sum()
    )
    return unpivot(counted, "village_water_users", MEASURES)
