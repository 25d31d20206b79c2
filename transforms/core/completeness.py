"""How complete the village reports are of which something was loaded."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

REPORT = ("area_code_bps", "source_code", "period")
NOT_AVAILABLE = "not_available"
"""The word that there is no figure: an answer like a figure, which a blank cell is not."""
IN_FORCE = ("loaded", "duplicate")
"""What a duplicate row says was loaded before."""


def completeness(rows: ir.Table, cells: ir.Table) -> ir.Table:
    """One row per village report of which rows could be read: area_code_bps, source_code, period, completeness_pct.

    `rows` has a row per staged report row: row_id, area_code_bps, source_code, period, file_sha256, delivery_no, fate,
    n_needed, the number of columns that its report needs, and n_given, how many of them have a value, in a cell or
    declared for the file. `cells` are needed cells of those rows: row_id and cell_status.

    completeness_pct is the share of needed cells that are filled in rows that were loaded; of several deliveries of a
    report the fullest counts, because a later one takes nothing back that it does not mention.
    """
    answered = cells.filter(cells.cell_status == NOT_AVAILABLE).group_by("row_id").agg(n_answered=ibis._.count())
    known = rows.left_join(answered, "row_id")
    loaded = ibis.ifelse(known.fate.isin(IN_FORCE), known.n_given + known.n_answered.fill_null(0), 0)
    deliveries = known.group_by([*REPORT, "file_sha256", "delivery_no"]).agg(
        share=loaded.sum() / known.n_needed.sum().nullif(0)
    )
    return deliveries.group_by(REPORT).agg(completeness_pct=100.0 * deliveries.share.max())


def with_completeness(receipts: ir.Table, complete: ir.Table) -> ir.Table:
    """`receipts` with completeness_pct and is_complete; `complete` as `completeness` gives it.

    completeness_pct is 0 where a report came and nothing of it was loaded, null where none came.
    """
    known = receipts.left_join(complete, REPORT, rname="complete_{name}")
    is_loaded = known.receipt_status.isin(["on_time", "late"])
    share = ibis.cases((is_loaded, known.completeness_pct), (known.receipt_status != "missing", 0.0))
    told = known.mutate(completeness_pct=share)
    is_complete = is_loaded & (told.completeness_pct == 100).coalesce(ibis.literal(value=False))
    return told.mutate(is_complete=is_complete).select(*receipts.columns, "completeness_pct", "is_complete")
