"""Residents of villages by sex and broad age group, from accepted and tokenised registers; runs inside the vault."""

from __future__ import annotations

import ibis.expr.types as ir

from transforms.core.revisions import latest_files
from transforms.staging.newest import newest
from transforms.staging.register_counts import village_counts

SOURCE = "residents"
SEXES = ("M", "F")
AGE_GROUPS = {"0_4": (0, 5), "5_14": (5, 15), "15_64": (15, 65), "65_up": (65, 200)}
"""Completed years at the end of the period: from, and below."""
MONTHS = 12


def measure_of(sex: str, age_group: str) -> str:
    """Measure code of one sex and age group."""
    return f"residents_{sex.lower()}_{age_group}_persons"


MEASURES = {(sex, age_group): measure_of(sex, age_group) for sex in SEXES for age_group in AGE_GROUPS}


def facts(residents: ir.Table) -> ir.Table:
    """Village facts [persons] of rows of the contract `residents` with person_token and age_months at the period's end.

    The file of a village and period that came last is its register; who is dead, moved or struck off is not counted.
    """
    listed = latest_files(residents)
    present = listed.filter(listed.life_status.fill_null("alive") == "alive", listed.age_months >= 0)
    persons = newest(present, ["person_token", "period"])
    measures = {code: _is_of(persons, sex, group) for (sex, group), code in MEASURES.items()}
    return village_counts(persons, measures, unit="persons", source_code=SOURCE)


def _is_of(persons: ir.Table, sex: str, age_group: str) -> ir.BooleanValue:
    first, below = (years * MONTHS for years in AGE_GROUPS[age_group])
    return (persons.sex == sex) & (persons.age_months >= first) & (persons.age_months < below)
