"""Indicators of programmes, from protected facts: whom they reach, what was paid, how much of the budget was used."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.indicators.inputs import prefer
from transforms.indicators.shape import indicator_rows

METHOD_VERSION = "v1"
AS_COUNTED = ("program_beneficiaries_persons", "program_disbursed_idr", "program_overlap_persons")
"""Facts that are indicators as they are, under the same code."""


def program_indicators(facts: ir.Table, published: ir.Table, priorities: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values` of all programme indicators.

    `facts` are rows of the contract `facts` after disclosure, `published` and `priorities` as `inputs.prefer` takes
    them. What disclosure hid has neither value nor numerator, value_status suppressed and the fact's conf_status.
    """
    counted = (_as_counted(facts, code) for code in AS_COUNTED)
    return ibis.union(*counted, _coverage_of_poor(facts, published, priorities), _absorption(facts))


def _as_counted(facts: ir.Table, code: str) -> ir.Table:
    rows = facts.filter(facts.measure_code == code)
    return _finished(
        rows.mutate(
            indicator_code=ibis.literal(code),
            numerator=rows.value,
            value_status=ibis.ifelse(rows.conf_status == "F", "ok", "suppressed"),
            obs_status=ibis.literal("A"),
            uncertainty_status=ibis.literal("full_count"),
        )
    )


def _coverage_of_poor(facts: ir.Table, published: ir.Table, priorities: ir.Table) -> ir.Table:
    """100 × persons on the programme's lists / poor persons (BPS), by regency; may exceed 100."""
    lists = facts.filter(facts.measure_code == "program_beneficiaries_persons", facts.area_level == "regency")
    poor = _latest_poor(lists, published, priorities)
    rows = lists.left_join(poor, ["area_code_bps", "period"]).drop("area_code_bps_right", "period_right")
    status = _share_status(rows.conf_status, rows.value, rows.denominator)
    is_ok = status == "ok"
    return _finished(
        rows.mutate(
            indicator_code=ibis.literal("program_coverage_of_poor_pct"),
            numerator=rows.value,
            value=ibis.ifelse(is_ok, 100 * rows.value / rows.denominator, ibis.null("float64")),
            unit=ibis.literal("percent"),
            value_status=status,
            obs_status=ibis.cases((is_ok, rows.poor_obs_status), (status == "suppressed", "A"), else_="M"),
            uncertainty_status=ibis.ifelse(status.isin(["ok", "suppressed"]), "not_published", "undefined"),
            known_from=ibis.greatest(rows.known_from, ibis.coalesce(rows.poor_known_from, rows.known_from)),
        )
    )


def _latest_poor(lists: ir.Table, published: ir.Table, priorities: ir.Table) -> ir.Table:
    """For every regency and period of `lists` the poor persons of the latest year at or before it."""
    current = published.filter(published.known_to.isnull())
    poor = prefer(current, priorities, "poor_persons", ["area_code_bps", "period"]).select(
        poor_area=_.area_code_bps,
        year_start=_.period_start,
        denominator=_.value,
        denominator_source=_.source_code + " " + _.period,
        poor_obs_status=_.obs_status,
        poor_known_from=_.known_from,
    )
    wanted = lists.select("area_code_bps", "period", "period_start").distinct()
    earlier = wanted.join(poor, [wanted.area_code_bps == poor.poor_area, wanted.period_start >= poor.year_start])
    latest_first = ibis.window(group_by=["area_code_bps", "period"], order_by=earlier.year_start.desc())
    ranked = earlier.mutate(place=ibis.row_number().over(latest_first))
    return ranked.filter(ranked.place == 0).drop("place", "period_start", "poor_area", "year_start")


def _absorption(facts: ir.Table) -> ir.Table:
    """100 × realised / budget, both cumulative to the month."""
    budget = facts.filter(facts.measure_code == "program_budget_idr")
    realised = facts.filter(facts.measure_code == "program_realised_idr")
    cell = ["area_code_bps", "period", "breakdown", "breakdown_value", "source_code"]
    rows = budget.left_join(realised.select(*cell, numerator="value"), cell)
    status = _share_status(rows.conf_status, rows.numerator, rows.value)
    return _finished(
        rows.mutate(
            indicator_code=ibis.literal("budget_absorption_pct"),
            denominator=rows.value,
            denominator_source=ibis.null("string"),
            value=ibis.ifelse(status == "ok", 100 * rows.numerator / rows.value, ibis.null("float64")),
            unit=ibis.literal("percent"),
            value_status=status,
            obs_status=ibis.ifelse(status == "ok", "A", "M"),
            uncertainty_status=ibis.ifelse(status == "ok", "full_count", "undefined"),
        )
    )


def _share_status(conf_status: ir.Value, numerator: ir.Value, denominator: ir.Value) -> ir.StringValue:
    return ibis.cases(
        (conf_status != "F", "suppressed"),
        (denominator.isnull(), "denominator_missing"),
        (denominator == 0, "denominator_zero"),
        (numerator.isnull(), "input_missing"),
        else_="ok",
    )


def _finished(rows: ir.Table) -> ir.Table:
    return indicator_rows(rows, sex="_T", release_class="administrative", method_version=METHOD_VERSION)
