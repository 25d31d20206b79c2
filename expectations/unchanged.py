"""K08: what a later file says again as it was loaded before is not loaded a second time.

Compared is a part of a report, which is what a later file can change alone: an account, a disease, the facilities of a
category (they are added up), else all that a village reports of the period. Only the version before counts: a report
that returns to an older figure after another one in between is news.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import ibis
import ibis.expr.types as ir

from expectations.rule import Rule
from warehouse.contract import load

TABLE = "report_versions"
PARTS = {
    "village_apbdes": ("account_no",),
    "village_epidemic": ("disease",),
    "village_facilities": ("facility_category",),
}
"""Columns that name the part of a report; reports of other sources are compared whole."""
LEFT_OUT = "contradicting"
"""Keys of sound rows that contradict others."""
RECEIPT = ("received_on", "file_sha256", "delivery_no")
PART = ("source", "area_code_bps", "period", "part")
PLACE = ("row_id", "sheet_id", "row_number")
RULE = Rule("K08", TABLE, lambda t: ~t.is_unchanged, once_a_sheet=True)


def report_versions(reports: Mapping[str, ir.Table], left_out: ir.Table) -> ir.Table:
    """Rows of all village reports, by source: is_unchanged where the part said the same in the receipt before it.

    Rows whose keys are in `left_out` were not loaded. A confirmation is news; that there is none this time is not.
    """
    rows = ibis.union(*(_texts(source, t) for source, t in reports.items())).anti_join(left_out, "row_id")
    parts = rows.group_by(*RECEIPT, *PART).agg(
        said=rows.said.group_concat("|", order_by=rows.said), confirmation=rows.confirmation.max()
    )
    in_time = ibis.window(group_by=PART, order_by=RECEIPT)
    known = parts.mutate(before=parts.said.lag().over(in_time), confirmed=parts.confirmation.lag().over(in_time))
    is_same = (known.said == known.before) & (known.confirmation.isnull() | (known.confirmation == known.confirmed))
    unchanged = known.mutate(is_unchanged=is_same.coalesce(ibis.literal(value=False))).drop(
        "said", "before", "confirmation", "confirmed"
    )
    return rows.inner_join(unchanged, [*RECEIPT, *PART]).select(*PLACE, "area_code_bps", "period", "is_unchanged")


def _texts(source: str, rows: ir.Table) -> ir.Table:
    """Rows with the name of their part and what they say, as texts."""
    names = [*(column.name for column in load(source).own_columns), "declared_unit", "declared_target"]
    return rows.select(
        *PLACE,
        *RECEIPT,
        "area_code_bps",
        "period",
        "confirmation",
        source=ibis.literal(source),
        part=_joined(rows, PARTS.get(source, ())),
        said=_joined(rows, names),
    )


def _joined(rows: ir.Table, names: Iterable[str]) -> ir.StringValue:
    return ibis.literal("").join([rows[name].cast("string").coalesce("-") + "\x1f" for name in names] or [""])
