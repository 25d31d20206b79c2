"""The six "tepat" of aid (SMERU 2012): right people, amount, price, time, quality and papers.

A row is one delivery of a programme to one recipient. Each T is null where its fields are unknown for every row; the
six are never averaged, but published with the smallest.
  sasaran       1 - share of deliveries to people who are not entitled (inclusion error), by row
  jumlah        share whose received amount is within the tolerance of the entitlement; and Σ received / Σ entitled
  harga         share that paid no more than the official price (for cash: no deduction, official price 0)
  waktu         share received no later than the agreed days after the planned date
  kualitas      share without a rejection for quality
  administrasi  share of records that are complete: valid NIK, signed receipt (BAST), no duplicate
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.ratios import ratio

NAMES = ("sasaran", "jumlah", "harga", "waktu", "kualitas", "administrasi")
COLUMNS = {
    "is_entitled": "boolean",
    "received_idr": "float64",
    "entitled_idr": "float64",
    "paid_price": "float64",
    "official_price": "float64",
    "received_on": "date",
    "planned_on": "date",
    "is_rejected": "boolean",
    "is_nik_valid": "boolean",
    "is_signed": "boolean",
    "is_duplicate": "boolean",
}
"""All must exist; where a programme has no such field the column is null."""


def six_tepat(deliveries: ir.Table, sla_days: int, tolerance: float = 0.0, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of `by`: the six shares, jumlah_ratio, smallest (of the six that are known), n.

    `tolerance` is a share of the entitlement. In each T a row counts where the fields of that T are known; a planned
    delivery that has not come by the last date of the table is not judged here but in `survival`.
    """
    judged = right_deliveries(deliveries, sla_days, tolerance)
    both = judged.received_idr.notnull() & judged.entitled_idr.notnull()
    made = judged.aggregate(
        by=list(by),
        **{name: ratio(judged[name].sum(), judged[name].count()) for name in NAMES},
        jumlah_ratio=ratio(judged.received_idr.sum(where=both), judged.entitled_idr.sum(where=both)),
        n=judged.count(),
    )
    # an unknown T must not hide the others; larger than any share stands for it
    smallest = ibis.least(*(made[name].fill_null(2.0) for name in NAMES))
    return made.mutate(smallest=ibis.ifelse(smallest > 1, ibis.null("float64"), smallest))


def with_unknown(deliveries: ir.Table) -> ir.Table:
    """`deliveries` with those of COLUMNS that they lack, null."""
    absent = COLUMNS.keys() - set(deliveries.columns)
    return deliveries.mutate(**{name: ibis.null(COLUMNS[name]) for name in sorted(absent)})


def right_deliveries(deliveries: ir.Table, sla_days: int, tolerance: float = 0.0) -> ir.Table:
    """`deliveries` with a boolean column for each T of NAMES, null where its fields are unknown."""
    d = deliveries
    right = {
        "sasaran": d.is_entitled.cast("boolean"),
        "jumlah": (d.received_idr - d.entitled_idr).abs() <= tolerance * d.entitled_idr,
        "harga": d.paid_price <= d.official_price,
        "waktu": d.received_on.delta(d.planned_on, unit="day") <= sla_days,
        # Ibis writes the notnull() of a negation as NOT (… IS NOT NULL)
        "kualitas": d.is_rejected.cast("boolean") == ibis.literal(value=False),
        "administrasi": d.is_nik_valid.cast("boolean") & d.is_signed.cast("boolean") & ~d.is_duplicate.cast("boolean"),
    }
    return d.mutate(**right)
