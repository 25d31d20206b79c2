"""Records that stand more than once under one token: how many are too many, and how much money is at risk.

Of k records of one token, k - 1 are excess. The money at risk is what these records paid less the largest payment of
the token: the least that may have been paid twice, whichever of the records is the right one.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro, statuses
from transforms.ratios import ratio


def duplicates(
    records: ir.Table, token: str, amount_idr: str, by: Sequence[str], within: Sequence[str] = ()
) -> ir.Table:
    """One row per group of `by`: n_records, n_without_token, n_excess, duplicate_rate, at_risk_idr and status.

    `records` has a row per record of a programme. A token may stand once in each combination of `by` and `within`,
    such as programme and period. n_records have a token; those without are counted beside them and are in no
    measure. An unknown amount is 0 at risk. status: ok, empty (no record with a token), negative_values (an amount
    below 0: no money at risk).
    """
    amount = micro.known(records[amount_idr])
    tokens = records.mutate(has_token=records[token].notnull(), amount=amount.coalesce(0.0)).aggregate(
        by=[*by, *within, token, "has_token"],
        n=lambda t: t.count(),
        paid=lambda t: t.amount.sum(),
        largest=lambda t: t.amount.max(),
        n_negative=lambda t: (t.amount < 0).sum(),
    )
    made = tokens.aggregate(
        by=list(by),
        n_records=tokens.n.sum(where=tokens.has_token).coalesce(0),
        n_without_token=tokens.n.sum(where=~tokens.has_token).coalesce(0),
        n_excess=(tokens.n - 1).sum(where=tokens.has_token).coalesce(0),
        at_risk=(tokens.paid - tokens.largest).sum(where=tokens.has_token),
        n_negative=tokens.n_negative.sum(where=tokens.has_token).coalesce(0),
    )
    return made.select(
        *by,
        "n_records",
        "n_without_token",
        "n_excess",
        duplicate_rate=ratio(made.n_excess, made.n_records),
        at_risk_idr=ibis.ifelse(made.n_negative > 0, ibis.null("float64"), made.at_risk),
        status=ibis.cases(
            (made.n_negative > 0, statuses.NEGATIVE_VALUES), (made.n_records == 0, statuses.EMPTY), else_=statuses.OK
        ),
    )
