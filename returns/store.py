"""Where returns lie until they are answered: in the folder outbox, those of personal files encrypted in the vault.

An index says what lies there and what it rests on, so that an unchanged return is not written again. It holds no name
of a file as it was sent and nothing of a person.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from returns.note import Return
from returns.outbox import OpenReturn
from returns.phone_text import phone_text
from returns.workbook.request import Made
from sources.received.snapshots import Blobs, write_atomic

BOOK, TEXT = ".xlsx", ".txt"


@dataclass(frozen=True)
class Entry:
    """A return that lies in the outbox."""

    name: str
    """Name of its two files without ending."""
    rests_on: str
    file_sha256: str
    delivery_no: int
    is_personal: bool
    report: str
    received_on: date
    """Since when it is open."""
    answer_by: date
    rows_loaded: int
    rows_held: int
    rows_rejected: int
    n_findings: int

    @property
    def number(self) -> str:
        """The digits by which people call for it; they end its name."""
        return self.name.rsplit("_", 1)[-1]

    @property
    def blob(self) -> str:
        """Its name in the vault without ending."""
        return f"{self.file_sha256}-{self.delivery_no}"


@dataclass(frozen=True)
class Outbox:
    """The outbox of a workspace."""

    folder: Path
    vault: Blobs
    index: Path

    def entries(self) -> list[Entry]:
        """What lies in the outbox, the oldest first."""
        if not self.index.exists():
            return []
        listed = json.loads(self.index.read_text(encoding="utf-8"))
        days = ("received_on", "answer_by")
        return [Entry(**{**each, **{name: date.fromisoformat(each[name]) for name in days}}) for each in listed]

    def update(self, wanted: Iterable[OpenReturn], code: str, make: Callable[[OpenReturn], tuple[Return, Made]]) -> int:
        """Write what is new or changed, remove what is answered; returns how many were written.

        `code` is the fingerprint of what writes returns, `make` gives a return and its workbook.
        """
        before = {entry.name: entry for entry in self.entries()}
        after: dict[str, Entry] = {}
        written = 0
        for each in wanted:
            rests_on, old = each.content_key(code), before.get(each.name)
            if old is None or old.rests_on != rests_on:
                given, made = make(each)
                after[each.name] = _entry(each, given, rests_on)
                self._put(after[each.name], made.content, phone_text(given, made.form))
                written += 1
            else:
                after[each.name] = old
        for name, entry in before.items():
            if name not in after or after[name].is_personal != entry.is_personal:
                self._remove(entry)
        listed = json.dumps([asdict(entry) for entry in after.values()], default=date.isoformat, indent=1)
        write_atomic(self.index, listed.encode())
        return written

    def content(self, entry: Entry, ending: str) -> bytes:
        """The workbook (BOOK) or the text (TEXT) of a personal return."""
        return self.vault.get(entry.blob + ending)

    def _put(self, entry: Entry, workbook: bytes, text: str) -> None:
        for ending, content in ((BOOK, workbook), (TEXT, text.encode())):
            if entry.is_personal:
                self.vault.put(entry.blob + ending, content)
            else:
                write_atomic(self.folder / (entry.name + ending), content)

    def _remove(self, entry: Entry) -> None:
        for ending in (BOOK, TEXT):
            if entry.is_personal:
                self.vault.delete(entry.blob + ending)
            else:
                (self.folder / (entry.name + ending)).unlink(missing_ok=True)


def _entry(wanted: OpenReturn, given: Return, rests_on: str) -> Entry:
    return Entry(
        name=wanted.name,
        rests_on=rests_on,
        file_sha256=given.file_sha256,
        delivery_no=given.delivery_no,
        is_personal=given.is_personal,
        report=given.report,
        received_on=given.received_on,
        answer_by=given.answer_by,
        rows_loaded=given.rows("loaded"),
        rows_held=given.rows("held"),
        rows_rejected=given.rows("rejected"),
        n_findings=len(given.notes),
    )
