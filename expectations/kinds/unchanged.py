"""K08: what a later file says again as it was loaded before is not loaded a second time.

Compared is a part of a report, which is what a later file can change alone: an account, a disease, the facilities of a
category (they are added up), else all that a village reports of the period. Only the version before counts: a report
that returns to an older figure after another one in between is news. Of a list of facilities nothing was counted
unless all its rows were accepted, so what stood in one that was not whole was not loaded before.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from expectations.kinds.said import said
from expectations.rule import Rule
from warehouse.contract import load
from warehouse.taking import TAKING

TABLE = "report_versions"
PARTS = {
    "village_apbdes": ("account_no",),
    "village_epidemic": ("disease",),
    "village_facilities": ("facility_category",),
}
"""Columns that name the part of a report; reports of other sources are compared whole."""
LEFT_OUT = "contradicting"
"""Keys of sound rows that contradict others."""
KEPT_BACK = "kept_back"
"""Keys of rows that are rejected or held."""
LISTS = "village_facilities"
"""The source whose lists count only whole (`warehouse.whole_lists`)."""
RECEIPT = ("file_sha256", "delivery_no")
IN_ORDER = (*TAKING, *RECEIPT)
PART = ("source", "area_code_bps", "period", "part")
PLACE = ("row_id", "sheet_id", "row_number")
OF_SHEET = ("declared_unit", "declared_target")
"""What a part says beside the columns of its source."""
RULE = Rule("K08", TABLE, lambda t: ~t.is_unchanged, once_a_sheet=True)


def report_versions(reports: Mapping[str, ir.Table], left_out: ir.Table) -> ir.Table:
    """Rows of all village reports, by source: is_unchanged where the part said the same in the receipt before it.

    Rows whose keys are in `left_out` were not loaded. A confirmation is news; that there is none this time is not.
    """
    loaded = {source: t.anti_join(left_out, "row_id") for source, t in reports.items()}
    parts = said_of_parts(loaded)
    in_time = ibis.window(group_by=PART, order_by=IN_ORDER)
    known = parts.mutate(before=parts.said.lag().over(in_time), confirmed=parts.confirmation.lag().over(in_time))
    is_same = (known.said == known.before) & (known.confirmation.isnull() | (known.confirmation == known.confirmed))
    unchanged = known.filter(is_same).select(*RECEIPT, *PART, is_unchanged=True)
    found = rows_of_parts(loaded).left_join(unchanged, [*RECEIPT, *PART])
    return found.select(*PLACE, "area_code_bps", "period", is_unchanged=found.is_unchanged.notnull())


def said_of_parts(reports: Mapping[str, ir.Table]) -> ir.Table:
    """What each receipt says of a part of a report, as a text, of the parts that came more than once."""
    rows = rows_of_parts(reports)
    # most parts are one row, which came once, and what it says need not be written out
    again = rows.group_by(*PART).having(rows.count() > 1).agg()
    texts = ibis.union(*(_texts(source, _with_part(source, t).semi_join(again, PART)) for source, t in reports.items()))
    return texts.group_by(*RECEIPT, *PART).agg(
        **{name: texts[name].max() for name in TAKING},
        said=texts.said.group_concat("|", order_by=texts.said),
        confirmation=texts.confirmation.max(),
    )


def rows_of_parts(reports: Mapping[str, ir.Table]) -> ir.Table:
    """Keys of all rows, with the part of a report that each is of."""
    return ibis.union(*(_with_part(source, t).select(*PLACE, *RECEIPT, *PART) for source, t in reports.items()))


def _with_part(source: str, rows: ir.Table) -> ir.Table:
    """Rows of which village and period are known, with the name of their part."""
    placed = rows.filter(rows.area_code_bps.notnull(), rows.period.notnull())
    return placed.mutate(source=ibis.literal(source), part=said(PARTS.get(source, ()), placed))


def _texts(source: str, rows: ir.Table) -> ir.Table:
    """What rows say, as texts."""
    names = [*(column.name for column in load(source).own_columns), *OF_SHEET]
    return rows.select(*TAKING, *RECEIPT, *PART, "confirmation", said=said(names, rows))
