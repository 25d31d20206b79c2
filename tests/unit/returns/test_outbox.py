"""The outbox: what is written once, what goes when it is answered, and what only the vault may hold."""

from __future__ import annotations

import json
import stat
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.rooms import Rooms
from returns.note import Note, Return, SheetResult
from returns.outbox import OpenReturn
from returns.phone_text import phone_text
from returns.store import BOOK, TEXT, Outbox
from returns.workbook.request import OWN, Made
from setara.commands import returning
from setara.workspace import Workspace, WorkspaceError
from sources.received.delivery import Delivery
from sources.received.snapshots import sha256_of
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import VaultKey

DAY = date(2025, 6, 5)
NOTE = Note(
    *(1, 4, "C4", "reject", "N07", "belum diisi", "Isi 0 bila memang nol, lalu kirim kembali.", "0 · TA"),
    asks=True,
    is_confirmable=False,
)


def wanted(name: str, *, is_personal: bool = False, n_findings: int = 1) -> OpenReturn:
    """A return that is open, of a file whose bytes are its name."""
    delivery = Delivery(sha256_of(name.encode()), 1, "village_reports", DAY, None, 10, {})
    return OpenReturn(delivery, f"report_{name}", "Laporan", is_personal, [{"code": "N07"}] * n_findings, [], True)


def made(each: OpenReturn) -> tuple[Return, Made]:
    """What goes back for it; the workbook is a word that a leak would show."""
    sheet = SheetResult(1, "Data", 3, 2, 1, 0, 0)
    given = Return(each.delivery.file_sha256, 1, DAY, DAY, "Laporan", each.is_personal, (sheet,), (NOTE,), {})
    return given, Made(OWN, b"WORKBOOK " + each.name.encode())


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    vault = EncryptedBlobs(tmp_path / "vault" / "outbox", VaultKey(b"k" * 32))
    return Outbox(tmp_path / "outbox", vault, tmp_path / "state" / "outbox.json")


def files(outbox: Outbox) -> list[str]:
    return sorted(path.name for path in outbox.folder.glob("*"))


def update(outbox: Outbox, returns: Sequence[OpenReturn], code: str = "1") -> int:
    return outbox.update(returns, code, made)


def test_a_return_is_two_files_and_is_not_written_again_while_nothing_changes(outbox: Outbox) -> None:
    assert update(outbox, [wanted("a"), wanted("b")]) == 2
    assert files(outbox) == ["report_a.txt", "report_a.xlsx", "report_b.txt", "report_b.xlsx"]
    assert update(outbox, [wanted("a"), wanted("b")]) == 0
    assert update(outbox, [wanted("a", n_findings=2), wanted("b")]) == 1
    assert update(outbox, [wanted("a", n_findings=2), wanted("b")], code="2") == 2


def test_an_answered_return_is_removed(outbox: Outbox) -> None:
    update(outbox, [wanted("a"), wanted("b", is_personal=True)])
    assert update(outbox, []) == 0
    assert files(outbox) == []
    assert outbox.vault.names() == []  # type: ignore[attr-defined]
    assert outbox.entries() == []


def test_a_personal_return_lies_in_the_vault_only_and_nothing_of_it_is_readable(outbox: Outbox, tmp_path: Path) -> None:
    update(outbox, [wanted("a", is_personal=True)])
    assert files(outbox) == []
    (entry,) = outbox.entries()
    assert outbox.content(entry, BOOK) == b"WORKBOOK report_a"
    assert b"baris diterima" in outbox.content(entry, TEXT)
    plain = [path for path in tmp_path.rglob("*") if path.is_file() and b"WORKBOOK" in path.read_bytes()]
    assert plain == []


def test_what_turns_out_to_be_personal_leaves_the_open_folder(outbox: Outbox) -> None:
    update(outbox, [wanted("a")])
    update(outbox, [wanted("a", is_personal=True, n_findings=2)])
    assert files(outbox) == []
    (entry,) = outbox.entries()
    assert outbox.content(entry, BOOK) == b"WORKBOOK report_a"


def test_the_index_tells_counts_and_days_and_no_name_of_a_file(outbox: Outbox) -> None:
    update(outbox, [wanted("a")])
    (listed,) = json.loads(outbox.index.read_text())
    assert (listed["rows_loaded"], listed["rows_rejected"], listed["n_findings"]) == (2, 1, 1)
    assert outbox.entries()[0].received_on == DAY


def test_handing_over_writes_personal_returns_for_their_owner_only(tmp_path: Path) -> None:
    rooms = Rooms(Workspace(tmp_path / "office"), DAY, VaultKey(b"k" * 32), "duckdb", None)
    update(rooms.outbox, [wanted("a", is_personal=True), wanted("b", is_personal=True), wanted("c")])
    written = returning.hand_over(rooms, tmp_path / "usb", ["b"])
    assert [path.name for path in written] == ["report_b.xlsx", "report_b.txt"]
    assert written[0].read_bytes() == b"WORKBOOK report_b"
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert len(returning.hand_over(rooms, tmp_path / "usb", [])) == 4
    for folder, numbers in ((tmp_path / "usb", ["c"]), (tmp_path / "office" / "outbox", [])):
        with pytest.raises(WorkspaceError):
            returning.hand_over(rooms, folder, numbers)


def test_the_text_for_the_phone_keeps_its_length_whatever_is_found() -> None:
    given, _ = made(wanted("a"))
    long = replace(NOTE, next_step="Periksa angka pada sel itu, " * 12, is_confirmable=True)
    others = tuple(replace(long, next_step=f"{number} {long.next_step}") for number in range(9))
    text = phone_text(replace(given, notes=(NOTE, NOTE, *others), report="Laporan " + "panjang " * 20), OWN)
    assert len(text) <= 600
    assert "- 2x: Isi 0 bila memang nol\n" in text
    assert text.endswith("Terima kasih.")


def test_the_text_speaks_of_colours_only_where_there_are_some() -> None:
    given, _ = made(wanted("a"))
    of_a_sheet = replace(NOTE, cell="", row_number=0)
    assert "perbaiki sel berwarna" in phone_text(given, OWN)
    assert "perbaiki sel berwarna" in phone_text(replace(given, notes=(of_a_sheet,), declared={"Periode": ""}), OWN)
    text = phone_text(replace(given, notes=(of_a_sheet,)), OWN)
    assert "sel berwarna" not in text
    assert "ikuti lembar Ringkasan, lalu kirim kembali berkas itu" in text
