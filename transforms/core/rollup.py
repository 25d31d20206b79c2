"""Village facts added up to districts, regencies and, where it is whole, the province."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.core.reporting_areas import reporting_tree
from transforms.sums import exact_sum
from warehouse import contract

OPEN_LISTS = ("account", "facility_category")
"""Breakdowns where a reporting village leaves out what it has none of; elsewhere, what is left out is not reported."""

_AREA = ("area_code_bps", "area_code_kemendagri", "area_level")
_REPORT = ("measure_code", "breakdown", "source_code", "period", "period_start", "period_end")


def rollup(village_facts: ir.Table, areas: ir.Table) -> ir.Table:
    """Rows of the contract `facts` for every workspace area that a fact falls into; conf_status F, before disclosure.

    `village_facts` are current village facts (`revisions.latest`), `areas` rows of the contract `areas`. Facts of
    villages that the workspace does not expect are left out. n_expected counts the expected villages of the area,
    n_received those with a value; in open lists (accounts, facilities) those with any value of the measure.
    """
    tree = reporting_tree(areas)
    expected = tree.group_by("area_code_bps").agg(n_expected=ibis._.count())
    placed = tree.join(village_facts, tree.village_code_bps == village_facts.area_code_bps, rname="fact_{name}").mutate(
        answered=ibis.ifelse(ibis._.breakdown.isin(OPEN_LISTS), "", ibis._.breakdown_value)
    )
    answer = ("area_code_bps", *_REPORT, "answered")
    received = placed.group_by(answer).agg(n_received=ibis._.village_code_bps.nunique())
    sums = placed.group_by((*_AREA, *_REPORT, "answered", "breakdown_value", "unit")).agg(
        value=exact_sum(placed.value), known_from=placed.received_on.max()
    )
    rows = sums.join(received, answer).join(expected, "area_code_bps").mutate(conf_status=ibis.literal("F"))
    return rows.select(contract.load("facts").column_names)


def unasked(facts: ir.Table) -> ir.Table:
    """`facts` that nobody expects from every village: n_expected and n_received are null."""
    return facts.mutate(n_expected=ibis.null("int64"), n_received=ibis.null("int64"))
