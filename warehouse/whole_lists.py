"""Lists that count only whole: what is left of one of which a row was rejected or held would pass for all of it."""

from __future__ import annotations

import ibis.expr.types as ir

LIST = ("file_sha256", "area_code_bps", "period")
FILE = ("file_sha256", "period")


def of_whole_lists(rows: ir.Table, kept_back: ir.Table) -> ir.Table:
    """Rows of the villages' lists of which no row is in `kept_back` (rows of the same lists, rejected or held).

    A row whose village is not known may be of any list in its file.
    """
    of_any = kept_back.filter(kept_back.area_code_bps.isnull())
    return rows.anti_join(kept_back, LIST).anti_join(of_any, FILE)
