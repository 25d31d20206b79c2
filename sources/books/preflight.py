"""What a file is and whether opening it is safe, decided from its bytes alone, before any reader sees it.

Runs in the child process. Details are short and hold nothing of a file's content.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from xml.parsers import expat

from sources.books import archive, file_kinds, limits, used_range, xlsx_marks
from sources.books.book import DAY_ZERO
from sources.books.file_kinds import FileKind
from sources.books.persons_beside import PersonScan, may_name_persons, shows_a_nik

Form = Literal["workbook", "text"]

_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_HTML = re.compile(rb"<!doctype html|<html|<table|<body|<meta|mime-version:", re.IGNORECASE)
_WIDE_XML = (b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")
"""How XML in UTF-16 or UTF-32 begins. It is allowed in a workbook, nobody writes it, and the reader finds no cell."""
_WORKSHEET = re.compile(r"worksheets/[^/]+\.xml$", re.IGNORECASE)
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Verdict:
    """`ok` with the form to read it as, or a read_status of staged_sheets with its detail."""

    status: str
    detail: str = ""
    form: Form | None = None
    marked: tuple[str, ...] = ()
    """Sheet parts of a workbook that need a closer look than the reader's (xlsx_marks, ods_marks)."""
    day_zero: date = DAY_ZERO
    """From which an .xlsx or .ods counts its days; an .xls says it elsewhere."""
    names_a_person: bool = False
    """Whether a number of a person stands in a workbook outside its cells."""


def check(content: bytes) -> Verdict:
    """Verdict on a file's bytes. Never raises on bad content."""
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Verdict("empty")
    if content.startswith(archive.MAGIC):
        return _check_zip(content)
    if content.startswith(file_kinds.OLE):
        return _of_kind(file_kinds.of_ole(content)) or Verdict(
            "ok", form="workbook", names_a_person=shows_a_nik(content)
        )
    return _of_kind(file_kinds.of_head(content)) or _check_text(content)


def _of_kind(kind: FileKind | None) -> Verdict | None:
    return Verdict(kind.status, kind.name) if kind else None


def _check_text(content: bytes) -> Verdict:
    if content.startswith(_UTF32):
        return Verdict("encoding", "UTF-32")
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if kind := file_kinds.of_text(head):
        return Verdict(kind.status, kind.name)
    if head.startswith((b"<", b"MIME", b"mime")) and _HTML.search(head):
        return Verdict("html")
    return Verdict("ok", form="text")


def _check_zip(content: bytes) -> Verdict:
    try:
        book = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        return Verdict("truncated")
    with book:
        if not archive.are_of_workbook(book.namelist()):
            # its files are taken out in the inbox; one that comes here was refused there
            found = archive.members_of(content)
            return Verdict("archive", found if isinstance(found, str) else "")
        return _check_sizes(book.infolist()) or _check_parts(book)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> Verdict | None:
    """A verdict where the archive is too much to unpack, by what it declares; unpacking stops at the declared sizes."""
    if len(entries) > limits.ZIP_ENTRIES:
        return Verdict("too_large", f"zip: {len(entries)} > {limits.ZIP_ENTRIES}")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.UNPACKED_BYTES or unpacked > max(limits.RATIO_FROM_BYTES, packed * limits.RATIO):
        return Verdict("too_large", f"zip: {packed / limits.MIB:.1f} MiB → {unpacked / limits.MIB:.0f} MiB")
    return None


def _check_parts(book: zipfile.ZipFile) -> Verdict:
    try:
        return _of_kind(file_kinds.of_parts(book)) or _check_sheets(book)
    except (EOFError, zlib.error):
        return Verdict("truncated")
    except UnicodeError as error:
        return Verdict("unreadable", str(error))
    except (zipfile.BadZipFile, NotImplementedError, expat.ExpatError) as error:
        return Verdict("unreadable", type(error).__name__)


def _check_sheets(book: zipfile.ZipFile) -> Verdict:
    """Follow the used range of the sheets. Other parts are the reader's: if one lies about its size, memory ends it."""
    names = book.namelist()
    is_ods = "content.xml" in names and "mimetype" in names
    sheets = ["content.xml"] if is_ods else [name for name in names if _WORKSHEET.search(name)]
    measure = used_range.of_ods_content if is_ods else used_range.of_xlsx_part
    if not sheets:
        return Verdict("unreadable", "zip")
    marked, styled = [], []
    scans: list[PersonScan] = []
    day_zero = DAY_ZERO if is_ods else xlsx_marks.day_zero(book)
    for name in sheets:
        scans.append(PersonScan())
        used = measure(_chunks(book, name, scans[-1]))
        if used.problem:
            return Verdict(used.problem, f"{name.rpartition('/')[2]}: {used.last_cell}")
        day_zero = used.day_zero or day_zero
        if used.is_marked:
            marked.append(name)
        elif used.is_styled:
            styled.append(name)
    if styled and (xlsx_marks.percent_styles(book) or xlsx_marks.struck_styles(book)):
        marked += styled
    others = [name for name in names if name not in sheets and may_name_persons(name)]
    names_a_person = any(scan.found for scan in scans) or any(shows_a_nik(book.read(name)) for name in others)
    return Verdict("ok", "", "workbook", tuple(marked), day_zero, names_a_person)


def _chunks(book: zipfile.ZipFile, name: str, scan: PersonScan) -> Iterator[bytes]:
    """A part in pieces; UnicodeError where it is XML in UTF-16."""
    with book.open(name) as part:
        for number, chunk in enumerate(iter(lambda: part.read(_CHUNK), b"")):
            if number == 0 and chunk.startswith(_WIDE_XML):
                raise UnicodeError(f"{name.rpartition('/')[2]}: UTF-16")
            scan.look(chunk)
            yield chunk
