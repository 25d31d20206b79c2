"""Children under five by their growth, from accepted and tokenised e-PPGBM records; runs inside the vault.

The status that e-PPGBM wrote counts; where it wrote none, the z-score. An outlier is in no count: neither among the
children with the condition nor among those without it.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.staging.newest import newest
from transforms.staging.register_counts import village_counts
from warehouse.nutrition_statuses import BELOW_MINUS_2_SD, OUTLIER
from warehouse.taking import TAKING

SOURCE = "child_growth"
UNDER_FIVE_MONTHS = 60
LOW = -2
"""Standard deviations below which a child is stunted, wasted or underweight (Permenkes 2/2020, WHO 2006)."""
CONDITIONS = {
    "stunted": ("height_for_age", (-6, 6)),
    "wasted": ("weight_for_height", (-5, 5)),
    "underweight": ("weight_for_age", (-6, 5)),
}
"""Condition to its status column and the z-scores that WHO takes for plausible."""


def part_and_rest(condition: str) -> tuple[str, str]:
    """Measure codes of the children with a condition and of those without it."""
    return f"{condition}_children", f"not_{condition}_children"


def facts(children: ir.Table) -> ir.Table:
    """Village facts [children] of rows of the contract `child_growth` with person_token and age_months when measured.

    Of several measurements of a child in a period the last one counts.
    """
    under_five = children.filter(
        children.period.notnull(), children.age_months >= 0, children.age_months < UNDER_FIVE_MONTHS
    )
    measured = newest(under_five, ["person_token", "period"], by=["measured_on", *TAKING])
    measures: dict[str, ir.BooleanValue] = {}
    for condition in CONDITIONS:
        is_known, is_low = _status(measured, condition)
        part, rest = part_and_rest(condition)
        measures |= {part: is_known & is_low, rest: is_known & ~is_low}
    return village_counts(measured, measures, unit="children", source_code=SOURCE)


def _status(children: ir.Table, condition: str) -> tuple[ir.BooleanValue, ir.BooleanValue]:
    """Whether it is known of a child, and whether the child has it."""
    column, (least, most) = CONDITIONS[condition]
    status, z_score = children[column], children[f"{column}_z"]
    has_status = status.notnull()
    is_known = ibis.ifelse(has_status, status != OUTLIER, z_score.between(least, most).fill_null(False))
    return is_known, ibis.ifelse(has_status, status.isin(BELOW_MINUS_2_SD[column]), (z_score < LOW).fill_null(False))
