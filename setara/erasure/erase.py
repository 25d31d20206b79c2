"""Erasure itself. Every step can be repeated: after a kill the same command with the same NIKs finishes the work.

What can be made again goes first, the old snapshot of a file last, so that as long as anything is left of the person
the next call finds it. Releases stand: they are aggregates. What is repeatable is repeatable from now on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flows.rooms import Rooms
from setara.erasure.cut import Doubt, fitting_niks
from setara.erasure.known import Known
from setara.erasure.search import Finding, find
from vault.linkage.decisions import forget_decisions
from vault.linkage.tables import PAIRS
from vault.scanner.needles import Needles
from vault.scanner.scan import kinds_in, scan
from vault.store.blobs import EncryptedBlobs, stores
from vault.store.files import sweep
from vault.tokens import person_token

MADE_AGAIN = ("staging", "quarantine")
"""Stores of the vault that the next run fills from the snapshots."""
LINKAGE = "linkage"
"""Persons as linked, made again too, and decisions about pairs of records, which are not."""
TOMBSTONES = "tombstones"
NAME_WITHHELD = "(nama dihapus | name erased)"


@dataclass(frozen=True)
class Erasure:
    """What was done, without a word of whom it was about."""

    files: int
    rows: int
    cells: int
    rows_read_differently: int
    remaining: tuple[str, ...]
    """Where a number is still seen: a file outside the vault, or a blob of it. Empty when all is done."""
    doubts: tuple[Doubt, ...]
    """Rows with a cut number that fits, and no name that does: somebody must look at them."""


def erase(rooms: Rooms, persons: Mapping[str, Collection[str]], reason: str, today: date) -> Erasure:
    """Take the persons (NIK to other names by which they are known) out of the workspace; the caller holds its lock."""
    niks = frozenset(persons)
    found = find(rooms, persons)
    sweep(rooms.workspace.vault)
    if found.findings or _seen_in(rooms, (*MADE_AGAIN, LINKAGE), niks):
        _forget_links(rooms, niks, found.known)
        _drop_what_is_made_again(rooms)
    for finding in found.findings:
        _replace(rooms, finding, reason, today)
    _withhold_names(rooms, niks)
    counted = [finding.redacted for finding in found.findings]
    return Erasure(
        files=len(found.findings),
        rows=sum(len(each.rows) for each in counted),
        cells=sum(len(each.cells) for each in counted),
        rows_read_differently=sum(finding.rows_read_differently for finding in found.findings),
        remaining=tuple(_remaining(rooms, niks)),
        doubts=tuple(found.doubts),
    )


def _replace(rooms: Rooms, finding: Finding, reason: str, today: date) -> None:
    """The new bytes, the tombstone, names and receipts, and only then the end of the old bytes."""
    old, new = finding.sha256, finding.new_sha256
    is_plain = rooms.store.plain.exists(old)
    (rooms.store.plain if is_plain else rooms.store.vault).put(new, finding.redacted.content)
    tombstone = {
        "erased_on": today.isoformat(),
        "reason": reason,
        "person_tokens": sorted(person_token(nik, rooms.key) for nik in finding.niks),
        "old_sha256": old,
        "new_sha256": new,
        "rows_emptied": len(finding.redacted.rows),
        "cells_emptied": len(finding.redacted.cells),
    }
    name = hashlib.sha256(f"{old}{new}".encode()).hexdigest()
    rooms.encrypted(TOMBSTONES).put(name, json.dumps(tombstone).encode())
    _rename(rooms.names, old, new)
    rooms.ledger.redact(old, new, len(finding.redacted.content))
    outbox = rooms.encrypted("outbox")
    for blob in outbox.names(old):
        outbox.delete(blob)
    for store in (rooms.store.plain, rooms.store.vault):
        store.delete(old)


def tombstones(rooms: Rooms) -> list[dict]:
    """All erasures so far, the oldest first."""
    blobs = rooms.encrypted(TOMBSTONES)
    return sorted((json.loads(blobs.get(name)) for name in blobs.names()), key=lambda each: each["erased_on"])


def _rename(names: EncryptedBlobs, old: str, new: str) -> None:
    for blob in names.names():
        listed = json.loads(names.get(blob))
        if any(entry["file_sha256"] == old for entry in listed):
            moved = [entry | {"file_sha256": new} if entry["file_sha256"] == old else entry for entry in listed]
            names.put(blob, json.dumps(moved, ensure_ascii=False).encode())


def _withhold_names(rooms: Rooms, niks: Collection[str]) -> None:
    """File names that are or hold a NIK."""
    for blob in rooms.names.names():
        listed = json.loads(rooms.names.get(blob))
        if any(nik in entry["name"] for entry in listed for nik in niks):
            kept = [
                entry | {"name": NAME_WITHHELD} if any(nik in entry["name"] for nik in niks) else entry
                for entry in listed
            ]
            rooms.names.put(blob, json.dumps(kept, ensure_ascii=False).encode())


def _forget_links(rooms: Rooms, niks: Collection[str], known: Known) -> None:
    """Decisions about records of these persons, told by the pairs that were last asked about; then what was linked."""
    store = rooms.person_store
    pairs = (store.pairs() or PAIRS.empty_table()).to_pylist()
    spellings = {
        pair[side]
        for pair in pairs
        for side in ("one", "other")
        if _is_one_of(pair[f"nik_{side}"], pair[f"name_{side}"], niks, known)
    }
    forget_decisions(store.blobs, spellings)
    store.forget()


def _is_one_of(number: str | None, name: str | None, niks: Collection[str], known: Known) -> bool:
    """Whether a spelling is of one of the persons, by the whole number or by the cut one with the name."""
    names = [] if name is None else [name]
    return number in niks or any(known.tells(nik, names) for nik in fitting_niks(number, niks))


def _drop_what_is_made_again(rooms: Rooms) -> None:
    for index in rooms.workspace.staging.glob("*.json"):
        index.unlink()
    for path in rooms.workspace.staging.glob("??/*"):
        path.unlink()
    for kind in MADE_AGAIN:
        blobs = rooms.encrypted(kind)
        for name in blobs.names():
            blobs.delete(name)


def _seen_in(rooms: Rooms, kinds: Collection[str], niks: Collection[str]) -> list[str]:
    """Blobs of these stores in which a number is seen, by kind and name."""
    sought = Needles(niks)
    return [
        f"vault/{kind}/{name}"
        for kind in kinds
        for blobs in [rooms.encrypted(kind)]
        for name in blobs.names()
        if "number" in kinds_in(blobs.get(name), sought)
    ]


def _remaining(rooms: Rooms, niks: Collection[str]) -> Iterator[str]:
    root = rooms.workspace.root
    for leak in scan(root, niks, exclude=[rooms.workspace.vault]):
        if leak.kind == "number":
            yield leak.path.relative_to(root.resolve()).as_posix()
    yield from _seen_in(rooms, [folder.name for folder in stores(rooms.workspace.vault)], niks)
