"""Programme records of persons as tokens: the vault's door for people on lists, in courses and in the register.

Dates of birth become ages before the token is made, and go with the other personal columns.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from vault.ages import completed_months
from vault.persons import Persons
from warehouse import contract

PEOPLE = (
    *("program_beneficiaries", "training_participants", "program_disbursements"),
    *("eligibility_register", "scholarships", "training_followups", "health_cover", "distribution_monitoring"),
)
AGED_ON = {"training_followups": "followed_up_on"}
"""Contract to the column with the day on which a person's age is wanted."""


def program_tokens(people: Mapping[str, pa.Table], persons: Persons) -> dict[str, pa.Table]:
    """Tokenised rows of every contract in PEOPLE; one that `people` does not have is without rows.

    Where there are family cards, family_token stands beside person_token; those of AGED_ON have age_months.
    """
    tables = {name: people.get(name, contract.load(name).empty_table()) for name in PEOPLE}
    tokens = {name: persons.tokens(name, table) for name, table in tables.items()}
    for name, day in AGED_ON.items():
        months = completed_months(tables[name]["birth_date"], tables[name][day])
        tokens[name] = tokens[name].append_column("age_months", months)
    return tokens
