"""Scores of the village development index (IDM) and its composites, in a year; sums and how many villages are in them.

A score does not add up, but its sum over villages and their number do: their ratio is the mean of any area.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, category, unpivot
from warehouse.taking import TAKING

COMPONENTS = ("idm", "iks", "ike", "ikl")
OF_THE_VILLAGE = ("area_code_bps", "period", "period_start", "period_end", *TAKING, "file_sha256")
COMPOSITE = r"^(IKS|IKE|IKL)( [0-9]{4})?$"
MEASURES = (
    Measure("village_index_score", "score", _.score, "index_component", category(_.component)),
    Measure(
        "village_index_villages",
        "villages",
        ibis.ifelse(_.score.notnull(), 1.0, ibis.null("float64")),
        "index_component",
        category(_.component),
    ),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [score, villages] by component (idm, iks, ike, ikl) of accepted rows of `village_index`."""
    whole = rows.group_by(OF_THE_VILLAGE).agg(score=rows.village_score.max(), component=ibis.literal(COMPONENTS[0]))
    named = rows.mutate(name=rows.indicator_name.upper())
    parts = named.filter(named.name.re_search(COMPOSITE)).select(
        *OF_THE_VILLAGE, score=_.indicator_score, component=_.name.substr(0, 3).lower()
    )
    return unpivot(ibis.union(whole, parts.select(whole.columns)), "village_index", MEASURES)
