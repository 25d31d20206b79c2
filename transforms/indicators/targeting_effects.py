"""What a programme does to poverty, how programmes overlap, and the targeting differential as a survey estimate.

Impact: poverty with the transfer (x as observed) and without it (x less b / size, never clipped: it may fall below 0,
and gaps then exceed 1); benefit-cost ratio: what the transfer takes off the aggregate poverty gap (IDR per month), of
each rupiah paid. Overlap: persons by receipt of two programmes; Jaccard: both / either.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators.poverty import poverty
from transforms.indicators.uncertainty.measure import difference_of, ratio_of
from transforms.ratios import ratio

POVERTY = ("p0", "p1", "p2")
AMOUNTS = ("welfare", "benefit", "size", "household_weight")
TARGETING_DIFFERENTIAL = difference_of(
    "targeting_differential",
    ratio_of("coverage_poor", "v_reached_poor", "v_poor"),
    ratio_of("coverage_nonpoor", "v_reached_others", "v_others"),
)
"""Coverage of the poor less that of the others; needs the ingredients of `differential_values`."""


def differential_values(is_poor: ir.BooleanValue, is_beneficiary: ir.Value) -> dict[str, ir.NumericValue]:
    """What to add up per PSU for TARGETING_DIFFERENTIAL; null (the row is not used) where either is unknown."""
    reached, poor = is_beneficiary.cast("float64"), is_poor.cast("float64")
    return {
        "poor": poor,
        "others": 1 - poor,
        "reached_poor": reached * poor,
        "reached_others": reached * (1 - poor),
    }


def impact(households: ir.Table, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of `by`: p0_with … p2_with, p0_without … p2_without, gap_reduction_idr, transfers_idr (both per
    month), bcr, n_used, and status (that of poverty with the transfer).

    Columns as in `targeting`; rows without benefit, weights or size are left out, as are those that `poverty` leaves
    out. Negative welfare is a fault with the transfer, and none without it.
    """
    rows = households.mutate(**{name: households[name].cast("float64") for name in (*AMOUNTS, "person_weight")})
    is_known = ibis.and_(*(rows[name].notnull() for name in AMOUNTS)) & (rows["size"] > 0) & (rows.household_weight > 0)
    known = {"person_weight": rows.person_weight, "paid": rows.household_weight * rows.benefit}
    rows = rows.mutate(
        without=rows.welfare - ratio(rows.benefit, rows["size"]),
        **{name: ibis.ifelse(is_known, value, ibis.null("float64")) for name, value in known.items()},
    )
    observed = poverty(rows, "welfare", "person_weight", "line", by)
    before = poverty(rows, "without", "person_weight", "line", by, negative_is_used=True)
    money = rows.aggregate(by=list(by), transfers_idr=rows.paid.sum())
    made = observed.select(
        *by,
        "n_used",
        status="poverty_status",
        gap_with="aggregate_gap",
        **{f"{name}_with": observed[name] for name in POVERTY},
    )
    made = _beside(made, before.select(*by, gap_without="aggregate_gap", **{f"{n}_without": n for n in POVERTY}), by)
    made = _beside(made, money, by)
    reduction = made.gap_without - made.gap_with
    return made.mutate(gap_reduction_idr=reduction, bcr=ratio(reduction, made.transfers_idr)).drop(
        "gap_with", "gap_without"
    )


def _beside(left: ir.Table, right: ir.Table, by: Sequence[str]) -> ir.Table:
    return left.join(right, list(by)) if by else left.cross_join(right)


def overlap(
    households: ir.Table, one: str, other: str, weight: str, by: Sequence[str] = (), *, is_poor: str | None = None
) -> ir.Table:
    """One row per group of `by` for two programmes (columns of 0/1 or booleans), weighted by the column `weight`.

    Columns: a_only, b_only, both, neither (weights), jaccard, p_b_given_a, p_a_given_b, mean_programmes (per weight)
    and both_of_poor, the share of the poor that gets both (null without the column `is_poor`). Rows where either
    programme or a positive weight is unknown are left out.
    """
    rows = households.mutate(first=households[one].cast("boolean"), second=households[other].cast("boolean"))
    is_known = rows.first.notnull() & rows.second.notnull() & (rows[weight] > 0)
    rows = rows.mutate(w=ibis.ifelse(is_known, rows[weight], 0))
    poor = rows[is_poor].cast("boolean") if is_poor else ibis.null("boolean")

    def persons(condition: ir.BooleanValue) -> ir.NumericScalar:
        return rows.w.sum(where=condition).coalesce(0).cast("float64")

    both = persons(rows.first & rows.second)
    first, second = persons(rows.first), persons(rows.second)
    return rows.aggregate(
        by=list(by),
        a_only=persons(rows.first & ~rows.second),
        b_only=persons(~rows.first & rows.second),
        both=both,
        neither=persons(~rows.first & ~rows.second),
        jaccard=ratio(both, persons(rows.first | rows.second)),
        p_b_given_a=ratio(both, first),
        p_a_given_b=ratio(both, second),
        mean_programmes=ratio(first + second, rows.w.sum()),
        both_of_poor=ratio(persons(rows.first & rows.second & poor), persons(poor)),
    )
