"""Which village reports were expected, and what came of each."""

from __future__ import annotations

from collections.abc import Collection

import ibis
import ibis.expr.types as ir

from transforms.core.reporting_areas import expected_villages, reporting_tree
from warehouse import contract

_REPORT = ("area_code_bps", "source_code", "period")
_TOLD = ("receipt_status", "received_on", "first_received_on", "last_received_on")


def schedule(sheets: ir.Table, reports: Collection[str]) -> ir.Table:
    """The village reports due: source_code, period, period_start, period_end, due_on, from rows of `staged_sheets`.

    `reports` are the sources that villages report: nobody expects a list of a programme's office of every village, in
    whatever inbox it lay. A period is due once any file for it was received after it began; a file for a period to come
    (P02) sets nothing.
    """
    reports_due = sheets.filter(sheets.source.isin(list(reports)) & sheets.due_on.notnull())
    begun = reports_due.filter(reports_due.period_start <= reports_due.received_on)
    return begun.select("period", "period_start", "period_end", "due_on", source_code="source").distinct()


def receipts(deliveries: ir.Table, due: ir.Table, areas: ir.Table) -> ir.Table:
    """Each expected village with each report of `due`: rows of the contract `village_report_receipts`, whose
    completeness `completeness.with_completeness` adds.

    `deliveries` has a row per village report that came: area_code_bps, source_code, period, received_on, fate (loaded,
    held, rejected, duplicate), has_figure (false where its whole delivery only says that there are none). Loaded once,
    a report is on_time or late by its first loaded receipt, whatever came besides; else it is held, else rejected, by
    the first such receipt; else missing, with no date. What a delivery without figures takes back (one of another
    month) makes no later figures punctual: those count by their own receipt.
    """
    is_loaded = deliveries.fate == "loaded"
    taken_back_on = deliveries.received_on.max(where=is_loaded & ~deliveries.has_figure).over(group_by=_REPORT)
    dated = deliveries.mutate(
        is_loaded=is_loaded,
        stands=is_loaded
        & deliveries.has_figure
        & (deliveries.received_on >= taken_back_on).coalesce(ibis.literal(value=True)),
    )
    arrived = dated.group_by(_REPORT).agg(
        loaded_on=ibis.coalesce(
            dated.received_on.min(where=dated.stands), dated.received_on.min(where=dated.is_loaded)
        ),
        held_on=dated.received_on.min(where=dated.fate == "held"),
        rejected_on=dated.received_on.min(where=dated.fate == "rejected"),
        first_received_on=dated.received_on.min(),
        last_received_on=dated.received_on.max(),
    )
    expected = expected_villages(areas).select("area_code_bps", "area_code_kemendagri", "area_level").cross_join(due)
    known = expected.left_join(arrived, _REPORT, rname="arrived_{name}")
    status = ibis.cases(
        (known.loaded_on <= known.due_on, "on_time"),
        (known.loaded_on.notnull(), "late"),
        (known.held_on.notnull(), "held"),
        (known.rejected_on.notnull(), "rejected"),
        else_="missing",
    )
    received_on = ibis.coalesce(known.loaded_on, known.held_on, known.rejected_on)
    return known.mutate(receipt_status=status, received_on=received_on).select(*expected.columns, *_TOLD)


def last_loaded(deliveries: ir.Table, areas: ir.Table) -> ir.Table:
    """area_code_bps, source_code, period and loaded_on, the day on which an area last had a report loaded, for every
    area that holds an expected village; `deliveries` as for `receipts`."""
    loaded = deliveries.filter(deliveries.fate == "loaded")
    tree = reporting_tree(areas).select("village_code_bps", "area_code_bps")
    placed = tree.join(loaded, tree.village_code_bps == loaded.area_code_bps, rname="delivery_{name}")
    return placed.group_by(_REPORT).agg(loaded_on=placed.received_on.max())


def calendar(village_receipts: ir.Table) -> ir.Table:
    """Rows of the contract `calendar`, counted from receipts. Received is what was loaded (on time or late); expected
    less received and missing were held or rejected. Columns of BPS releases are null."""
    status = village_receipts.receipt_status
    counted = village_receipts.group_by(["source_code", "period", "period_start", "period_end", "due_on"]).agg(
        n_expected=village_receipts.count(),
        n_received=status.isin(["on_time", "late"]).sum(),
        n_on_time=(status == "on_time").sum(),
        n_late=(status == "late").sum(),
        n_missing=(status == "missing").sum(),
    )
    table = contract.load("calendar")
    types = ibis.schema(table.arrow_schema())
    of_releases = {name: ibis.null(types[name]) for name in table.column_names if name not in counted.columns}
    return counted.mutate(**of_releases).select(table.column_names)
