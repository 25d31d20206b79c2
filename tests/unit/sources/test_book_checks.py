"""What is decided from bytes alone: kind of file, used range of sheets, separators of a CSV."""

from __future__ import annotations

import io
import zipfile

import made_books
import pytest

from sources.books import csv_text, limits, preflight, used_range

ODS_HEAD = (
    b'<office:document-content xmlns:office="o" xmlns:table="t"><office:body><office:spreadsheet>'
    b'<table:table><table:table-row><table:table-cell office:value-type="float"/></table:table-row>'
)
ODS_TAIL = b"</table:table></office:spreadsheet></office:body></office:document-content>"


def _zip_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def _ods(rows: bytes) -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return _zip_of({"mimetype": kind, "content.xml": ODS_HEAD + rows + ODS_TAIL})


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(made_books.small_workbook(), "ok", id="xlsx"),
        pytest.param(_zip_of({"readme.txt": b"x"}), "archive", id="a zip of something else"),
        pytest.param(_zip_of({f"xl/worksheets/s{n}.xml": b"" for n in range(2001)}), "too_large", id="many entries"),
        pytest.param(_ods(b""), "ok", id="ods"),
        pytest.param(
            _ods(
                b'<table:table-row table:number-rows-repeated="1048575">'
                b'<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
            ),
            "ok",
            id="ods with repeated empty rows",
        ),
        pytest.param(
            _ods(
                b'<table:table-row table:number-rows-repeated="1048575">'
                b'<table:table-cell table:number-columns-repeated="1024" office:value-type="float"/></table:table-row>'
            ),
            "too_large",
            id="ods with repeated full rows",
        ),
        pytest.param(_zip_of({"mimetype": b"x", "content.xml": b"<a>"}), "unreadable", id="ods of broken XML"),
        pytest.param(b"MIME-Version: 1.0\n<html>", "html", id="a web archive"),
        pytest.param(b"nama,<b>\n1,2", "ok", id="text with a tag in it"),
    ],
)
def test_kind_of_file(content: bytes, status: str) -> None:
    assert preflight.check(content).status == status


def test_a_part_with_wrong_bytes_is_found_before_the_reader_sees_it() -> None:
    content = bytearray(made_books.small_workbook())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + 60] = b"\xff" * 60

    assert preflight.check(bytes(content)).status in {"truncated", "unreadable"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_a_sheet_in_an_encoding_that_the_reader_finds_no_cell_in_is_not_empty(encoding: str) -> None:
    """XML may be in UTF-16; the reader would hand out a blank sheet."""

    def change(name: str, part: bytes) -> bytes:
        is_sheet = name in {"xl/worksheets/sheet1.xml", "content.xml"}
        return part.decode().replace('"UTF-8"', '"UTF-16"').encode(encoding) if is_sheet else part

    for content in (made_books.small_workbook(), _ods(b"")):
        found = preflight.check(made_books.with_parts(content, change))
        assert (found.status, found.detail.partition(": ")[2]) == ("unreadable", "UTF-16")


@pytest.mark.parametrize(
    "cell",
    [b'<c r="XFD9"><v>1</v></c>', b"<x:c  s='1' r = 'xfd9' ><v>1</v></x:c>", b'<c\n\tr="XFD9"\n><v>1</v></c>'],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_used_range_is_found_however_the_cell_is_written_and_cut(cell: bytes, size: int) -> None:
    part = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9">' + cell + b"</row></sheetData>"
    chunks = [part[at : at + size] for at in range(0, len(part), size)]

    used = used_range.of_xlsx_part(chunks)

    assert (used.rows, used.columns, used.last_cell) == (9, 16384, "XFD9")


def test_a_large_full_sheet_is_large_and_a_stretched_one_is_sparse() -> None:
    area = 2 * limits.GRID_CELLS

    assert used_range.UsedRange(rows=area // 10, columns=10, cells=area).problem == "too_large"
    assert used_range.UsedRange(rows=area // 10, columns=10, cells=5).problem == "sparse"
    assert used_range.UsedRange(rows=limits.GRID_CELLS // 10, columns=10, cells=5).problem is None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("a;b\n1,5;2\n2,5;3\n", (("a", "b"), ("1,5", "2"), ("2,5", "3")), id="decimal commas"),
        pytest.param("a,b\nx;y,2\n", (("a", "b"), ("x;y", "2")), id="a semicolon in a field"),
        pytest.param(
            "Laporan\na,b,c\n1,2,3\n", (("Laporan", None, None), ("a", "b", "c"), ("1", "2", "3")), id="title"
        ),
        pytest.param("no_akun\n4.1\n", (("no_akun",), ("4.1",)), id="one column"),
        pytest.param("a,b\r\n1,2\r\n,\r\n\r\n", (("a", "b"), ("1", "2")), id="blank end"),
    ],
)
def test_separator_is_recognised_from_the_content(text: str, rows: tuple[tuple[str | None, ...], ...]) -> None:
    assert csv_text.read(text.encode()).rows == rows


def test_two_separators_that_do_equally_well_are_asked_about() -> None:
    grid = csv_text.read(b"a,b;c\n1,2;3\n")

    assert (grid.status, grid.detail) == ("delimiter", ", / ;")
