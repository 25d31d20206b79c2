"""Plans to bytes: files that are the same, byte for byte, whenever and wherever they are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import PurePath

import xlsxwriter

from setara.demo.column_files import dbf_bytes, parquet_bytes
from setara.demo.plan import Cell, DemoFile, Sheet

WRITTEN_AT = datetime(2025, 1, 1)  # noqa: DTZ001 a workbook's creation time knows no time zone
COVER_SHEET = "Sampul"


def to_bytes(file: DemoFile) -> bytes:
    """The bytes of a planned file: its raw bytes where given, else what its name's ending says (CSV in UTF-8)."""
    if file.raw is not None:
        return file.raw
    return WRITERS[PurePath(file.name).suffix](file)


def _workbook(file: DemoFile) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    book.set_properties({"title": "DATA SINTETIS", "created": WRITTEN_AT})
    if file.cover is not None:
        page = book.add_worksheet(COVER_SHEET)
        for number, (label, value) in enumerate(file.cover):
            page.write_string(number, 0, label)
            _put(page, number, 1, value)
    for sheet in file.sheets:
        page = book.add_worksheet(sheet.name)
        for number, line in enumerate(grid(sheet)):
            for column, value in enumerate(line):
                _put(page, number, column, value)
    book.close()
    return buffer.getvalue()


def _put(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell) -> None:
    """Text stays text even where it looks like a number: a code or a NIK must keep all its digits."""
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(row, column, value)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day))  # noqa: DTZ001 a bare date
    else:
        page.write_number(row, column, value)


def _csv(file: DemoFile) -> bytes:
    sheet = _only_sheet(file)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=file.separator, lineterminator="\r\n")
    for line in grid(sheet):
        writer.writerow([_as_text(value, file.separator) for value in line])
    return text.getvalue().encode()


def _as_text(value: Cell, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return str(value).replace(".", ",") if separator == ";" else str(value)
    return str(value)


def _only_sheet(file: DemoFile) -> Sheet:
    (sheet,) = file.sheets
    return sheet


WRITERS: dict[str, Callable[[DemoFile], bytes]] = {
    ".xlsx": _workbook,
    ".csv": _csv,
    ".parquet": lambda file: parquet_bytes(_only_sheet(file)),
    ".dbf": lambda file: dbf_bytes(_only_sheet(file)),
}


def grid(sheet: Sheet) -> list[list[Cell]]:
    """All lines of a data sheet as written: titles, header (where it has one), rows, tail."""
    titles: list[list[Cell]] = [[title] for title in sheet.titles]
    rows: list[list[Cell]] = [[row.cells.get(header) for header in sheet.headers] for row in sheet.rows]
    header: list[list[Cell]] = [list(sheet.headers)] if sheet.headers else []
    return [*titles, *header, *rows, *sheet.tail]
