"""Persons as keyed tokens: what a personal table is turned into at the vault's door.

Inside the vault a person has one token, stable over files, years and rotations of the key, so that records can be
linked. A token that is handed out is another one for each release of tokens, so that two receivers cannot put their
lists together.

A bare hash of a NIK can be undone by trying all of them (about 1e13); HMAC with a key kept elsewhere cannot.
"""

from __future__ import annotations

import hmac
import re

import pyarrow as pa

from vault.store.keys import VaultKey
from warehouse.contract import Contract, ContractError

NUMBER = re.compile(r"[0-9]{16}")
TOKEN_CHARS = 32
TOKENS = {"nik": "person_token", "family_card_no": "family_token"}
"""Number by which persons or families are known, to the column of their tokens."""


def person_token(nik: str, key: VaultKey) -> str:
    """HMAC-SHA-256 of the NIK with the tokens subkey, first 32 hex digits; ValueError where it is not 16 digits."""
    return _token(nik, key.subkey("tokens"), "-")


def family_token(card: str, key: VaultKey) -> str:
    """The same of a family card's number."""
    return _token(card, key.subkey("tokens"), "-")


def tokenise(table: pa.Table, contract: Contract, key: VaultKey, number: str = "nik") -> pa.Table:
    """`table` (columns of `contract`, `number` among them) as tokens and those columns that are not personal.

    `number` is a key of TOKENS. Row order stays. ContractError where a column is not in the contract, where it has no
    such personal column or where the contract's columns are missing; ValueError (with the row's place, never its value)
    where a number has not 16 digits: rejected rows have to be taken out first.
    """
    strangers = [name for name in table.column_names if name not in contract.column_names]
    missing = [name for name in contract.column_names if name not in table.column_names]
    if strangers or missing:
        raise ContractError(f"{contract.name}: unknown columns {strangers}, missing columns {missing}")
    if number not in contract.column_names or not contract.column(number).personal:
        raise ContractError(f"{contract.name} has no column {number} marked personal, so its rows are not persons")
    subkey = key.subkey("tokens")
    numbers = table[number].to_pylist()
    places = table["row_id"].to_pylist() if "row_id" in table.column_names else range(len(numbers))
    tokens = [_token(each, subkey, f"{contract.name} {place}") for place, each in zip(places, numbers, strict=True)]
    kept = [column.name for column in contract.columns if not column.personal]
    arrays = [pa.array(tokens, pa.string()), *(table[name] for name in kept)]
    return pa.table(dict(zip([TOKENS[number], *kept], arrays, strict=True)))


def released_token(token: str, release: str, key: VaultKey) -> str:
    """The token under which one release of tokens knows the person of `token`; `release` is a name of its own."""
    secret = hmac.digest(key.lasting_subkey("released_tokens"), release.encode(), "sha256")
    return hmac.digest(secret, token.encode(), "sha256").hex()[:TOKEN_CHARS]


def _token(number: str | None, subkey: bytes, place: str) -> str:
    if number is None or not NUMBER.fullmatch(number):
        raise ValueError(f"row {place}: the NIK or family card number is not 16 digits; take rejected rows out first")
    return hmac.digest(subkey, number.encode(), "sha256").hex()[:TOKEN_CHARS]
