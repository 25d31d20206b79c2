"""All rules, in the three rounds in which they are judged.

Repeats first: a file that came before is not judged again. Then every sheet, cell and row by itself and within its
file. Last the relations between reports, among the rows that are sound by then: what was rejected contradicts nobody.
"""

from __future__ import annotations

from functools import cache

from expectations import (
    bps_values,
    cell_rules,
    program_beneficiaries,
    program_budgets,
    program_disbursements,
    program_list,
    program_people,
    register_households,
    sheet_rules,
    survey_households,
    training_participants,
    village_apbdes,
    village_budget,
    village_deaths,
    village_dropout,
    village_education,
    village_epidemic,
    village_facilities,
    village_immunisation,
    village_preschool,
    village_sanitation,
)
from expectations.base_rules import STAGED, reader_rule, source_contracts, value_rules
from expectations.rule import Rule

VILLAGE_REPORTS = (
    village_apbdes,
    village_budget,
    village_deaths,
    village_dropout,
    village_education,
    village_epidemic,
    village_facilities,
    village_immunisation,
    village_preschool,
    village_sanitation,
)
OTHERS = (
    bps_values,
    program_beneficiaries,
    program_budgets,
    program_disbursements,
    program_list,
    register_households,
    survey_households,
    training_participants,
)


def repeat_rules() -> tuple[Rule, ...]:
    """First round."""
    return sheet_rules.REPEAT_RULES


@cache
def reader_rules() -> tuple[Rule, ...]:
    """What our own reader owes every staged table; a failure is a bug and no finding."""
    return tuple(reader_rule(name) for name in (*STAGED, *source_contracts()))


@cache
def own_rules() -> tuple[Rule, ...]:
    """Second round: rules of a sheet, a cell, a row or a file by itself."""
    from_contracts = tuple(rule for source in source_contracts() for rule in value_rules(source))
    written = tuple(rule for module in (*VILLAGE_REPORTS, *OTHERS) for rule in module.RULES)
    return (*sheet_rules.RULES, *cell_rules.RULES, *from_contracts, *written)


@cache
def relation_rules() -> tuple[Rule, ...]:
    """Third round: rules between the reports of a village and between the lists of programmes."""
    between = tuple(rule for module in VILLAGE_REPORTS for rule in module.RELATION_RULES)
    return (*between, *program_people.RELATION_RULES)
