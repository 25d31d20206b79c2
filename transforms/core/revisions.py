"""A later report of the same village, period and measure takes the place of an earlier one; a later file of one."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from warehouse.taking import TAKING

KEY = ("source_code", "area_code_bps", "period", "measure_code", "breakdown", "breakdown_value")
_RECEIPT = (*TAKING, "file_sha256")


def latest(village_facts: ir.Table) -> ir.Table:
    """Of each village, source, period, measure and breakdown value: the row of the latest receipt, if it has a value.

    A category that a later file does not mention keeps its earlier value: silence is no zero. Files taken at once with
    different values are held before (K05); where they agree, the highest file_sha256 counts.
    """
    newest_first = ibis.window(group_by=KEY, order_by=[ibis.desc(village_facts[name]) for name in _RECEIPT])
    return village_facts.filter(ibis.rank().over(newest_first) == 0).filter(ibis._.value.notnull())


def latest_files(rows: ir.Table) -> ir.Table:
    """Of each area and period the rows of the file received last: a later delivery replaces the earlier one whole.

    Files taken at once: the highest file_sha256 counts, as in `latest`.
    """
    newest_first = ibis.window(
        group_by=["area_code_bps", "period"], order_by=[ibis.desc(rows[name]) for name in _RECEIPT]
    )
    return rows.filter(ibis.rank().over(newest_first) == 0)
