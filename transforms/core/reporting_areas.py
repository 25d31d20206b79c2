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
    line = expected_villages(areas).select(village="area_code_bps", district="parent_area_code_bps")
    for level, above in (("district", "regency"), ("regency", "province")):
        parents = areas.select(**{level: "area_code_bps", above: "parent_area_code_bps"})
        line = line.left_join(parents, level).select(*line.columns, above)
    codes = ibis.array([line.village, line.district, line.regency, line.province])
    tree = line.select(village_code_bps="village", area_code_bps=codes.unnest()).join(areas, "area_code_bps")
    regencies = areas.filter((areas.area_level == "regency") & areas.valid_to.isnull())
    silent = regencies.anti_join(line, regencies.area_code_bps == line.regency)
    return tree.anti_join(silent, tree.area_code_bps == silent.parent_area_code_bps).select(
        "village_code_bps", "area_code_bps", "area_code_kemendagri", "area_level"
    )
