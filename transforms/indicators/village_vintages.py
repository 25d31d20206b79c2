"""Indicators from village reports as they were known at each checkpoint, made into vintages."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.core.checkpoints import checkpoint_of, plain_period
from transforms.indicators.vintages import SAID, vintages
from warehouse import contract

SAID_OF_REPORTS = (*SAID, "numerator", "denominator", "n_expected", "n_received")
"""The same value from more villages is news: its coverage is another."""


def village_vintages(values: ir.Table, last_loaded: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values`, each known from the last receipt that is in it until that of the next.

    `values` are rows of `village_reports.village_indicators` whose periods carry checkpoints, `last_loaded` rows of
    `receipts.last_loaded` likewise. A village of which nothing was loaded is known from the day that its row has.
    """
    of_reports = ["area_code_bps", "source_code", "period"]
    dated = values.left_join(last_loaded, of_reports, rname="loaded_{name}").mutate(
        known_from=ibis.coalesce(ibis._.loaded_on, ibis._.known_from),
        checkpoint=checkpoint_of(ibis._.period),
        period=plain_period(ibis._.period),
    )
    table = contract.load("indicator_values")
    latest_first = ibis.window(group_by=list(table.key), order_by=ibis.desc(dated.checkpoint))
    # Nothing came between two checkpoints: what the later one shows was known at the earlier one.
    once = dated.filter(ibis.row_number().over(latest_first) == 0).select(table.column_names)
    return vintages(once, [name for name in table.key if name != "known_from"], SAID_OF_REPORTS)
