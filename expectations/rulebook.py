"""All rules, in the rounds in which they are judged.

Repeats first: a file that came before is not judged again. Then every sheet, cell and row by itself and within its
file. Then contradictions between the rows that are sound by then, because what was rejected contradicts nobody; then
what was loaded before; then other relations between the reports that are left. Last what senders and office answered.
"""

from __future__ import annotations

from functools import cache

from expectations import confirmations
from expectations.by_source import (
    bps_values,
    child_growth,
    complaints,
    distribution_monitoring,
    eligibility_register,
    facilities,
    family_answers,
    harvests,
    health_cover,
    program_beneficiaries,
    program_budgets,
    program_disbursements,
    program_list,
    program_proposals,
    program_stages,
    register_households,
    residents,
    scholarships,
    survey_households,
    training_followups,
    training_participants,
    village_apbdes,
    village_budget,
    village_deaths,
    village_dimensions,
    village_dropout,
    village_education,
    village_epidemic,
    village_facilities,
    village_immunisation,
    village_index,
    village_preschool,
    village_sanitation,
    village_sdgs,
    village_water_points,
    village_water_users,
)
from expectations.kinds import cell_rules, correction_rules, outside_areas, program_people, sheet_rules, unchanged
from expectations.kinds.base_rules import STAGED, reader_rule, source_contracts, value_rules
from expectations.rule import Rule

VILLAGE_REPORTS = (
    village_apbdes,
    village_budget,
    village_deaths,
    village_dimensions,
    village_dropout,
    village_education,
    village_epidemic,
    village_facilities,
    village_immunisation,
    village_index,
    village_preschool,
    village_sanitation,
    village_sdgs,
    village_water_points,
    village_water_users,
)
OTHERS = (
    bps_values,
    child_growth,
    complaints,
    distribution_monitoring,
    eligibility_register,
    facilities,
    family_answers,
    harvests,
    health_cover,
    program_beneficiaries,
    program_budgets,
    program_disbursements,
    program_list,
    program_proposals,
    program_stages,
    register_households,
    residents,
    scholarships,
    survey_households,
    training_followups,
    training_participants,
)
CONTRADICTION = "K05"


def repeat_rules() -> tuple[Rule, ...]:
    """First round."""
    return sheet_rules.REPEAT_RULES


@cache
def reader_rules() -> tuple[Rule, ...]:
    """What our own reader owes every staged table; a failure is a bug and no finding."""
    return tuple(reader_rule(name) for name in (*STAGED, *source_contracts()))


@cache
def own_rules() -> tuple[Rule, ...]:
    """Second round: what our own reader owes, and rules of a sheet, a cell, a row or a file by itself."""
    from_contracts = tuple(rule for source in source_contracts() for rule in value_rules(source))
    written = tuple(rule for module in (*VILLAGE_REPORTS, *OTHERS) for rule in module.RULES)
    return (*reader_rules(), *sheet_rules.RULES, *cell_rules.RULES, *outside_areas.RULES, *from_contracts, *written)


@cache
def contradiction_rules() -> tuple[Rule, ...]:
    """Third round: what files of one day say of the same village and period."""
    return tuple(rule for rule in _between_reports() if rule.code == CONTRADICTION)


def unchanged_rules() -> tuple[Rule, ...]:
    """Fourth round: what is as it was loaded before."""
    return (unchanged.RULE,)


@cache
def relation_rules() -> tuple[Rule, ...]:
    """Fifth round: the past of a village, and the lists of other programmes."""
    past = (rule for rule in _between_reports() if rule.code != CONTRADICTION)
    return (*past, *program_people.RELATION_RULES)


def answer_rules() -> tuple[Rule, ...]:
    """Last round: answers of senders and corrections of the office."""
    return (*confirmations.RULES, *correction_rules.RULES)


@cache
def all_rules() -> tuple[Rule, ...]:
    """The rules of all rounds."""
    between = (*contradiction_rules(), *unchanged_rules(), *relation_rules())
    return (*repeat_rules(), *own_rules(), *between, *answer_rules())


def _between_reports() -> tuple[Rule, ...]:
    return tuple(rule for module in VILLAGE_REPORTS for rule in module.RELATION_RULES)
