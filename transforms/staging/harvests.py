"""Harvests of farmers' groups, with assistance and without; from accepted records."""

from __future__ import annotations

import ibis.expr.types as ir

from transforms.staging.group_counts import Amount, group_facts
from transforms.staging.newest import newest
from transforms.staging.register_counts import PERIOD
from transforms.sums import exact_sum

SOURCE = "harvests"
CROP = "commodity_season_assisted"
_HARVEST = ("group_name", "area_code_bps", *PERIOD, "commodity", "season")


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [kilograms, hectares, groups] by commodity, season and whether the group is assisted
    (`jagung+MT I+Ya`), of harvests whose area and weight are both known; of several records the one received last."""
    harvests = newest(rows, _HARVEST)
    known = harvests.filter(harvests.area_ha > 0, harvests.harvest_kg.notnull())
    return group_facts(
        known,
        {
            "harvest_kg": Amount(exact_sum(known.harvest_kg), "kilograms"),
            "harvest_ha": Amount(exact_sum(known.area_ha), "hectares"),
            "harvest_groups": Amount(known.group_name.nunique(), "groups"),
        },
        source_code=SOURCE,
        breakdown=CROP,
        breakdown_value=known.commodity + "+" + known.season + "+" + known.assisted,
    )
