"""The files in a zip that somebody sent: each of them as bytes, or the one reason why none is taken out.

Runs in the child process, but for `may_be_archive`. Reasons are in both languages and hold nothing of the content.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from sources.books import file_kinds, limits

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
NAME_LENGTH, NAME_START = slice(26, 28), 30
"""Of the name of a zip's first file."""
_WORKBOOK_PARTS = {"[Content_Types].xml", "mimetype", "content.xml", file_kinds.NUMBERS_PART}
_CLUTTER = {"thumbs.db", "desktop.ini"}

NO_ARCHIVE = "bukan arsip | no archive"
NESTED = "ada zip di dalam zip | it holds another zip"
ENCRYPTED = "berkata sandi | it has a password"
EMPTY = "tidak ada berkas di dalamnya | there is no file in it"
TOO_LARGE = "isinya terlalu besar | its contents are too large"
DAMAGED = "zip rusak atau terpotong | the zip is damaged or cut off"


@dataclass(frozen=True)
class Member:
    """A file of an archive; its name, which may tell of a person, stays in the vault."""

    name: str
    content: bytes


def may_be_archive(content: bytes) -> bool:
    """False for what is no zip, and for one that begins as workbooks do. Nothing is opened, so any process may ask."""
    length = int.from_bytes(content[NAME_LENGTH], "little")
    first = content[NAME_START : NAME_START + length].decode("latin-1")
    return content.startswith(MAGIC) and not are_of_workbook([first])


def is_archive(content: bytes) -> bool:
    """True for a zip that is not a workbook itself, also for one that is damaged."""
    if not content.startswith(MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not are_of_workbook(archive.namelist())
    except zipfile.BadZipFile:
        return False


def are_of_workbook(names: list[str]) -> bool:
    """True for the names of the parts of a workbook or of another document of an office suite."""
    return any(name in _WORKBOOK_PARTS or name.startswith("xl/") for name in names)


def members_of(content: bytes) -> list[Member] | str:
    """The files of an archive in its order, or why it is refused as a whole. Never raises on bad content."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_clutter(entry)]
            return _refusal(entries) or _unpacked(archive, entries)
    except RuntimeError:
        return ENCRYPTED
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, OSError, ValueError):
        return DAMAGED


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    """True for folders and for what operating systems leave in archives; the inbox leaves such files lying, too."""
    path = PurePosixPath(_name(entry))
    is_hidden = any(part.startswith((".", "__MACOSX", "~$")) and part != ".." for part in path.parts)
    is_folder = _name(entry).endswith("/")
    return is_folder or is_hidden or path.name.casefold() in _CLUTTER


def _name(entry: zipfile.ZipInfo) -> str:
    """Where the file lies in the archive; some programs part folders as Windows does."""
    return entry.filename.replace("\\", "/")


def _refusal(entries: list[zipfile.ZipInfo]) -> str | None:
    """What forbids unpacking, by what the archive declares."""
    if not entries:
        return EMPTY
    if any(entry.flag_bits & 1 for entry in entries):
        return ENCRYPTED
    if len(set(map(_name, entries))) < len(entries):
        return DAMAGED
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    is_bomb = unpacked > max(limits.RATIO_FROM_BYTES, packed * limits.RATIO)
    largest = max(entry.file_size for entry in entries)
    if len(entries) > limits.ZIP_ENTRIES or unpacked > limits.UNPACKED_BYTES or largest > limits.FILE_BYTES or is_bomb:
        return TOO_LARGE
    return None


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> list[Member] | str:
    members = []
    for entry in entries:
        with archive.open(entry) as part:
            content = part.read(entry.file_size + 1)
        if is_archive(content):
            return NESTED
        members.append(Member(_name(entry), content))
    return members
