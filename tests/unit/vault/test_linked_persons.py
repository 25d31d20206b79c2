"""Persons of a run: linked once, kept sealed, and put in the place of what a row's NIK alone would say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tests.person_lists import CARD, FIRST, records
from vault.linkage.decisions import add_decisions, decision
from vault.linkage.linked_persons import PersonStore
from vault.persons import Persons
from vault.scanner.scan import scan
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import VaultKey
from vault.tokens import family_token, person_token
from warehouse import contract

KEY = VaultKey(b"k" * 32)
FIRST_NIK, MISTYPED_NIK, RIGHT_CARD = "9901015708860001", "9901015703860001", CARD
UNSURE = {"nik": None, "birth_date": None, "sex": "M"}


@pytest.fixture
def store(tmp_path: Path) -> PersonStore:
    return PersonStore(EncryptedBlobs(tmp_path / "linkage", KEY), KEY, "code")


def persons(store: PersonStore, *written: dict) -> Persons:
    return store.persons({"program_beneficiaries": records(*written)}, store.blobs.root.parent / "spill")


def full_rows(name: str, *rows: dict) -> pa.Table:
    """Rows of a contract in which only what a test says is not null."""
    schema = contract.load(name).arrow_schema()
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | row for row in rows], schema)


def refuse(*_: object) -> None:
    raise AssertionError("linked anew")


def test_nothing_is_linked_anew_while_rows_decisions_and_code_stay(
    store: PersonStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = persons(store, {}, {"nik": MISTYPED_NIK})
    monkeypatch.setattr(PersonStore, "_link", refuse)
    again = store.persons({"program_beneficiaries": records({}, {"nik": MISTYPED_NIK})[::-1]}, Path("nowhere"))
    assert again.rows.equals(first.rows)
    changes = [lambda: persons(store, {}, {"nik": None}), lambda: persons(PersonStore(store.blobs, KEY, "new"), {})]
    for change in changes:
        with pytest.raises(AssertionError, match="linked anew"):
            change()
    made = decision("a" * 32, "b" * 32, is_same=True, author="A", decided_on=date(2025, 2, 1))
    add_decisions(store.blobs, [made])
    with pytest.raises(AssertionError, match="linked anew"):
        persons(store, {}, {"nik": MISTYPED_NIK})


def test_what_is_damaged_is_made_again(store: PersonStore) -> None:
    first = persons(store, {}, {"nik": MISTYPED_NIK})
    for name in store.blobs.names():
        (store.blobs.root / name).write_bytes(b"damaged")
        assert persons(store, {}, {"nik": MISTYPED_NIK}).rows.equals(first.rows)
        assert store.pairs() is None or store.pairs().num_rows == 0
        store.forget()


def test_a_decided_pair_is_one_person_in_the_next_run(store: PersonStore) -> None:
    persons(store, {}, UNSURE)
    (pair,) = store.pairs().to_pylist()
    add_decisions(
        store.blobs, [decision(pair["one"], pair["other"], is_same=True, author="A", decided_on=date(2025, 2, 1))]
    )
    rows = persons(store, {}, UNSURE).rows.to_pylist()
    assert {row["person_token"] for row in rows if row["row_id"] in ("row0", "row1")} == {person_token(FIRST_NIK, KEY)}
    assert store.pairs()["decision"].to_pylist() == ["sama"]


def test_no_person_is_readable_on_disk(store: PersonStore, tmp_path: Path) -> None:
    persons(store, {}, UNSURE)
    assert scan(tmp_path, [FIRST_NIK, CARD, "Ratsefo Contoh"]) == []


def test_rows_get_the_token_of_their_person_and_of_their_family(store: PersonStore) -> None:
    mistyped_card = CARD[:-1] + "7"
    found = persons(store, {}, {"nik": MISTYPED_NIK, "family_card_no": mistyped_card}, {"nik": "9901015708860099"})
    listed = full_rows(
        "program_beneficiaries",
        {"row_id": "row1", "nik": MISTYPED_NIK, "family_card_no": mistyped_card},
        {"row_id": "elsewhere", "nik": "9901014101800001", "family_card_no": mistyped_card},
        {"row_id": "no card", "nik": "9901014101800001", "family_card_no": "KK hilang"},
    )
    tokens = found.tokens("program_beneficiaries", listed)
    other = person_token("9901014101800001", KEY)
    assert tokens["person_token"].to_pylist() == [person_token(FIRST_NIK, KEY), other, other]
    own = [family_token(card, KEY) for card in (RIGHT_CARD, mistyped_card)]
    assert tokens["family_token"].to_pylist() == [*own, other]


def test_a_list_that_is_not_linked_knows_a_person_by_a_nik_that_only_that_person_uses(store: PersonStore) -> None:
    found = persons(store, {"nik": MISTYPED_NIK}, {})
    children = full_rows("child_growth", {"row_id": "c", "nik": FIRST["nik"]}, {"row_id": "d", "nik": MISTYPED_NIK})
    assert set(found.tokens("child_growth", children)["person_token"].to_pylist()) == {person_token(MISTYPED_NIK, KEY)}


def test_where_nothing_was_linked_everybody_is_who_the_nik_says() -> None:
    rows = full_rows("program_beneficiaries", {"row_id": "a", "nik": FIRST_NIK, "family_card_no": CARD})
    tokens = Persons.by_nik(KEY).tokens("program_beneficiaries", rows).to_pylist()
    assert (tokens[0]["person_token"], tokens[0]["family_token"]) == (
        person_token(FIRST_NIK, KEY),
        family_token(CARD, KEY),
    )
