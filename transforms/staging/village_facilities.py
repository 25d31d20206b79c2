"""Facilities of a village by category, in the month of receipt (OpenDK list of facilities)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, category, unpivot
from transforms.sums import exact_sum
from warehouse import whole_lists

MEASURES = (Measure("facilities", "facilities", _.facility_count, "facility_category", category(_.facility_category)),)


def of_whole_lists(accepted: ir.Table, staged: ir.Table, fates: ir.Table) -> ir.Table:
    """Accepted rows of villages' lists of which no row was rejected or held.

    What is left of a list is a part: its counts would be taken for whole ones, replace those of an earlier whole list,
    and a category without a row for none. A row whose village is not known may be of any list in its file. `staged` are
    all rows, `fates` the fate of each.
    """
    kept_back = staged.semi_join(fates.filter(fates.fate.isin(["rejected", "held"])), "row_id")
    return whole_lists.of_whole_lists(accepted, kept_back)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [facilities] by category of the contract's rows `of_whole_lists`.

    A village lists several facilities of a category: those of one file add up; unknown where one of them is unknown.
    """
    listed = unpivot(rows, "village_facilities", MEASURES)
    return (
        listed.group_by([name for name in listed.columns if name != "value"])
        .agg(value=ibis.ifelse(listed.value.isnull().any(), ibis.null("float64"), exact_sum(listed.value)))
        .select(listed.columns)
    )
