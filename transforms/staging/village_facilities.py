"""Facilities of a village by category, in the month of receipt (OpenDK list of facilities)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, category, unpivot
from transforms.sums import exact_sum

MEASURES = (Measure("facilities", "facilities", _.facility_count, "facility_category", category(_.facility_category)),)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [facilities] by category of accepted rows of the contract `village_facilities`.

    A village lists several facilities of a category: those of one file add up; unknown where one of them is unknown.
    """
    listed = unpivot(rows, "village_facilities", MEASURES)
    return (
        listed.group_by([name for name in listed.columns if name != "value"])
        .agg(value=ibis.ifelse(listed.value.isnull().any(), ibis.null("float64"), exact_sum(listed.value)))
        .select(listed.columns)
    )
