"""Two writers, a truncated vault, a release that tells too much: clear words in both languages, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.publishing import attack_release
from flows.rooms import Rooms
from setara.commands.vault_keeping import print_erasure
from setara.erasure.erase import erase
from setara.errors import known_errors
from setara.workspace import WorkspaceBusyError
from tests.unit.erasure.offices import SUBJECT, TODAY, office, staged_office
from tests.unit.warehouse.test_disclosure_gate import release
from vault.store.sealing import DamagedBlob
from warehouse.release.disclosure_gate import DisclosureRefused
from warehouse.release.publish import building_folder


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    return staged_office(tmp_path)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "access" not in path.name}


def test_of_two_writers_the_second_is_told_to_wait(rooms: Rooms, tmp_path: Path) -> None:
    numbers = tmp_path / "niks.txt"
    numbers.write_text(SUBJECT)
    with rooms.workspace.locked():
        before = files(rooms.workspace.root)
        with pytest.raises(WorkspaceBusyError, match=r"(?s)Tunggu sampai selesai.*Wait until it ends"):
            print_erasure(rooms, str(numbers), "permintaan subjek")
        assert files(rooms.workspace.root) == before
    assert WorkspaceBusyError.__mro__[1] in known_errors()


def test_a_truncated_vault_names_the_blob_and_loses_nothing_else(rooms: Rooms) -> None:
    store = rooms.encrypted("bytes")
    cut = store.names()[0]
    (store.root / cut).write_bytes((store.root / cut).read_bytes()[:40])
    before = files(rooms.workspace.root)
    with pytest.raises(DamagedBlob, match=cut) as said:
        erase(rooms, {SUBJECT: ()}, "permintaan subjek", TODAY)
    assert said.value.message_id != said.value.message_en
    assert files(rooms.workspace.root) == before


def test_a_release_that_gives_a_small_count_away_stops_before_it_is_published(tmp_path: Path) -> None:
    rooms = office(tmp_path / "office")
    release(building_folder(rooms.workspace.warehouse, "one"), 53.0, "C", 30.0, 20.0)
    with pytest.raises(DisclosureRefused):
        attack_release.fn(rooms, "one")
    release(building_folder(rooms.workspace.warehouse, "two"), 53.0, "C", 30.0, "D")
    attack_release.fn(rooms, "two")
