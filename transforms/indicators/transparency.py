"""Whether the lists of who gets what are open: published, and in each village equal to what was handed out."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses
from transforms.ratios import ratio


def transparency(lists: ir.Table, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of `by`: n_lists, published_share, n_compared, reconciled_share and status.

    `lists` has a row per distribution list of a village with is_published, and the totals listed and distributed in
    one unit (persons, packages or IDR). A list whose publication is not known is not published: openness is to be
    shown. Reconciled: both totals are known and the same; n_compared lists have both. status: ok, empty (no list),
    input_missing (no list with both totals: only the published share is known).
    """
    is_compared = lists.listed.notnull() & lists.distributed.notnull()
    made = lists.aggregate(
        by=list(by),
        n_lists=lists.count(),
        published=lists.is_published.cast("boolean").fill_null(False).sum(),
        n_compared=is_compared.sum().coalesce(0),
        reconciled=(is_compared & (lists.listed == lists.distributed)).sum(),
    )
    return made.select(
        *by,
        "n_lists",
        published_share=ratio(made.published, made.n_lists),
        n_compared="n_compared",
        reconciled_share=ratio(made.reconciled, made.n_compared),
        status=ibis.cases(
            (made.n_lists == 0, statuses.EMPTY), (made.n_compared == 0, statuses.INPUT_MISSING), else_=statuses.OK
        ),
    )
