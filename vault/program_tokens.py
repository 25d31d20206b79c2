"""Programme records of persons as tokens: the vault's door for people on lists, in courses and in the register.

Dates of birth become ages before the token is made, and go with the other personal columns.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from vault.ages import completed_months
from vault.keys import VaultKey
from vault.tokens import NUMBER, tokenise
from warehouse import contract

PEOPLE = (
    *("program_beneficiaries", "training_participants", "program_disbursements"),
    *("eligibility_register", "scholarships", "training_followups", "health_cover", "distribution_monitoring"),
)
REGISTER = "eligibility_register"
AGED_ON = {"training_followups": "followed_up_on"}
"""Contract to the column with the day on which a person's age is wanted."""


def program_tokens(people: Mapping[str, pa.Table], key: VaultKey) -> dict[str, pa.Table]:
    """Tokenised rows of every contract in PEOPLE; one that `people` does not have is without rows.

    The register's have family_token beside person_token, those of AGED_ON age_months.
    """
    tables = {name: people.get(name, contract.load(name).arrow_schema().empty_table()) for name in PEOPLE}
    tokens = {name: tokenise(table, contract.load(name), key) for name, table in tables.items()}
    for name, day in AGED_ON.items():
        months = completed_months(tables[name]["birth_date"], tables[name][day])
        tokens[name] = tokens[name].append_column("age_months", months)
    return tokens | {REGISTER: _with_families(tables[REGISTER], tokens[REGISTER], key)}


def _with_families(register: pa.Table, tokens: pa.Table, key: VaultKey) -> pa.Table:
    """A person without a family card that can be one is a family of their own."""
    cards = register["family_card_no"]
    is_card = pc.fill_null(pc.match_substring_regex(cards, f"^{NUMBER.pattern}$"), False)
    place = register.schema.get_field_index("family_card_no")
    known = register.set_column(place, "family_card_no", pc.if_else(is_card, cards, register["nik"]))
    families = tokenise(known, contract.load(REGISTER), key, "family_card_no")
    return tokens.append_column("family_token", families["family_token"])
