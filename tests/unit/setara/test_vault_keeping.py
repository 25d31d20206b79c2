"""The commands of the vault: what they print, and how they end where something is wrong."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
import typer

from flows.rooms import Rooms
from setara.commands import vault_keeping as keeping
from setara.processing import FIELDS, OWN_NAME, REGISTER, processed, register
from setara.progress import console
from setara.settings import Settings
from setara.workspace import WorkspaceError
from tests.unit.erasure.offices import OTHER, SUBJECT, staged_office
from vault.store.access_log import LOG, AccessLog
from vault.store.keys import read_key, write_key
from warehouse.yaml_files import read_yaml


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    return staged_office(tmp_path)


def printed(print_it: object, *arguments: object, status: int = 0) -> str:
    with console.capture() as capture, pytest.raises(typer.Exit) if status else nullcontext() as ended:
        print_it(*arguments)  # type: ignore[operator]
    assert not status or ended.value.exit_code == status
    return capture.get()


def test_status_says_what_lies_there(rooms: Rooms) -> None:
    AccessLog(rooms.workspace.vault, rooms.key).append("run", "begun", {"bytes": 1})
    text = printed(keeping.print_vault_status, rooms)
    assert rooms.key.name in text
    assert "bytes" in text
    assert "run" in text
    assert rooms.key.secret.hex() not in text


def test_a_whole_vault_is_said_to_be_whole(rooms: Rooms) -> None:
    assert "utuh" in printed(keeping.print_vault_check, rooms)


def test_every_fault_is_named_and_the_status_is_1(rooms: Rooms) -> None:
    bytes_of_files = rooms.encrypted("bytes")
    lost, damaged, *_ = bytes_of_files.names()
    bytes_of_files.delete(lost)
    (bytes_of_files.root / damaged).write_bytes(b"cut")
    next(rooms.workspace.staging.glob("*.json")).unlink()
    (rooms.workspace.vault / LOG).write_text("no line of ours\n")
    text = printed(keeping.print_vault_check, rooms, status=1)
    assert f"{lost} hilang" in text
    assert f"bytes/{damaged}" in text
    assert "setara run" in text
    assert "Catatan akses diubah" in text


def test_a_new_key_opens_the_office(rooms: Rooms, tmp_path: Path) -> None:
    key_file = tmp_path / "office.key"
    write_key(key_file, rooms.key)
    settings = Settings(workspace=rooms.workspace.root, key_file=key_file)
    assert "office.key.old" in printed(keeping.print_rotation, settings)
    rotated = Rooms(rooms.workspace, rooms.today, read_key(key_file), "duckdb", None)
    assert rotated.file_names() == {**rotated.file_names()} != {}
    assert "utuh" in printed(keeping.print_vault_check, rotated)


def test_erasing_says_what_was_done_and_never_whom(rooms: Rooms, tmp_path: Path) -> None:
    (tmp_path / "niks").write_text(SUBJECT)
    text = printed(keeping.print_erasure, rooms, str(tmp_path / "niks"), "permintaan")
    assert "3 berkas" in text
    assert SUBJECT not in text
    assert "penghapusan" in printed(keeping.print_access_log, rooms, 50)
    waiting = rooms.workspace.inbox("program_records") / "baru.csv"
    waiting.write_text(f"nik\n{OTHER}\n")
    (tmp_path / "niks").write_text(OTHER)
    text = printed(keeping.print_erasure, rooms, str(tmp_path / "niks"), "permintaan", status=1)
    assert "inbox/program_records/baru.csv" in text


def test_every_personal_contract_stands_in_the_register_and_nothing_else() -> None:
    entries = read_yaml(REGISTER)
    assert sorted(entries) == sorted(processed())
    for entry in entries.values():
        assert set(entry) == set(FIELDS)
        assert all(set(entry[field]) == {"id", "en"} and all(entry[field].values()) for field in FIELDS)


def test_the_office_states_the_legal_basis(rooms: Rooms) -> None:
    assert "BELUM DIISI" in printed(keeping.print_register, rooms.workspace)
    own = rooms.workspace.root / OWN_NAME
    own.write_text(json.dumps({"legal_basis": dict.fromkeys(processed(), "Tugas pelayanan publik")}))
    assert {entry.legal_basis for entry in register(rooms.workspace)} == {"Tugas pelayanan publik"}
    assert "BELUM DIISI" not in printed(keeping.print_register, rooms.workspace)


@pytest.mark.parametrize("text", ["legal_basis: {unknown_source: x}", "[]", "legal_basis: x", "other: 1"])
def test_a_register_of_the_office_that_cannot_be_used_is_named(rooms: Rooms, text: str) -> None:
    (rooms.workspace.root / OWN_NAME).write_text(text)
    with pytest.raises(WorkspaceError, match=OWN_NAME):
        register(rooms.workspace)
