"""Writing a file whole or not at all: readers see the old bytes or the new ones, also after a kill."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

TEMPORARY_PREFIX = ".tmp-"


def _write_temporary(folder: Path, data: bytes) -> Path:
    """A new file in `folder` (mode 0600) that holds `data` on disk, not only in the page cache."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)


def replace_file(path: Path, data: bytes) -> None:
    """Writes `data` to `path`; where two write at once the last one wins, and neither is ever half."""
    _write_temporary(path.parent, data).replace(path)


def create_file(path: Path, data: bytes) -> None:
    """Writes `data` to the new file `path`, mode 0600; FileExistsError where there is one, which stays as it is."""
    temporary = _write_temporary(path.parent, data)
    try:
        os.link(temporary, path)  # unlike rename, a link never overwrites
    finally:
        temporary.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Afterwards the names in `folder` are on disk, so that a power cut cannot take back a new or renamed file."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Delete what killed writers left unfinished anywhere below `folder`; nobody else may be writing there."""
    for left in folder.rglob(f"{TEMPORARY_PREFIX}*"):
        left.unlink()
