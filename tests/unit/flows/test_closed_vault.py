"""Rooms without the key: what is public can be told from what is not, and the vault stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.closed_vault import NoNames, missing_in, open_keeping
from flows.ingest import take_inbox
from flows.rooms import Rooms, open_rooms, open_rooms_to_run
from setara.settings import Settings
from tests.unit.erasure.offices import KEY, office, participants
from vault.store.closed import VaultClosed
from vault.store.keys import KeyMissing, KeyUnreadable, VaultKey, WrongKey, write_key

BUDGET = """total_anggaran,total_belanja,belanja_pegawai,belanja_barang_jasa,belanja_modal,belanja_tidak_langsung
1599200000,383033000,130229000,114910000,122571000,15323000
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    office(tmp_path)
    monkeypatch.setenv("SETARA_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("SETARA_KEY_FILE", str(tmp_path / "office.key"))
    return Settings()


def test_only_a_run_goes_on_without_the_key(settings: Settings) -> None:
    rooms = open_rooms_to_run(settings)
    assert rooms.given_key is None
    with pytest.raises(KeyMissing):
        open_rooms(settings)
    with pytest.raises(KeyMissing):
        rooms.encrypted("names")


def test_a_key_that_is_there_but_wrong_or_damaged_is_an_error_for_a_run_too(settings: Settings) -> None:
    assert settings.key_file is not None
    write_key(settings.key_file, VaultKey(b"x" * 32))
    with pytest.raises(WrongKey):
        open_rooms_to_run(settings).encrypted("names")
    settings.key_file.write_bytes(b"half a k")
    with pytest.raises(KeyUnreadable):
        open_rooms_to_run(settings)


def test_public_files_are_taken_and_others_wait_untouched(settings: Settings) -> None:
    rooms = open_rooms_to_run(settings)
    inbox = rooms.workspace.inbox("village_reports")
    (inbox / "Anggaran__53.01.04.2004__2025-03.csv").write_text(BUDGET)
    (inbox / "orang.csv").write_bytes(participants())
    (inbox / "entah.csv").write_text("tak dikenal\n1\n")
    (inbox / "paket.zip").write_bytes(b"PK\x03\x04")
    assert take_inbox.fn(rooms, "village_reports") == 1
    assert sorted(path.name for path in inbox.iterdir()) == ["entah.csv", "orang.csv", "paket.zip"]
    (taken,) = [each for each in rooms.ledger.deliveries() if each.family == "village_reports"]
    assert rooms.store.get(taken.file_sha256) == BUDGET.encode()
    missing = missing_in(rooms, rooms.ledger.deliveries())
    assert missing is not None
    assert (missing.aggregates_made_on, missing.deliveries) == (None, 6)


def test_what_lies_in_the_vault_is_known_but_not_opened(settings: Settings) -> None:
    rooms = open_rooms_to_run(settings)
    sealed = next(each for each in rooms.ledger.deliveries() if each.family == "program_records")
    assert rooms.store.vault.exists(sealed.file_sha256)
    with pytest.raises(VaultClosed, match="SETARA_KEY_FILE"):
        rooms.store.get(sealed.file_sha256)
    assert isinstance(open_keeping(rooms).names, NoNames)


def test_the_input_of_a_run_is_another_one_without_the_key(settings: Settings) -> None:
    closed: Rooms = open_rooms_to_run(settings)
    opened = replace(closed, given_key=KEY)
    assert closed.input_fingerprint([]) != opened.input_fingerprint([])
    assert missing_in(opened, opened.ledger.deliveries()) is None
