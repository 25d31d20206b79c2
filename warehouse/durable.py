"""Writing that survives a kill or a power cut: what was replaced is whole, old or new."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

TEMPORARY_PREFIX = ".new-"


class LinksRefused(OSError):  # noqa: N818 - the name says what is so
    """The file system makes no symbolic links, as on many USB disks."""


def sync(path: Path) -> None:
    """Have a file's bytes, or a folder's entries, on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """`sync` for a folder and everything below it."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            sync(path)
    sync(folder)


def replace_text(path: Path, text: str) -> None:
    """Put `text` in the place of the file, at once."""
    temporary = _temporary(path)
    temporary.write_text(text, encoding="utf-8")
    _replace(temporary, path)


def replace_copy(path: Path, original: Path) -> None:
    """Put a copy of `original` in the place of the file, at once; who has the old one open keeps reading it."""
    temporary = _temporary(path)
    shutil.copyfile(original, temporary)
    _replace(temporary, path)


def replace_link(path: Path, target: str) -> None:
    """Put a symbolic link to `target` in the place of the link, at once; LinksRefused where the disk has no links."""
    temporary = _temporary(path)
    temporary.unlink(missing_ok=True)
    try:
        temporary.symlink_to(target)
    except OSError as error:
        raise LinksRefused(f"no symbolic links in {path.parent}: {error}") from error
    temporary.replace(path)
    sync(path.parent)


def _temporary(path: Path) -> Path:
    return path.with_name(TEMPORARY_PREFIX + path.name)


def _replace(temporary: Path, path: Path) -> None:
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)
