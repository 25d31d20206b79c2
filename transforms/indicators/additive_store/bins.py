"""Household records as sums in bins of welfare: all that inequality and poverty need of them, and it adds up.

A used row with welfare above 0 is in bin floor(B ln(welfare)), B = BINS_PER_LN: bins are the same at all places and
times, and they do not overlap. u = B ln(welfare) - bin - 1/2 says where in its bin a row is, -1/2 <= u < 1/2. Sums:
  n_                       rows
  weight_sum_              sum of w
  moment_1_ .. moment_4_   sums of w u, w u^2, w u^3, w u^4 (`moments` makes any power of welfare of them)
Rows with no welfare and rows that are not used are in side bins: SIDE_BIN for a welfare of 0, and SIDE_BIN + kind
(`micro`: null, zero weight, negative, not finite), which have rows and no weight. A bin is split by the poverty line
that applies to its rows, and at the line, so that poverty is exact whatever the lines of the rows are.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro
from transforms.indicators.micro import KIND, LARGEST, USED, W, X, Z

BINS_PER_LN = 200
"""A bin is half a percent wide. Wider bins make a smaller store and wider bounds (`bounds`)."""
SIDE_BIN = -1_000_000
"""Far below the bin of the smallest number above 0, -148,888."""
KEYS = ("period", "area_code_bps", "line_version")
PARTS = (Z, "bin", "is_poor")
MOMENTS = (1, 2, 3, 4)
SUMS = ("n_", "weight_sum_", *(f"moment_{power}_" for power in MOMENTS))


def village_bins(rows: ir.Table, *, welfare: str, weight: str, line: str, keys: Sequence[str] = KEYS) -> ir.Table:
    """The additive store of `rows`: one row per combination of `keys`, poverty line, bin and side of the line.

    `rows` has a row per household: welfare per person, the weight in persons, the line that applies to it and the keys,
    none of them null. Columns: `keys`, line_ (float64; null where a used row has no line above 0), bin (int32),
    is_poor, and SUMS (n_ int64, others float64). Where a line comes from is line_version, which is a key.
    """
    households = micro.household_rows(rows, welfare, weight, keys, line)
    is_lined = (households[KIND] == USED) & (households[Z] > 0) & (households[Z] <= LARGEST)
    place = households[X].nullif(0.0).ln() * BINS_PER_LN
    households = households.mutate(**{Z: ibis.ifelse(is_lined, households[Z], ibis.null("float64"))}, place_=place)
    households = households.mutate(
        bin=households.place_.floor().cast("int32").coalesce(SIDE_BIN + households[KIND].cast("int32")),
        is_poor=(households[X] < households[Z]).fill_null(False),
    )
    offset = (households.place_ - households.bin - 0.5).coalesce(0.0)
    households = households.mutate(offset_=offset)
    return households.aggregate(by=[*keys, *PARTS], **_row_sums(households))


def _row_sums(rows: ir.Table) -> dict[str, ir.Scalar]:
    sums = {"n_": rows.count(), "weight_sum_": rows[W].sum()}
    product = rows[W]
    for power in MOMENTS:
        product = product * rows.offset_
        sums[f"moment_{power}_"] = product.sum()
    return sums
