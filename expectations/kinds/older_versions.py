"""T15: an older version of a report or list that arrives last does not take the place of the newer one.

The day on its cover tells: it lies before that of a version which came earlier, and what it says of a part is not what
that one said. Sent once more it passes, as it says then what was said before, so a sender can say that it counts.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from expectations.kinds.shortened_lists import REGISTERS
from expectations.kinds.unchanged import IN_ORDER, PART, PLACE, RECEIPT, rows_of_parts, said_of_parts
from expectations.rule import Rule
from warehouse.taking import TAKING

TABLE = "older_versions"
LISTS = (*REGISTERS, "program_proposals")
"""Sources beside the village reports of which a later list takes the place of the one before."""
REPORT = ("source", "area_code_bps", "period")
RULE = Rule(
    "T15",
    TABLE,
    lambda t: t.newest.isnull(),
    args={"date": lambda t: t.reported_on, "newest": lambda t: t.newest},
    public_args=frozenset({"date", "newest"}),
    once_a_sheet=True,
)


def older_versions(reports: Mapping[str, ir.Table], sheets: ir.Table) -> ir.Table:
    """Rows of reports and lists that came with several days on their covers, by source: reported_on, and `newest`,
    the later day of a version that came before and said something else; null where there is none.

    `sheets` are rows of staged_sheets.
    """
    several = _of_several_days(reports, sheets)
    rows = rows_of_parts(several)
    dated = rows.join(_days(sheets), "sheet_id")
    days = dated.group_by(*RECEIPT, *PART).agg(reported_on=dated.reported_on.max())
    parts = said_of_parts(several).left_join(days, [*RECEIPT, *PART]).drop(ibis.selectors.endswith("_right"))
    known = parts.mutate(
        taking=ibis.dense_rank().over(group_by=PART, order_by=TAKING),
        before=parts.said.lag().over(group_by=PART, order_by=IN_ORDER),
    )
    earlier = ibis.range_window(group_by=PART, order_by="taking", preceding=(None, 1))
    known = known.mutate(newest=known.reported_on.max().over(earlier))
    older = known.filter((known.reported_on < known.newest) & (known.said != known.before))
    told = older.select(*RECEIPT, *PART, "reported_on", "newest")
    found = rows.left_join(told, [*RECEIPT, *PART])
    return found.select(*PLACE, "area_code_bps", "period", "reported_on", "newest")


def _days(sheets: ir.Table) -> ir.Table:
    return sheets.filter(sheets.reported_on.notnull()).select("sheet_id", "reported_on")


def _of_several_days(reports: Mapping[str, ir.Table], sheets: ir.Table) -> dict[str, ir.Table]:
    """All rows of the villages and periods of which the covers tell several days."""
    days = _days(sheets)
    named = ibis.union(
        *(t.select("sheet_id", "area_code_bps", "period", source=ibis.literal(name)) for name, t in reports.items())
    )
    dated = named.join(days, "sheet_id")
    several = dated.group_by(*REPORT).having(dated.reported_on.nunique() > 1).agg()
    return {
        name: t.semi_join(several.filter(several.source == name), ["area_code_bps", "period"])
        for name, t in reports.items()
    }
