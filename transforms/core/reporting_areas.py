"""Which areas the village reports of a workspace add up to."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def expected_villages(areas: ir.Table) -> ir.Table:
    """The villages whose reports are expected; rows and columns of the contract `areas`."""
    return areas.filter((areas.area_level == "village") & areas.reports_expected)


def reporting_tree(areas: ir.Table) -> ir.Table:
    """One row per expected village and area that holds it, itself included: village_code_bps, and the area's
    area_code_bps, area_code_kemendagri, area_level.

    A province is there only if every regency it has today has expected villages: a part must not pass for the whole.
    """
    villages = expected_villages(areas)
    step = villages.select(village_code_bps="area_code_bps", area_code_bps="area_code_bps")
    steps = [step]
    for _level in ("district", "regency", "province"):
        step = step.join(areas, "area_code_bps").select("village_code_bps", area_code_bps="parent_area_code_bps")
        steps.append(step)
    tree = ibis.union(*steps, distinct=False).join(areas, "area_code_bps")
    regencies = areas.filter((areas.area_level == "regency") & areas.valid_to.isnull())
    silent = regencies.anti_join(tree, "area_code_bps")
    return tree.anti_join(silent, tree.area_code_bps == silent.parent_area_code_bps).select(
        "village_code_bps", "area_code_bps", "area_code_kemendagri", "area_level"
    )
