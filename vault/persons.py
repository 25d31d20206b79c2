"""Whose rows they are: tables of persons as tokens, each person under one token on all lists.

A row's token is that of its NIK unless linkage (vault/linkage/linked_persons.py) found otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from vault.linkage.tables import PERSONS
from vault.store.keys import VaultKey
from vault.tokens import NUMBER, family_token, tokenise
from warehouse import contract

NIKS = pa.schema([("nik_token", pa.string()), ("person_token", pa.string())])
"""NIKs that are one person's, whose token is another: for rows that linkage has not seen."""
FAMILIES = pa.schema([("row_id", pa.string()), ("family_token", pa.string())])
"""Records whose family is not that of their family card, which is missing or mistyped."""
PERSON, FAMILY, FAMILY_CARD = "person_token", "family_token", "family_card_no"


@dataclass(frozen=True)
class Persons:
    """The key that makes tokens, and what linkage found: tables with the schemas PERSONS, NIKS and FAMILIES."""

    key: VaultKey
    rows: pa.Table
    niks: pa.Table
    families: pa.Table

    @classmethod
    def by_nik(cls, key: VaultKey) -> Persons:
        """Everybody is who the NIK says, as where nothing was linked."""
        return cls(key, PERSONS.empty_table(), NIKS.empty_table(), FAMILIES.empty_table())

    def tokens(self, name: str, rows: pa.Table, number: str = "nik") -> pa.Table:
        """Accepted rows of the contract `name` as `vault.tokens.tokenise` gives them, with the tokens of persons.

        Where they have a family card beside the NIK, family_token is the last column; whoever has none that can be one
        is a family of their own.
        """
        tokens = tokenise(rows, contract.load(name), self.key, number)
        if number != "nik":
            return tokens
        row_ids, by_nik = tokens["row_id"].to_pylist(), tokens[PERSON].to_pylist()
        persons = _replaced(row_ids, _replaced(by_nik, by_nik, self.niks), self.rows)
        tokens = tokens.set_column(tokens.column_names.index(PERSON), PERSON, pa.array(persons, pa.string()))
        if FAMILY_CARD not in rows.column_names:
            return tokens
        cards = rows[FAMILY_CARD].to_pylist()
        on_card = [
            family_token(card, self.key) if card and NUMBER.fullmatch(card) else person
            for card, person in zip(cards, persons, strict=True)
        ]
        return tokens.append_column(FAMILY, pa.array(_replaced(row_ids, on_card, self.families), pa.string()))


def _replaced(keys: Sequence[str], tokens: Sequence[str | None], known: pa.Table) -> list[str | None]:
    """The token that `known` (two columns) has of each key, else the one given."""
    found = dict(zip(*(column.to_pylist() for column in known.columns), strict=True))
    return [found.get(key, token) for key, token in zip(keys, tokens, strict=True)]
