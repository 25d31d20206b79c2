"""Lines of a village's budget of income and spending (APBDes), by account, in a month (OpenDK report)."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, category, unpivot

# Accounts are a tree (4, 4.1, 4.1.1): amounts of one account add up over villages, never over accounts.
MEASURES = (Measure("apbdes_amount_idr", "idr", _.amount_idr, "account", category(_.account_no)),)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [idr] by account number of accepted rows of the contract `village_apbdes`."""
    return unpivot(rows, "village_apbdes", MEASURES)
