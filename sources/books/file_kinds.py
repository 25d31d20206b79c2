"""What a file is that is neither workbook, text nor plain archive: senders are told its kind, not that it is damaged.

Names of kinds are the same in both languages. Signatures are those of the formats' own specifications.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import Literal

Status = Literal["no_table", "other_kind", "password"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADS: dict[bytes, tuple[Status, str]] = {
    b"\xff\xd8\xff": ("no_table", "JPEG"),
    b"\x89PNG": ("no_table", "PNG"),
    b"GIF87a": ("no_table", "GIF"),
    b"GIF89a": ("no_table", "GIF"),
    b"II*\x00": ("no_table", "TIFF"),
    b"MM\x00*": ("no_table", "TIFF"),
    b"%PDF": ("no_table", "PDF"),
    b"OggS\x00": ("no_table", "Ogg"),
    b"ID3\x02": ("no_table", "MP3"),
    b"ID3\x03": ("no_table", "MP3"),
    b"ID3\x04": ("no_table", "MP3"),
    b"#!AMR": ("no_table", "AMR"),
    b"\x1aE\xdf\xa3": ("no_table", "WebM"),
    b"{\\rtf": ("other_kind", "RTF"),
    b"Rar!\x1a\x07": ("other_kind", "RAR"),
    b"7z\xbc\xaf": ("other_kind", "7z"),
    b"\x1f\x8b": ("other_kind", "gzip"),
    b"SQLite format 3\x00": ("other_kind", "SQLite"),
    b"\x00\x01\x00\x00Standard Jet DB": ("other_kind", "Access"),
    b"\x00\x01\x00\x00Standard ACE DB": ("other_kind", "Access"),
}
_STILL_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
"""Brands of the container of MP4 that hold a picture."""
_RIFF_FORMS = {b"WEBP": "WebP", b"WAVE": "WAV", b"AVI ": "AVI"}
_OLE_STREAMS: dict[str, tuple[Status, str]] = {
    "EncryptedPackage": ("password", ""),
    "WordDocument": ("other_kind", "Word"),
    "PowerPoint Document": ("other_kind", "PowerPoint"),
    "__properties_version1.0": ("other_kind", "Outlook"),
}
_ENTRY_BYTES = 128
_WORKBOOK_STREAMS = ("Workbook", "Book")
_PARTS = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint", "xl/workbook.bin": "xlsb"}
NUMBERS_PART = "Index/Document.iwa"
_MIME_BYTES = 200
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileKind:
    """`status`: no_table (a picture, print or recording), other_kind (a document that may hold a table) or password."""

    status: Status
    name: str


def of_head(content: bytes) -> FileKind | None:
    """The kind that the first bytes say, None for what they leave open."""
    for head, (status, name) in _HEADS.items():
        if content.startswith(head):
            return FileKind(status, name)
    if content[4:8] == b"ftyp":
        return FileKind("no_table", "HEIC" if content[8:12] in _STILL_BRANDS else "MP4")
    if content.startswith(b"RIFF") and content[8:12] in _RIFF_FORMS:
        return FileKind("no_table", _RIFF_FORMS[content[8:12]])
    return None


def of_ole(content: bytes) -> FileKind | None:
    """The kind of an OLE file without a stream of a workbook, None where it may be an .xls."""
    if any(_has_stream(content, name) for name in _WORKBOOK_STREAMS):
        return None
    return next((FileKind(*kind) for name, kind in _OLE_STREAMS.items() if _has_stream(content, name)), None)


def of_text(head: bytes) -> FileKind | None:
    """The kind that the beginning of a text says: workbooks as plain XML, None for any other text."""
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return FileKind("other_kind", "XML Spreadsheet 2003")
    if b"<office:document " in head:
        return FileKind("other_kind", "OpenDocument XML")
    return None


def of_parts(book: zipfile.ZipFile) -> FileKind | None:
    """The kind of a zipped document that is no workbook or has a password, None for one that may be read."""
    names = set(book.namelist())
    for part, name in _PARTS.items():
        if part in names:
            return FileKind("other_kind", name)
    if NUMBERS_PART in names:
        return FileKind("other_kind", "Numbers")
    if any(entry.flag_bits & 1 for entry in book.infolist()):
        return FileKind("password", "")
    return _of_open_document(book) if "mimetype" in names else None


def _of_open_document(book: zipfile.ZipFile) -> FileKind | None:
    with book.open("mimetype") as part:
        form = part.read(_MIME_BYTES).decode("ascii", "replace").strip().removeprefix(_ODF)
    if form in {"text", "presentation"}:
        return FileKind("other_kind", "Writer" if form == "text" else "Impress")
    manifest = "META-INF/manifest.xml"
    is_locked = manifest in book.namelist() and b"encryption-data" in book.read(manifest)
    return FileKind("password", "") if is_locked else None


def _has_stream(content: bytes, name: str) -> bool:
    """Whether an OLE file's directory names the stream: its entries begin at multiples of their size."""
    entry = name.encode("utf-16-le") + b"\x00\x00"
    at = content.find(entry)
    while at >= 0 and at % _ENTRY_BYTES:
        at = content.find(entry, at + 1)
    return at >= 0
