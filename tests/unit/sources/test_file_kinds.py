"""Files that are no workbook: photos and recordings of a phone, letters, locked workbooks; each is told as such."""

from __future__ import annotations

import io
import zipfile

import made_books
import pytest

from sources.books import preflight
from sources.books.file_kinds import OLE

REST = bytes(range(256)) * 8
SECTOR = 512


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _ole(*streams: str, before: bytes = b"") -> bytes:
    """A header, `before` in a sector of its own, and a directory."""
    names = [name.encode("utf-16-le").ljust(64, b"\0") + b"\1" * 64 for name in ("Root Entry", *streams)]
    return OLE + b"\2" * (SECTOR - len(OLE)) + before.ljust(SECTOR, b"\3") + b"".join(names)


NO_TABLES = {
    "JPEG": b"\xff\xd8\xff\xe0" + REST,
    "PNG": b"\x89PNG\r\n\x1a\n" + REST,
    "WebP": b"RIFF\0\1\0\0WEBPVP8 " + REST,
    "HEIC": b"\0\0\0\x18ftypheic" + REST,
    "MP4": b"\0\0\0\x20ftypisom" + REST,
    "Ogg": b"OggS\0\2" + REST,
    "PDF": b"%PDF-1.7\n" + REST,
}
OTHER_KINDS = {
    "RAR": b"Rar!\x1a\x07" + REST,
    "RTF": b"{\\rtf1 Laporan}",
    "Access": b"\0\1\0\0Standard ACE DB\0" + REST,
    "Word": _zip({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<w/>"}),
    "PowerPoint": _ole("PowerPoint Document"),
    "xlsb": _zip({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\0"}),
    "Numbers": _zip({"preview.jpg": b"\xff\xd8\xff", "Index/Document.iwa": b"\0"}),
    "Writer": _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
    "XML Spreadsheet 2003": b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table>',
    "OpenDocument XML": b'<?xml version="1.0"?><office:document office:mimetype="x"><table:table>',
}
LOCKED_ODS = {
    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": REST,
    "META-INF/manifest.xml": b"<manifest:encryption-data/>",
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_a_picture_a_print_or_a_recording_is_no_table(name: str) -> None:
    verdict = preflight.check(NO_TABLES[name])
    assert (verdict.status, verdict.detail) == ("no_table", name)


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_a_document_of_another_program_is_called_by_it(name: str) -> None:
    verdict = preflight.check(OTHER_KINDS[name])
    assert (verdict.status, verdict.detail) == ("other_kind", name)


def _locked_entry() -> bytes:
    """A workbook whose entries are marked as encrypted, as archivers leave them."""
    content = bytearray(made_books.small_workbook())
    at = content.find(b"PK\1\2")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\1\2", at + 4)
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_ole("EncryptionInfo", "EncryptedPackage"), id="xlsx of Excel"),
        pytest.param(_zip(LOCKED_ODS), id="ods"),
        pytest.param(_locked_entry(), id="zip entries"),
    ],
)
def test_a_password_is_told(content: bytes) -> None:
    assert preflight.check(content).status == "password"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_ole("Workbook", "WordDocument"), id="xls with a document in it"),
        pytest.param(_ole("Book"), id="xls of Excel 95"),
        pytest.param(_ole(before=b"\1" + "WordDocument\0".encode("utf-16-le")), id="only a text of that name"),
    ],
)
def test_what_may_be_an_xls_is_left_to_the_reader(content: bytes) -> None:
    assert preflight.check(content).form == "workbook"


@pytest.mark.parametrize("text", ["ID3;a\n1;2\n", "GIF;Rar\n1;2\n", "MM;II*\n1;2\n", "nama;ftyp\n1;2\n"])
def test_text_that_begins_nearly_like_them_is_text(text: str) -> None:
    assert preflight.check(text.encode()).form == "text"
