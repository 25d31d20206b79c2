"""Village SDG scores by goal, and their average, in a year: sums, and how many villages are in them."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, unpivot
from transforms.staging.village_index import OF_THE_VILLAGE

GOALS = tuple(str(number) for number in range(1, 19))


def _measures_of(name: str, score: str, breakdown: dict[str, Any]) -> tuple[Measure, Measure]:
    counted = ibis.ifelse(_[score].notnull(), 1.0, ibis.null("float64"))
    return (
        Measure(name, "score", _[score], **breakdown),
        Measure(f"{name}_villages", "villages", counted, **breakdown),
    )


OF_GOALS = _measures_of(
    "village_sdgs_score",
    "goal_score",
    {"breakdown": "sdgs_goal", "breakdown_value": _.goal_no.cast("string").fill_null("_U")},
)
OF_VILLAGES = _measures_of("village_sdgs_average", "village_average", {})


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [score, villages] by goal, and of the average, of accepted rows of the contract `village_sdgs`."""
    averages = rows.group_by(OF_THE_VILLAGE).agg(village_average=rows.village_average.max())
    return ibis.union(
        unpivot(rows, "village_sdgs", OF_GOALS), unpivot(averages, "village_sdgs", OF_VILLAGES), distinct=False
    )
