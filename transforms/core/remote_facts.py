"""Children of remote areas whom scholarships and outreach reach, by kind of agency; runs inside the vault."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.core.agency_facts import AGENCY_TYPE
from transforms.staging.group_counts import group_facts, in_years, number_where
from transforms.staging.newest import newest
from transforms.staging.register_counts import PERIOD
from transforms.staging.scholarships import SOURCE
from warehouse.taking import TAKING

REACHED = "remote_children_reached_persons"
SCHOOL_LEVELS = ("sd", "smp", "sma")
OUTREACH = "education_outreach"
_COLUMNS = ("person_token", "program_code", "area_code_bps", *PERIOD, *TAKING, "row_id")


def remote_facts(scholars: ir.Table, listed: ir.Table, programs: ir.Table) -> ir.Table:
    """Village facts [persons] of each year, by agency_type: children with a scholarship for remote areas, and those on
    lists of programmes of educational outreach.

    Remote is a village with such a child; there, a kind of agency that reaches none has a row of 0. `scholars` is the
    result of `scholarships.current`, `listed` as in `agency_facts`, `programs` has program_code, program_type and
    agency_type. A child that two programmes of one kind of agency reach counts once.
    """
    kinds = programs.select("program_code", "program_type", AGENCY_TYPE)
    of_scholarships = scholars.filter(_.remote_area == "Ya", _.school_level.isin(SCHOOL_LEVELS)).select(_COLUMNS)
    outreach = in_years(listed).join(kinds, "program_code").filter(_.program_type == OUTREACH).select(_COLUMNS)
    children = ibis.union(of_scholarships, outreach).join(kinds, "program_code")
    once = newest(children, ("person_token", "period", AGENCY_TYPE))
    types = programs.select(wanted=AGENCY_TYPE).distinct()
    rows = once.cross_join(types)
    return group_facts(
        rows,
        {REACHED: number_where(rows.agency_type == rows.wanted)},
        source_code=SOURCE,
        breakdown=AGENCY_TYPE,
        breakdown_value=rows.wanted,
    )
