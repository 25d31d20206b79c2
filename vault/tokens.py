"""Persons as keyed tokens: what a personal table is turned into at the vault's door.

A bare hash of a NIK can be undone by trying all of them (about 1e13); HMAC with a key kept elsewhere cannot.
"""

from __future__ import annotations

import hmac
import re

import pyarrow as pa

from vault.keys import VaultKey
from warehouse.contract import Contract, ContractError

NIK = re.compile(r"[0-9]{16}")
TOKEN_CHARS = 32


def person_token(nik: str, key: VaultKey) -> str:
    """HMAC-SHA-256 of the NIK with the tokens subkey, first 32 hex digits; ValueError where it is not 16 digits."""
    return _token(nik, key.subkey("tokens"), "-")


def tokenise(table: pa.Table, contract: Contract, key: VaultKey) -> pa.Table:
    """`table` (columns of `contract`, `nik` among them) as `person_token` and the contract's other columns.

    Row order stays. ContractError where a column is not in the contract, where the contract has no personal `nik` or
    where the contract's columns are missing; ValueError (with the row's place, never its value) where a NIK is no NIK:
    rejected rows have to be taken out first.
    """
    strangers = [name for name in table.column_names if name not in contract.column_names]
    missing = [name for name in contract.column_names if name not in table.column_names]
    if strangers or missing:
        raise ContractError(f"{contract.name}: unknown columns {strangers}, missing columns {missing}")
    if "nik" not in contract.column_names or not contract.column("nik").personal:
        raise ContractError(f"{contract.name} has no column nik marked personal, so its rows are not persons")
    subkey = key.subkey("tokens")
    numbers = table["nik"].to_pylist()
    places = table["row_id"].to_pylist() if "row_id" in table.column_names else range(len(numbers))
    tokens = [_token(nik, subkey, f"{contract.name} {place}") for place, nik in zip(places, numbers, strict=True)]
    kept = [column.name for column in contract.columns if not column.personal]
    arrays = [pa.array(tokens, pa.string()), *(table[name] for name in kept)]
    return pa.table(dict(zip(["person_token", *kept], arrays, strict=True)))


def _token(nik: str | None, subkey: bytes, place: str) -> str:
    if nik is None or not NIK.fullmatch(nik):
        raise ValueError(f"row {place}: the NIK is not 16 digits; take rejected rows out first")
    return hmac.digest(subkey, nik.encode(), "sha256").hex()[:TOKEN_CHARS]
