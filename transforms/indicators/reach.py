"""Whom the lists miss and whom they hold though they are not meant: errors of exclusion and inclusion of families.

From protected facts of families of the register, reached or missed, by group of deciles (`core.reach_facts`).
  exclusion error   100 × families of deciles 1-2 on no list / families of deciles 1-2
  inclusion error   100 × listed families of deciles 6-10 / listed families whose side of the border is certain
Families whose range crosses the border are in no value, but widen its bounds: all of them on the one side or all on
the other. Families without a decile are in neither.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.core.reach_facts import DECILE_GROUP, MISSED, REACHED
from transforms.indicators.hidden_sums import AREA_AND_PERIOD, graver_mark, shown_sum
from transforms.indicators.shape import indicator_rows
from transforms.ratios import ratio
from transforms.staging.eligibility import certainly_above, certainly_up_to, perhaps_up_to

NEEDIEST_UP_TO = 2
NOT_MEANT_ABOVE = 5


def reach_indicators(facts: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values`; `facts` are rows of the contract `facts` after disclosure."""
    families = facts.filter(facts.breakdown == DECILE_GROUP, facts.measure_code.isin([REACHED, MISSED]))
    return ibis.union(_exclusion(families), _inclusion(families))


def _exclusion(families: ir.Table) -> ir.Table:
    is_missed, is_reached = families.measure_code == MISSED, families.measure_code == REACHED
    certain = families.breakdown_value.isin(certainly_up_to(NEEDIEST_UP_TO))
    perhaps = families.breakdown_value.isin(perhaps_up_to(NEEDIEST_UP_TO))
    return _finished(
        "exclusion_error_pct",
        families,
        certain,
        numerator=shown_sum(families, certain & is_missed),
        rest=shown_sum(families, certain & is_reached),
        perhaps_part=shown_sum(families, perhaps & is_missed),
        perhaps_rest=shown_sum(families, perhaps & is_reached),
    )


def _inclusion(families: ir.Table) -> ir.Table:
    is_reached = families.measure_code == REACHED
    above = families.breakdown_value.isin(certainly_above(NOT_MEANT_ABOVE))
    below = families.breakdown_value.isin(certainly_up_to(NOT_MEANT_ABOVE))
    either = shown_sum(families, families.breakdown_value.isin(perhaps_up_to(NOT_MEANT_ABOVE)) & is_reached)
    return _finished(
        "inclusion_error_pct",
        families,
        (above | below) & is_reached,
        numerator=shown_sum(families, above & is_reached),
        rest=shown_sum(families, below & is_reached),
        perhaps_part=either,
        perhaps_rest=either,
    )


def _finished(code: str, families: ir.Table, needed: ir.BooleanValue, **sums: ir.FloatingScalar) -> ir.Table:
    """`needed` marks the cells without which there is no value; the bounds need those of `perhaps_…`, too."""
    rows = families.group_by(AREA_AND_PERIOD).agg(
        **sums, conf_status=graver_mark(families, needed), known_from=families.known_from.max()
    )
    whole = rows.numerator + rows.rest
    status = ibis.cases((rows.conf_status != "F", "suppressed"), (whole == 0, "denominator_zero"), else_="ok")
    is_ok = status == "ok"
    shown = {
        "value": ratio(rows.numerator, whole),
        "bound_low": ratio(rows.numerator, whole + rows.perhaps_rest),
        "bound_high": ratio(rows.numerator + rows.perhaps_part, whole + rows.perhaps_part),
    }
    return indicator_rows(
        rows.mutate(
            **{name: ibis.ifelse(is_ok, 100 * share, ibis.null("float64")) for name, share in shown.items()},
            numerator=ibis.ifelse(rows.conf_status == "F", rows.numerator, ibis.null("float64")),
            denominator=ibis.ifelse(rows.conf_status == "F", whole, ibis.null("float64")),
            value_status=status,
            obs_status=ibis.ifelse(is_ok | (status == "suppressed"), "A", "M"),
            uncertainty_status=ibis.ifelse(is_ok, "binned_bounds", "undefined"),
        ),
        indicator_code=code,
        unit="percent",
        sex="_T",
        breakdown="_T",
        breakdown_value="_T",
        release_class="administrative",
        method_version="v1",
    )
