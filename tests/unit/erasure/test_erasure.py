"""Erasure: nothing of the person is left, nothing of anybody else is lost, and a kill only means: once more."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.rooms import Rooms
from setara.erasure.erase import NAME_WITHHELD, erase, tombstones
from setara.erasure.numbers import NikFileError, read_persons
from tests.person_lists import records
from tests.unit.erasure.offices import KEY, OTHER, SUBJECT, TODAY, stage_all, staged_office
from vault.linkage.decisions import add_decisions, decision, read_decisions
from vault.scanner.needles import Needles
from vault.scanner.scan import kinds_in, scan
from vault.store.blobs import stores
from vault.tokens import person_token

NIKS = {SUBJECT: frozenset[str]()}


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    rooms = staged_office(tmp_path)
    rooms.encrypted("quarantine").put("e" * 64, SUBJECT.encode())
    return rooms


def places_of(rooms: Rooms, number: str) -> list[str]:
    """Where a number stands in the workspace, all blobs opened."""
    sought = Needles([number])
    plain = [str(leak.path) for leak in scan(rooms.workspace.root, [number], exclude=[rooms.workspace.vault])]
    blobs = [rooms.encrypted(folder.name) for folder in stores(rooms.workspace.vault)]
    return plain + [f"{b.root.name}/{name}" for b in blobs for name in b.names() if kinds_in(b.get(name), sought)]


def test_nothing_of_the_person_is_left_anywhere(rooms: Rooms) -> None:
    assert {place.split("/")[0] for place in places_of(rooms, SUBJECT)} == {"bytes", "names", "staging", "quarantine"}
    done = erase(rooms, NIKS, "permintaan subjek", TODAY)
    assert places_of(rooms, SUBJECT) == []
    assert done.remaining == ()
    assert (done.files, done.rows, done.cells, done.rows_read_differently) == (3, 3, 1, 0)


def test_linkage_and_decisions_about_the_person_go_too_those_about_others_stay(rooms: Rooms) -> None:
    unsure = {"nik": None, "birth_date": None, "sex": "M"}
    store, spill = rooms.person_store, rooms.workspace.vault / "spill"
    store.persons({"program_beneficiaries": records({"nik": SUBJECT}, {**unsure, "nik": None})}, spill)
    (pair,) = store.pairs().to_pylist()
    about_others = decision("a" * 32, "b" * 32, is_same=False, author="A", decided_on=TODAY)
    about_both = decision(pair["one"], pair["other"], is_same=True, author="A", decided_on=TODAY)
    add_decisions(store.blobs, [about_others, about_both])
    assert any(place.startswith("linkage/") for place in places_of(rooms, SUBJECT))
    assert erase(rooms, NIKS, "permintaan subjek", TODAY).remaining == ()
    assert places_of(rooms, SUBJECT) == []
    assert read_decisions(store.blobs).to_pylist() == [about_others]


def test_everybody_else_is_read_as_before(rooms: Rooms) -> None:
    before = stage_all(rooms)
    erase(rooms, NIKS, "permintaan subjek", TODAY)
    after = stage_all(rooms)
    own = ("row_id", "sheet_id", "file_sha256", "address")
    for source, rows in before.items():
        kept = [{name: row[name] for name in row if name not in own} for row in rows if row["nik"] != SUBJECT]
        assert [{name: row[name] for name in row if name not in own} for row in after[source]] == kept
        assert len(kept) == len(rows) - 1
    assert [row["nik"] for row in after["program_beneficiaries"]] == [OTHER]
    assert [row["person_name"] for row in after["program_disbursements"]] == ["Warga Contoh 2"]


def test_a_receipt_says_what_its_bytes_were_and_a_tombstone_why(rooms: Rooms) -> None:
    old = {delivery.file_sha256 for delivery in rooms.ledger.deliveries()}
    erase(rooms, NIKS, "permintaan subjek", TODAY)
    receipts = [json.loads(path.read_text()) for path in rooms.workspace.deliveries.glob("*/*.json")]
    assert {receipt["redacted_from"] for receipt in receipts} == old
    stones = tombstones(rooms)
    assert {(stone["old_sha256"], stone["new_sha256"]) for stone in stones} == {
        (receipt["redacted_from"], receipt["file_sha256"]) for receipt in receipts
    }
    assert stones[0]["person_tokens"] == [person_token(SUBJECT, KEY)]
    assert stones[0]["reason"] == "permintaan subjek"
    assert SUBJECT not in json.dumps(stones)
    names = {name for listed in rooms.file_names().values() for name in listed}
    assert names == {"peserta.csv", "rusak.csv", NAME_WITHHELD}
    assert set(rooms.file_names()) == {receipt["file_sha256"] for receipt in receipts}


def test_somebody_who_is_nowhere_changes_nothing_but_the_access_log(rooms: Rooms) -> None:
    files = (path for path in rooms.workspace.root.rglob("*") if path.is_file() and not path.name.startswith("access."))
    before = {path: path.read_bytes() for path in files}
    done = erase(rooms, {"9971014107909999": ()}, "permintaan subjek", TODAY)
    assert (done.files, done.remaining) == (0, ())
    assert {path: path.read_bytes() for path in before} == before


def test_what_still_waits_in_the_inbox_is_named(rooms: Rooms) -> None:
    (rooms.workspace.inbox("program_records") / "baru.csv").write_text(f"nik\n{SUBJECT}\n")
    assert erase(rooms, NIKS, "x", TODAY).remaining == ("inbox/program_records/baru.csv",)


CHILD = """
import os, signal, sys
from pathlib import Path
from setara.erasure.erase import erase
from tests.person_lists import records
from tests.unit.erasure.offices import SUBJECT, TODAY, office
from vault.store.blobs import EncryptedBlobs
from sources.received.snapshots import Ledger
place, count = sys.argv[2], int(sys.argv[3])
kind, name = {"put": (EncryptedBlobs, "put"), "delete": (EncryptedBlobs, "delete"), "redact": (Ledger, "redact")}[place]
real = getattr(kind, name)
rooms = office(Path(sys.argv[1]))
def dying(*arguments):
    global count
    count -= 1
    if count < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)
setattr(kind, name, dying)
erase(rooms, {SUBJECT: ()}, "permintaan subjek", TODAY)
"""


@pytest.mark.parametrize(("place", "count"), [("redact", 1), ("delete", 4)])
def test_after_a_kill_the_same_command_finishes(rooms: Rooms, tmp_path: Path, place: str, count: int) -> None:
    killed = subprocess.run([sys.executable, "-c", CHILD, str(tmp_path), place, str(count)], timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert places_of(rooms, SUBJECT)
    erase(rooms, NIKS, "permintaan subjek", TODAY)
    assert places_of(rooms, SUBJECT) == []
    after = stage_all(rooms)
    assert [row["nik"] for row in after["program_beneficiaries"]] == [OTHER]
    assert [row["nik"] for row in after["program_disbursements"]] == [OTHER]
    assert len(rooms.ledger.deliveries()) == 3


@pytest.mark.parametrize("text", ["", "\n", f"{SUBJECT}\n12345\n", f"{SUBJECT} Warga\n", f"{SUBJECT};\n", ";Warga\n"])
def test_a_list_that_is_none_is_refused_without_repeating_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "niks").write_text(text)
    with pytest.raises(NikFileError) as caught:
        read_persons(str(tmp_path / "niks"))
    assert SUBJECT not in str(caught.value)


def test_a_list_has_one_number_a_line(tmp_path: Path) -> None:
    (tmp_path / "niks").write_text(f"{SUBJECT}\n\n  {OTHER}\n")
    assert read_persons(str(tmp_path / "niks")) == {SUBJECT: set(), OTHER: set()}


def test_names_may_stand_beside_a_number(tmp_path: Path) -> None:
    (tmp_path / "niks").write_text(f"{SUBJECT}; Warga Ada\n{SUBJECT};Warga Adda\n{OTHER}\n")
    assert read_persons(str(tmp_path / "niks")) == {SUBJECT: {"Warga Ada", "Warga Adda"}, OTHER: set()}
