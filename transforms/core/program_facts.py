"""From persons to counts: the facts of programmes, before disclosure control. After this no row is about a person."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.core.rollup import rollup, unasked
from transforms.staging.newest import newest
from transforms.sums import exact_sum
from warehouse import contract

_PLACE = ("area_code_bps", "period", "period_start", "period_end")


def program_facts(listed: ir.Table, paid: ir.Table, areas: ir.Table) -> ir.Table:
    """Rows of the contract `facts` at village, district, regency and (where whole) province; conf_status F.

    `listed` and `paid` are what `transforms.staging.program_records` gives, `areas` rows of the contract `areas`. An
    area without a person has no row. Nobody expects a report from every village, so n_expected and n_received are null.
    """
    facts = ibis.union(
        _count(listed, "program_beneficiaries_persons", "program_beneficiaries"),
        _count(paid, "program_paid_persons", "program_disbursements"),
        _money(paid),
        _overlap(listed),
        distinct=False,
    )
    return unasked(rollup(facts, areas))


def budget_facts(budgets: ir.Table, areas: ir.Table) -> ir.Table:
    """Rows of the contract `facts` of ceilings and realised spending [idr], cumulative to the month, at regency level.

    `budgets` are accepted rows of the contract program_budgets. Of several records of one programme, agency, regency
    and month the latest received counts (ties: the lowest row_id); agencies add up.
    """
    key = ("program_code", "agency", *_PLACE)
    current = newest(budgets, key)
    regencies = areas.filter(areas.area_level == "regency")
    sums = [
        current.group_by(*_PLACE, breakdown_value=_.program_code).agg(
            measure_code=ibis.literal(measure), value=exact_sum(current[column]), known_from=_.received_on.max()
        )
        for measure, column in (("program_budget_idr", "budget_idr"), ("program_realised_idr", "realised_idr"))
    ]
    rows = ibis.union(*sums, distinct=False).join(
        regencies.select("area_code_bps", "area_code_kemendagri", "area_level"), "area_code_bps"
    )
    return (
        unasked(rows)
        .mutate(
            breakdown=ibis.literal("program"),
            unit=ibis.literal("idr"),
            conf_status=ibis.literal("F"),
            source_code=ibis.literal("program_budgets"),
        )
        .select(contract.load("facts").column_names)
    )


def _count(persons: ir.Table, measure_code: str, source_code: str, breakdown: str = "program") -> ir.Table:
    return _village_facts(persons, _.person_token.nunique().cast("float64")).mutate(
        measure_code=ibis.literal(measure_code),
        breakdown=ibis.literal(breakdown),
        unit=ibis.literal("persons"),
        source_code=ibis.literal(source_code),
    )


def _money(paid: ir.Table) -> ir.Table:
    return _village_facts(paid, exact_sum(paid.amount_idr)).mutate(
        measure_code=ibis.literal("program_disbursed_idr"),
        breakdown=ibis.literal("program"),
        unit=ibis.literal("idr"),
        source_code=ibis.literal("program_disbursements"),
    )


def _village_facts(persons: ir.Table, value: ir.Value | ibis.Deferred) -> ir.Table:
    return persons.group_by(*_PLACE, breakdown_value=_.program_code).agg(value=value, received_on=_.received_on.max())


def _overlap(listed: ir.Table) -> ir.Table:
    """Persons on the lists of two programmes in one period, in the village where the first (by code) has them."""
    other = listed.view()
    pairs = listed.join(
        other,
        [
            listed.person_token == other.person_token,
            listed.period == other.period,
            listed.program_code < other.program_code,
        ],
        rname="other_{name}",
    )
    both = pairs.mutate(
        program_code=pairs.program_code + "+" + pairs.other_program_code,
        received_on=ibis.greatest(pairs.received_on, pairs.other_received_on),
    ).select(listed.columns)
    return _count(both, "program_overlap_persons", "program_beneficiaries", "program_pair")
