"""Taking files from the inbox: what was dropped becomes snapshots and receipts, and is gone from the inbox.

Of a file something may be declared outside it, because not all reports carry village and period: by a manifest, or by
the file's name, as `<words>__<village code>__<period>.<ext>` or `<words>__<period>.<ext>`. The manifest wins over the
name; what the file itself says is compared with both when it is staged.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Protocol

from sources.books.archive import Member, may_be_archive
from sources.books.person_numbers import holds_a_nik
from sources.received.archives import ArchiveReader
from sources.received.dropped import State, is_as_read, read_dropped
from sources.received.manifest import MANIFEST, ManifestError, forget_lines, lines_of, read_manifests, readable_name
from sources.received.snapshots import Blobs, Ledger, Receipt, SnapshotStore, sha256_of
from sources.received.takings import Takings

PERIOD_FORM = r"(?P<period>\d{4}(?:-(?:S[12]|Q[1-4]|\d{2}))?)"
NAME_FORMS = (
    re.compile(rf"^.+__(?P<village>[a-z]*:?[\d.]+)__{PERIOD_FORM}$"),
    re.compile(rf"^.+__{PERIOD_FORM}$"),
    re.compile(r"^.+__(?P<village>(?:[a-z]+:)?\d{2}\.[\d.]+|[a-z]+:[\d.]+|\d{10})$"),
)
FAMILIES_OF_BOOKS = frozenset({"village_reports", "program_records"})
"""Families whose senders may put their files into a zip."""


@dataclass(frozen=True)
class Drop:
    """A file in the inbox and what was declared about it."""

    path: Path
    name: str
    received_on: date
    declared: dict[str, str]


def declared_by_name(name: str) -> dict[str, str]:
    """Village and period as the file name gives them; empty where the name has not the documented form. What is a
    NIK is no village."""
    stem = Path(name).name.rsplit(".", 1)[0]
    for form in NAME_FORMS:
        if match := form.match(stem):
            return {key: value for key, value in match.groupdict().items() if value and not holds_a_nik(value)}
    return {}


def drops(folder: Path, today: date) -> list[Drop]:
    """Files waiting in an inbox folder, by name; not among them are manifests and hidden files, nor what Excel keeps
    beside a workbook that somebody has open (`~$…`)."""
    manifest = read_manifests(folder, today)
    found = []
    for path in sorted(folder.rglob("*")):
        name = readable_name(path.relative_to(folder))
        if not path.is_file() or path.is_symlink() or path.name == MANIFEST or path.name.startswith((".", "~$")):
            continue
        line = dict(manifest.get(name, {}))
        received_on = date.fromisoformat(line.pop("received_on")) if "received_on" in line else today
        found.append(Drop(path, name, received_on, {**declared_by_name(name), **line}))
    return found


class Names(Protocol):
    """Where file names go."""

    def put(self, name: str, content: bytes) -> None: ...


@dataclass(frozen=True)
class Keeping:
    """Where taken files are kept: bytes, receipts, and names (in the vault)."""

    store: SnapshotStore
    ledger: Ledger
    names: Names


def take(
    folder: Path,
    family: str,
    today: date,
    keeping: Keeping,
    report: Callable[[int], None],
    *,
    only: Collection[Path] | None = None,
) -> int:
    """Take every waiting file, or `only` these, each file of a zip as one of its own; returns how many.

    A kill at any moment loses nothing and counts nothing twice. What is too large, may not be read or is still being
    written stays in the inbox.

    Order matters: bytes, names and receipts are on disk before the first inbox file goes.
    """
    waiting = [drop for drop in drops(folder, today) if only is None or drop.path in only]
    states: dict[Path, State] = {}
    receipts: list[tuple[Drop, Receipt]] = []
    with ArchiveReader() as archives:
        for drop in waiting:
            found = read_dropped(drop.path)
            if found is None:
                continue
            states[drop.path], whole = found
            for part, content in _parts_of(drop, whole, family, archives):
                sha256 = sha256_of(content)
                keeping.store.put_unjudged(sha256, content)
                identity = _identity(part, family, sha256, states[drop.path])
                receipt = Receipt(identity, sha256, family, part.received_on, len(content), part.declared)
                receipts.append((part, receipt))
            report(1)
    if not receipts:
        return 0
    _remember_names(keeping.names, receipts)
    takings = Takings(keeping.ledger.folder(family) / "takings")
    for receipt in _numbered([receipt for _, receipt in receipts], today, takings):
        keeping.ledger.add(receipt)
    os.sync()
    done = {path for path, state in states.items() if is_as_read(path, state)}
    forget_lines(
        folder, {each.name for each in [*waiting, *(part for part, _ in receipts)] if each.path in done}, today
    )
    for path in done:
        path.unlink()
    return len(receipts)


def _parts_of(drop: Drop, content: bytes, family: str, archives: ArchiveReader) -> Iterator[tuple[Drop, bytes]]:
    """The drop itself, or each file of a zip: received with it, named below it, declared as it unless it says more."""
    members = archives.members(content) if family in FAMILIES_OF_BOOKS and may_be_archive(content) else []
    if not members:
        yield drop, content
    lines, taken = _manifests_among(members, drop.received_on)
    for member in members:
        if member.name in taken:
            continue
        line = dict(lines.get(member.name, {}))
        received_on = date.fromisoformat(line.pop("received_on", drop.received_on.isoformat()))
        declared = {**drop.declared, **declared_by_name(member.name), **line}
        part = replace(drop, name=f"{drop.name}/{member.name}", declared=declared, received_on=received_on)
        yield part, member.content


def _manifests_among(members: list[Member], received_on: date) -> tuple[dict[str, dict[str, str]], set[str]]:
    """Lines of the manifests in a zip by the file that they are about, and the names of those manifests.

    One that cannot be used, or that speaks of files that are not there, stays a file of its own for all to see.
    """
    names = {member.name for member in members}
    found: dict[str, dict[str, str]] = {}
    taken = set()
    for member in members:
        path = PurePosixPath(member.name)
        if path.name.casefold() != MANIFEST:
            continue
        try:
            lines = lines_of(member.content, member.name, received_on)
        except ManifestError:
            continue
        lines = {(path.parent / name.replace("\\", "/")).as_posix(): line for name, line in lines.items()}
        if lines.keys() <= names and found.keys().isdisjoint(lines):
            found |= lines
            taken.add(member.name)
    return found, taken


def _numbered(receipts: Collection[Receipt], today: date, takings: Takings) -> Iterator[Receipt]:
    """The receipts with the number of this taking on their day. A file of a day before, as the manifest says, came in
    no order that anybody knows, and counts to the last taking of that day."""
    days = {receipt.received_on for receipt in receipts}
    numbers = {day: max(takings.last(day), 1) for day in days - {today}}
    if today in days:
        numbers[today] = takings.begin(today, {r.drop for r in receipts if r.received_on == today})
    return (replace(receipt, received_no=numbers[receipt.received_on]) for receipt in receipts)


def _identity(drop: Drop, family: str, sha256: str, state: State) -> str:
    """The same for the very same dropped file after a killed run; different when equal bytes are dropped again."""
    return sha256_of(f"{family}\0{drop.name}\0{sha256}\0{state.mtime_ns}\0{state.inode}".encode())[:32]


def _remember_names(names: Names, receipts: Collection[tuple[Drop, Receipt]]) -> None:
    """File names stay in the vault: a name may tell of a person, and whoever drops a file must find it again."""
    batch = sha256_of("\0".join(sorted({receipt.drop for _, receipt in receipts})).encode())
    named = sorted((part.name, receipt.file_sha256) for part, receipt in receipts)
    content = [{"file_sha256": sha256, "name": name} for name, sha256 in named]
    names.put(batch, json.dumps(content, ensure_ascii=False).encode())


def names_of(blobs: Blobs, listing: Iterable[str]) -> dict[str, list[str]]:
    """File names by sha256, from the vault's lists."""
    found: dict[str, list[str]] = {}
    for blob in listing:
        for entry in json.loads(blobs.get(blob)):
            found.setdefault(entry["file_sha256"], []).append(entry["name"])
    return found
