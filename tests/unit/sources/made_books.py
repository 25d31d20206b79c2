"""Workbooks made in the test, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import xlsxwriter


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """An .xlsx that `fill` has written."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book)
    book.close()
    return stream.getvalue()


def small_workbook(text: str = "53.71.04.1001") -> bytes:
    """One sheet with a header in A1:B1 and a row below."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Data")
        sheet.write_row("A1", ["desa_id", "jumlah"])
        sheet.write_row("A2", [text, 3])

    return workbook(fill)


def with_parts(content: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    """The workbook with each part passed through `change(name, bytes)`, and parts added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return stream.getvalue()


def with_rows(rows: bytes) -> bytes:
    """The small workbook with raw XML rows at the end of its sheet."""

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</sheetData>", rows + b"</sheetData>") if name == "xl/worksheets/sheet1.xml" else part

    return with_parts(small_workbook(), change)


def far_cell() -> bytes:
    """The small workbook with one number in the last cell a sheet can have: a few kilobytes that abort a reader."""
    return with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def hidden_far_cell() -> bytes:
    """A workbook whose far cell lies in a part no check looks at: only the limits of the child can stop it."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet += b"</sheetData></worksheet>"

    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Data").write("A1", "x")
        book.add_worksheet("Other").write("A1", "x")

    def change(name: str, part: bytes) -> bytes:
        is_map = name == "xl/_rels/workbook.xml.rels"
        return part.replace(b"worksheets/sheet2.xml", b"elsewhere/sheet2.xml") if is_map else part

    return with_parts(workbook(fill), change, {"xl/elsewhere/sheet2.xml": sheet})


def zip_bomb() -> bytes:
    """100 MiB of one byte in a workbook of 100 KiB."""
    return with_parts(small_workbook(), lambda _, part: part, {"xl/sharedStrings2.xml": b" " * (100 * 1024 * 1024)})
