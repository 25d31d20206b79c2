"""Reading a file that was dropped: whole, or left where it lies for now."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sources.books import limits

MOST_BYTES = 1024 * limits.MIB
"""Of a file that is taken: no reader opens a larger one, and it is held in memory twice while it is sealed."""


class State(NamedTuple):
    """What tells a dropped file from a later one of its name."""

    size: int
    mtime_ns: int
    inode: int


def state_of(path: Path) -> State:
    """The state of a file now."""
    stat = path.stat()
    return State(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def is_as_read(path: Path, state: State) -> bool:
    """Whether a file is still the one that was read; not where somebody took it away or wrote it anew."""
    try:
        return state_of(path) == state
    except FileNotFoundError:
        return False


def read_dropped(path: Path) -> tuple[State, bytes] | None:
    """A file and its state; None of one that is too large, may not be read or is still being written."""
    try:
        before = state_of(path)
        if before.size > MOST_BYTES:
            return None
        content = path.read_bytes()
        return (before, content) if state_of(path) == before else None
    except OSError:
        # somebody else's file, one that was just taken away, a disk that fails there: no other file waits for it
        return None
