"""Water points of a village by condition, and the households that use them, in a month (an NGO's monitoring)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, unpivot
from transforms.staging.village_index import OF_THE_VILLAGE
from transforms.sums import exact_sum

# All conditions are counted, also where there is no such point: a later file that says `repaired` takes the earlier
# `not functioning` back.
MEASURES = (
    Measure("water_points_visited", "facilities", _.visited),
    Measure("water_points_functioning", "facilities", _.functioning),
    Measure("water_points_partly_functioning", "facilities", _.partly_functioning),
    Measure("water_points_not_functioning", "facilities", _.not_functioning),
    Measure("water_point_user_households", "households", _.households),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [facilities, households] of accepted rows of the contract `village_water_points`.

    A point that was visited more than once in a month counts as it was found last.
    """
    found = rows.filter(rows.point_status.notnull())
    last = ibis.window(
        group_by=[*OF_THE_VILLAGE, found.point_name.fill_null("").strip().lower()],
        order_by=[ibis.desc("visited_on"), ibis.desc("row_id")],
    )
    points = found.mutate(place=ibis.row_number().over(last)).filter(_.place == 0)
    counted = points.group_by(OF_THE_VILLAGE).agg(
        visited=points.count(),
        households=exact_sum(points.user_households),
        **{
            status: (points.point_status == status).cast("int64").sum()
            for status in ("functioning", "partly_functioning", "not_functioning")
        },
    )
    return unpivot(counted, "village_water_points", MEASURES)
