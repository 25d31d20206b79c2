"""Accounts of a village budget that others add up to: 5 is the sum of 5.1, 5.2 and 5.3.

Judged where all parts are there as far as anyone can tell: numbered from 1 without a gap, each once, each with an
amount. Account 6 is left out: some write net financing (6.1 less 6.2), some the sum.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis.expr.types as ir

from expectations.kinds.row_rules import value_of
from expectations.rule import Rule

SOURCE = "village_apbdes"
TABLE = "account_totals"
REPORT = ("sheet_id", "area_code_bps", "period")
PLACE = ("sheet_id", "row_id", "row_number", "area_code_bps", "period")
FINANCING = "6"
HAS_PARENT = r"^[0-9]+(\.[0-9]+)+$"
LAST_NUMBER = r"\.([0-9]+)$"


def account_totals(t: Mapping[str, ir.Table]) -> ir.Table:
    """Rows of the contract `village_apbdes` that have parts: PLACE, amount_idr and the sum of the parts, parts_idr."""
    rows = t[SOURCE].select(*PLACE, "amount_idr", "account_no")
    # the same few accounts come again and again
    written = rows.select("account_no").distinct()
    accounts = written.mutate(account=written.account_no.re_replace(r"\.+$", ""))
    below = accounts.filter(accounts.account.re_search(HAS_PARENT))
    numbered = below.select(
        "account_no",
        number=below.account.re_extract(LAST_NUMBER, 1).try_cast("int64"),
        parent=below.account.re_replace(LAST_NUMBER, ""),
    )
    parts = rows.inner_join(numbered, "account_no")
    sums = parts.group_by(*REPORT, account=parts.parent).agg(
        parts_idr=parts.amount_idr.sum(),
        n=parts.count(),
        n_given=parts.amount_idr.count(),
        n_different=parts.number.nunique(),
        last=parts.number.max(),
    )
    whole = sums.filter(
        (sums.n == sums.last) & (sums.n_different == sums.n) & (sums.n_given == sums.n) & (sums.account != FINANCING)
    )
    listed = rows.inner_join(accounts, "account_no")
    return listed.inner_join(whole, [*REPORT, "account"]).select(*PLACE, "amount_idr", "parts_idr")


def _difference(t: ir.Table) -> ir.Value:
    return (t.parts_idr - t.amount_idr).abs()


RULE = Rule(
    "N05",
    TABLE,
    # reports are in whole rupiah: less than one is rounding of the spreadsheet
    lambda t: _difference(t) < 1,
    when=lambda t: t.amount_idr.notnull(),
    column="amount_idr",
    args={"a": value_of("parts_idr"), "b": value_of("amount_idr"), "d": _difference},
)
