"""The snapshot store: immutable bytes by sha256, and a ledger of deliveries that says when each was received.

Bytes wait in the vault until a layout says that they are not personal; then they move to the plain store. The ledger
holds no file name and nothing of a file's content: a delivery is a sha256, a family, a date and what was declared.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from sources.received.delivery import Delivery


class Blobs(Protocol):
    """Named bytes: the plain store here, or the vault's encrypted one."""

    def put(self, name: str, content: bytes) -> None: ...
    def get(self, name: str) -> bytes: ...
    def exists(self, name: str) -> bool: ...
    def delete(self, name: str) -> None: ...


@dataclass(frozen=True)
class PlainBlobs:
    """Bytes as files under `root`, named by sha256, spread over 256 folders."""

    root: Path

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name

    def put(self, name: str, content: bytes) -> None:
        write_atomic(self._path(name), content)

    def get(self, name: str) -> bytes:
        return self._path(name).read_bytes()

    def exists(self, name: str) -> bool:
        return self._path(name).exists()

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)


def write_atomic(path: Path, content: bytes) -> None:
    """Write so that a reader sees the old file or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(content)
    temporary.replace(path)


@dataclass(frozen=True)
class Receipt:
    """A line of the ledger; `drop` identifies the very file dropped, so that a killed run does not count it twice."""

    drop: str
    file_sha256: str
    family: str
    received_on: date
    size_bytes: int
    declared: dict[str, str]
    received_no: int = 1
    """Which taking of files on that day it came with: of two files of one taking nobody knows which came later."""
    redacted_from: str | None = None
    """The sha256 of the bytes that were received, where a person has been taken out of them since."""


class Ledger:
    """All receipts of a workspace, one small JSON file each."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def add(self, receipt: Receipt) -> None:
        """Note a receipt; a drop that is known already stays as first noted."""
        path = self._root / receipt.family / f"{receipt.drop}.json"
        if not path.exists():
            write_atomic(path, _line(receipt))

    def redact(self, old_sha256: str, new_sha256: str, size_bytes: int) -> None:
        """Let all receipts of some bytes point at those that took their place."""
        for path, receipt in self._receipts():
            if receipt.file_sha256 == old_sha256:
                now = replace(receipt, file_sha256=new_sha256, size_bytes=size_bytes, redacted_from=old_sha256)
                write_atomic(path, _line(now))

    def folder(self, family: str) -> Path:
        """Where the receipts of a family are."""
        return self._root / family

    def knows(self, family: str, drop: str) -> bool:
        return (self._root / family / f"{drop}.json").exists()

    def deliveries(self) -> list[Delivery]:
        """All receipts as deliveries, ordered by sha256 and number: by date and taking, then by what was declared."""
        by_sha: dict[str, list[Receipt]] = defaultdict(list)
        for _, receipt in self._receipts():
            by_sha[receipt.file_sha256].append(receipt)
        return [delivery for sha in sorted(by_sha) for delivery in _numbered(by_sha[sha])]

    def _receipts(self) -> Iterator[tuple[Path, Receipt]]:
        for path in self._root.glob("*/*.json"):
            fields = json.loads(path.read_bytes())
            yield path, Receipt(**{**fields, "received_on": date.fromisoformat(fields["received_on"])})


def _line(receipt: Receipt) -> bytes:
    fields = {**receipt.__dict__, "received_on": receipt.received_on.isoformat()}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()


def _numbered(receipts: list[Receipt]) -> list[Delivery]:
    ordered = receipts
    if len(receipts) > 1:
        ordered = sorted(
            receipts, key=lambda r: (r.received_on, r.received_no, r.family, json.dumps(r.declared, sort_keys=True))
        )
    first = ordered[0].received_on
    return [
        Delivery(
            file_sha256=receipt.file_sha256,
            delivery_no=number,
            family=receipt.family,
            received_on=receipt.received_on,
            first_received_on=first if number > 1 else None,
            size_bytes=receipt.size_bytes,
            declared=receipt.declared,
            received_no=receipt.received_no,
        )
        for number, receipt in enumerate(ordered, start=1)
    ]


def sha256_of(content: bytes) -> str:
    """The name of these bytes everywhere outside the vault."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class SnapshotStore:
    """Bytes of all deliveries: plain where they are known not to be personal, else in the vault."""

    plain: Blobs
    vault: Blobs

    def put_unjudged(self, sha256: str, content: bytes) -> None:
        """Keep new bytes; in the vault, since a file is personal until its layout says otherwise."""
        if not self.plain.exists(sha256) and not self.vault.exists(sha256):
            self.vault.put(sha256, content)

    def get(self, sha256: str) -> bytes:
        return self.plain.get(sha256) if self.plain.exists(sha256) else self.vault.get(sha256)

    def declassify(self, sha256: str) -> None:
        """Move bytes out of the vault, their layout having said that they are not personal."""
        if self.vault.exists(sha256):
            self.plain.put(sha256, self.vault.get(sha256))
            self.vault.delete(sha256)
