"""What recipients say after a distribution: basic needs met, income lost; from tokenised interviews, in the vault."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.staging.group_counts import group_facts, number_where
from transforms.staging.newest import newest

SOURCE = "distribution_monitoring"
MET_FROM = 4
"""Of 1 (not at all) to 5 (wholly)."""


def facts(interviews: ir.Table) -> ir.Table:
    """Village facts [persons] of each month: by programme whose basic needs are met (4 or 5 of 5) and whose are not;
    of all, who lost income and who did not. `interviews` are tokenised rows of the contract."""
    by_program = newest(interviews, ("person_token", "program_code", "period"))
    met = by_program.basic_needs_met >= MET_FROM
    needs = group_facts(
        by_program,
        {
            "basic_needs_met_persons": number_where(met),
            "basic_needs_unmet_persons": number_where(~met),
        },
        source_code=SOURCE,
        breakdown="program",
        breakdown_value=by_program.program_code,
    )
    persons = newest(interviews.filter(interviews.income_lost.notnull()), ("person_token", "period"))
    incomes = group_facts(
        persons,
        {
            "income_lost_persons": number_where(persons.income_lost == "Ya"),
            "income_kept_persons": number_where(persons.income_lost == "Tidak"),
        },
        source_code=SOURCE,
    )
    return ibis.union(needs, incomes)
