"""Persons become tokens at the vault's door, and nothing else of them stays."""

from __future__ import annotations

import hashlib
from datetime import date

import pyarrow as pa
import pytest

from vault.store.keys import VaultKey
from vault.tokens import person_token, released_token, tokenise
from warehouse import contract
from warehouse.contract import ContractError

KEY = VaultKey(b"a" * 32)
OTHER_KEY = VaultKey(b"b" * 32)
NIK, OTHER_NIK = "5371014107900001", "5371010101850002"
PERSONAL = ("program_beneficiaries", "program_disbursements", "training_participants")


def rows(name: str, niks: list[str | None]) -> pa.Table:
    """Rows of a contract: every text is recognisable, so that what stays can be searched for it."""
    made = {"text": "sintetis-{}", "integer": 7, "number": 300000.0, "date": date(2025, 1, 31), "boolean": True}
    schema = contract.load(name).arrow_schema()
    columns = contract.load(name).columns
    table = [
        {c.name: made[c.type].format(c.name) if c.type == "text" else made[c.type] for c in columns} | {"nik": nik}
        for nik in niks
    ]
    return pa.Table.from_pylist(table, schema=schema)


def test_a_token_is_stable_and_tells_persons_apart() -> None:
    assert person_token(NIK, KEY) == person_token(NIK, VaultKey(b"a" * 32))
    assert person_token(NIK, KEY) != person_token(OTHER_NIK, KEY)
    assert len(person_token(NIK, KEY)) == 32
    assert set(person_token(NIK, KEY)) <= set("0123456789abcdef")


def test_a_token_that_is_handed_out_is_another_one_for_each_release() -> None:
    token = person_token(NIK, KEY)
    handed_out = {released_token(token, release, key) for release in ("2025-1", "2025-2") for key in (KEY, OTHER_KEY)}
    assert len(handed_out | {token}) == 5
    assert released_token(token, "2025-1", KEY) == released_token(token, "2025-1", KEY.successor())
    assert len(released_token(token, "2025-1", KEY)) == 32


def test_a_token_needs_the_key() -> None:
    assert person_token(NIK, KEY) != person_token(NIK, VaultKey(b"b" * 32))
    assert person_token(NIK, KEY) != hashlib.sha256(NIK.encode()).hexdigest()[:32]


@pytest.mark.parametrize("name", PERSONAL)
def test_nothing_of_the_person_stays(name: str) -> None:
    table = tokenise(rows(name, [NIK, OTHER_NIK, NIK]), contract.load(name), KEY)
    personal = [column.name for column in contract.load(name).columns if column.personal]
    assert "nik" in personal
    assert table.column_names == ["person_token"] + [c.name for c in contract.load(name).columns if not c.personal]
    assert table["person_token"].to_pylist() == [person_token(nik, KEY) for nik in (NIK, OTHER_NIK, NIK)]
    whole = str(table.to_pydict()) + str(table.schema)
    assert not any(text in whole for text in [NIK, OTHER_NIK, *(f"sintetis-{column}" for column in personal)])


@pytest.mark.parametrize("nik", [None, "", "537101410790000", "5371014107900001 ", "5371O14107900001", "٥" * 16])
def test_a_row_without_a_nik_is_named_by_its_place_only(nik: str | None) -> None:
    with pytest.raises(ValueError, match="row program_beneficiaries sintetis-row_id") as caught:
        tokenise(rows("program_beneficiaries", [nik]), contract.load("program_beneficiaries"), KEY)
    assert not nik or nik not in str(caught.value)


def test_a_column_that_the_contract_does_not_know_is_refused() -> None:
    table = rows("program_beneficiaries", [NIK]).append_column("nama_ibu", pa.array(["sintetis"]))
    with pytest.raises(ContractError, match="nama_ibu"):
        tokenise(table, contract.load("program_beneficiaries"), KEY)


def test_a_contract_without_persons_is_refused() -> None:
    with pytest.raises(ContractError, match="nik"):
        tokenise(contract.load("program_budgets").empty_table(), contract.load("program_budgets"), KEY)
