"""How far programmes reach and overlap: persons of a year by kind of agency, and whether others list them, too."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.group_counts import group_facts, in_years, number_where
from transforms.staging.newest import newest

SOURCE = "program_beneficiaries"
AGENCY_TYPE = "agency_type"
OF_AGENCY, OF_MORE_AGENCIES = "agency_recipients_persons", "recipients_more_agency_types_persons"
RECIPIENTS, OF_MORE_PROGRAMS = "recipients_persons", "recipients_more_programs_persons"


def agency_facts(listed: ir.Table, programs: ir.Table) -> ir.Table:
    """Village facts [persons] of each calendar year: by agency_type the persons whom agencies of that kind list, and
    those of them whom others list, too; and all persons on lists, and those on the lists of more than one programme.

    `listed` has program_code, person_token, area_code_bps, period_start, received_on and row_id of lists, `programs`
    program_code and agency_type. A person is in one village a year, that of the list received last.
    """
    yearly = in_years(listed).join(programs.select("program_code", AGENCY_TYPE), "program_code")
    key = ("person_token", "period")
    numbers = yearly.group_by(key).agg(n_types=_.agency_type.nunique(), n_programs=_.program_code.nunique())
    placed = newest(yearly, key).drop("program_code", AGENCY_TYPE).join(numbers, key)
    by_type = placed.join(yearly.select(*key, AGENCY_TYPE).distinct(), key)
    of_agencies = group_facts(
        by_type,
        {
            OF_AGENCY: number_where(by_type.n_types >= 1),
            OF_MORE_AGENCIES: number_where(by_type.n_types > 1),
        },
        source_code=SOURCE,
        breakdown=AGENCY_TYPE,
        breakdown_value=by_type.agency_type,
    )
    of_programs = group_facts(
        placed,
        {
            RECIPIENTS: number_where(placed.n_programs >= 1),
            OF_MORE_PROGRAMS: number_where(placed.n_programs > 1),
        },
        source_code=SOURCE,
    )
    return ibis.union(of_agencies, of_programs)
