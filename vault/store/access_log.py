"""The access log: who opened what in the vault, as a chain in which a removed or changed line is noticed.

A line is written when a command opens its first blob, and one when it ends, with how many it opened of each kind; a
command that was killed has no second line. Each line carries an HMAC over itself and the line before it, and a file
beside the log says how many lines there are, sealed by HMAC as well: cutting lines off the end is noticed, too. Lines
hold nothing of a person, and no name of a file.
"""

from __future__ import annotations

import atexit
import errno
import fcntl
import hmac
import json
import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vault.store.files import replace_file
from vault.store.keys import VaultKey

LOG, HEAD = "access.log.jsonl", "access.head.json"
CHAIN_CHARS = 32
LAST_BYTES = 4096
"""More than any line has."""


@dataclass(frozen=True)
class AccessLog:
    """The log of the vault in the folder `vault`, as kept by the holder of `key`."""

    vault: Path
    key: VaultKey

    def append(self, command: str, event: str, blobs: Mapping[str, int]) -> None:
        """Add a line; several processes may do so at once."""
        self.vault.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.vault / LOG, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            last = _last_line(handle)
            entry = {
                "no": last.get("no", 0) + 1,
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "command": command,
                "event": event,
                "blobs": dict(sorted(blobs.items())),
            }
            entry["chain"] = self._chain(last.get("chain", ""), entry)
            end = os.fstat(handle).st_size
            try:
                _write_whole(handle, json.dumps(entry).encode() + b"\n")
                replace_file(self.vault / HEAD, self._head(entry))
            except OSError:
                # A disk is full: half a line would look like a changed one for ever.
                os.ftruncate(handle, end)
                raise
        finally:
            os.close(handle)

    def entries(self) -> list[dict[str, Any]]:
        """All lines as they stand, whether the chain holds or not; a line that cannot be read is {}."""
        path = self.vault / LOG
        return [_parsed(line) for line in path.read_bytes().splitlines()] if path.exists() else []

    def faults(self) -> list[int]:
        """Numbers of the places (1 = first line) where the chain does not hold; one behind the last where the end of
        the log is missing. Empty where nothing was changed or removed."""
        entries = self.entries()
        before: dict[str, Any] = {}
        faults = []
        for place, entry in enumerate(entries, start=1):
            claimed = {name: value for name, value in entry.items() if name != "chain"}
            chain = self._chain(before.get("chain", ""), claimed)
            if entry.get("no") != place or not hmac.compare_digest(entry.get("chain", ""), chain):
                faults.append(place)
            before = entry
        return faults if self._is_at_head(entries) else [*faults, len(entries) + 1]

    def _is_at_head(self, entries: list[dict[str, Any]]) -> bool:
        """Whether the log ends where the head says; one line more is that of a process killed between the two."""
        path = self.vault / HEAD
        if not path.exists():
            return len(entries) <= 1
        head = path.read_bytes()
        return any(entry and hmac.compare_digest(head, self._head(entry)) for entry in entries[-2:])

    def _chain(self, before: str, entry: Mapping[str, Any]) -> str:
        return self._mac(before.encode() + b"\0" + json.dumps(entry, sort_keys=True).encode())

    def _head(self, entry: Mapping[str, Any]) -> bytes:
        seal = self._mac(f"head\0{entry.get('no')}\0{entry.get('chain')}".encode())
        return json.dumps({"lines": entry.get("no"), "seal": seal}).encode()

    def _mac(self, content: bytes) -> str:
        return hmac.digest(self.key.lasting_subkey("access_log"), content, "sha256").hex()[:CHAIN_CHARS]


@dataclass
class Session:
    """What one command opens; told of each blob, it writes the first line at once and the second when Python ends."""

    log: AccessLog
    command: str
    opened: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str) -> None:
        """A blob of that kind is about to be opened."""
        if not self.opened:
            self.log.append(self.command, "begun", {kind: 1})
            atexit.register(self._close_at_exit)
        self.opened[kind] += 1

    def close(self) -> None:
        """Write how many blobs were opened; nothing where there were none."""
        atexit.unregister(self._close_at_exit)
        if self.opened:
            self.log.append(self.command, "ended", self.opened)
            self.opened = Counter()

    def _close_at_exit(self) -> None:
        # A disk that is full has been told of; without its second line the command stands there as one that was killed.
        with suppress(OSError):
            self.close()


def _last_line(handle: int) -> dict[str, Any]:
    """The last whole line of the log; {} where there is none."""
    size = os.fstat(handle).st_size
    end = os.pread(handle, LAST_BYTES, max(0, size - LAST_BYTES))
    if end and not end.endswith(b"\n"):
        os.write(handle, b"\n")
    whole = [entry for line in end.splitlines() if (entry := _parsed(line))]
    return whole[-1] if whole else {}


def _write_whole(handle: int, line: bytes) -> None:
    """OSError where the disk takes less."""
    if os.write(handle, line) < len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), LOG)


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}
