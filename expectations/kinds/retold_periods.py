"""K14: last month's return, filled in for this month with its old period still on it, does not replace that month.

A corrected file changes what was asked about, and little else. One that comes when the next period is over as well,
and says half of the values or more anew in most of the parts of a report that were loaded before, may be of another
period. Sent once more it passes, as it says then what was said before.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from expectations.kinds.said import AFTER_EACH
from expectations.kinds.unchanged import IN_ORDER, OF_SHEET, PART, PLACE, RECEIPT, said_of_parts
from expectations.rule import Rule

TABLE = "retold_periods"
MOST = 0.5
"""Of what was loaded before, from which share on it is another report."""
DAYS = ("received_on", "period_start", "period_end")
RULE = Rule("K14", TABLE, lambda t: t.is_of_its_period, once_a_sheet=True)


def retold_periods(reports: Mapping[str, ir.Table], sheets: ir.Table) -> ir.Table:
    """Rows of village reports, by source, with is_of_its_period: false in a late answer that says most things anew.

    `sheets` are rows of staged_sheets, which tell what answers a return.
    """
    rows = ibis.union(*(t.select(*PLACE, *RECEIPT, "area_code_bps", "period", *DAYS) for t in reports.values()))
    answers = sheets.filter(sheets.answers.notnull()).select(*RECEIPT).distinct()
    length = rows.period_end.delta(rows.period_start, unit="day")
    is_late = rows.received_on.delta(rows.period_end, unit="day") > length
    late = rows.filter(is_late).semi_join(answers, RECEIPT).select(*RECEIPT, "period").distinct()
    parts = said_of_parts(reports)
    in_time = ibis.window(group_by=PART, order_by=IN_ORDER)
    known = parts.mutate(before=parts.said.lag().over(in_time))
    known = known.filter(known.before.notnull()).semi_join(late, [*RECEIPT, "period"])
    told = known.group_by(*RECEIPT, "period").agg(n=known.count(), n_other=_is_other(known).sum())
    others = told.filter(told.n_other > MOST * told.n).select(*RECEIPT, "period", is_other=True)
    found = rows.left_join(others, [*RECEIPT, "period"])
    return found.select(*PLACE, "area_code_bps", "period", is_of_its_period=found.is_other.isnull())


def _is_other(parts: ir.Table) -> ir.BooleanValue:
    """Whether half of the values of a part or more are not those that it had before."""
    said, before = parts.said.split(AFTER_EACH), parts.before.split(AFTER_EACH)
    changed = said.zip(before).filter(lambda pair: pair.f1 != pair.f2).length()
    # behind the last value stands nothing
    return 2 * changed >= said.length() - len(OF_SHEET) - 1
