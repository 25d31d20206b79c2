"""Beside each indicator from village reports: how many of the reports that it rests on were on time, and complete."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.core.reporting_areas import reporting_tree
from warehouse import contract

_REPORT = ["area_code_bps", "source_code", "period"]


def with_punctuality(values: ir.Table, receipts: ir.Table, areas: ir.Table) -> ir.Table:
    """`values` (rows of `indicator_values` from village reports) with n_reports_on_time and n_reports_complete.

    `receipts` are rows of `village_report_receipts`, `areas` of the contract `areas`. What was on time stays so in
    every vintage; how complete the reports were is known of the current one only, and null in the others.
    """
    tree = reporting_tree(areas).select("village_code_bps", "area_code_bps")
    placed = tree.join(receipts, tree.village_code_bps == receipts.area_code_bps, rname="receipt_{name}")
    counts = placed.group_by(_REPORT).agg(
        n_on_time=placed.count(where=placed.receipt_status == "on_time"),
        n_complete=placed.count(where=placed.is_complete),
    )
    known = values.left_join(counts, _REPORT, rname="counts_{name}")
    of_now = ibis.ifelse(known.known_to.isnull(), known.n_complete, ibis.null("int64"))
    told = known.mutate(n_reports_on_time=known.n_on_time, n_reports_complete=of_now)
    return told.select(contract.load("indicator_values").column_names)
