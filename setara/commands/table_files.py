"""Rows in a file for a spreadsheet: a workbook, or CSV as Excel opens it where a comma is the decimal mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from returns.workbooks import FORMULA_STARTS

MOST_ROWS = 1_048_575
"""Rows that a sheet of Excel holds below its headings."""
WIDTHS = (8, 40)
NOTE_WIDTH = 110


class TableFileError(ValueError):
    """The rows cannot be written into a file of that name; the message says what to name instead."""


def write_table(to: Path, rows: pa.Table, headings: Sequence[str], notes: Sequence[str]) -> None:
    """Write rows below these headings into `to`, replacing it; a workbook has the notes on a second sheet.

    TableFileError for a suffix other than .xlsx and .csv, where there is no such folder, or where rows do not fit.
    """
    suffix = to.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise TableFileError(f"{to}: akhiri nama berkas dengan .xlsx atau .csv | let the name end with .xlsx or .csv")
    if not to.parent.is_dir():
        raise TableFileError(f"{to.parent}: folder tidak ada; buat dahulu | no such folder; make it first")
    if suffix == ".csv":
        to.write_bytes(_csv(rows, headings))
        return
    if rows.num_rows > MOST_ROWS:
        raise TableFileError(
            f"{rows.num_rows:,} baris tidak muat dalam .xlsx; pakai .csv | rows do not fit into .xlsx; use .csv"
        )
    to.write_bytes(_workbook(rows, headings, notes))


def _csv(rows: pa.Table, headings: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(map(_written, row) for row in zip(*(column.to_pylist() for column in rows.columns), strict=True))
    # Without the mark at the beginning Excel reads UTF-8 as another encoding.
    return text.getvalue().encode("utf-8-sig")


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    # A text that begins like a formula would be computed; the numbers are written above.
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


def _workbook(rows: pa.Table, headings: Sequence[str], notes: Sequence[str]) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day, moment = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
        sheet = book.add_worksheet("Data")
        sheet.freeze_panes(1, 0)
        for place, (heading, column) in enumerate(zip(headings, rows.columns, strict=True)):
            values = column.to_pylist()
            sheet.set_column(place, place, _width(heading, values))
            sheet.write_string(0, place, heading, head)
            for line, value in enumerate(values, start=1):
                _put(sheet, line, place, value, moment if isinstance(value, datetime) else day)
        sheet.autofilter(0, 0, rows.num_rows, max(0, len(headings) - 1))
        if notes:
            _add_notes(book, notes)
    return out.getvalue()


def _put(sheet: Worksheet, line: int, place: int, value: Any, form: Any) -> None:
    """A value in a cell of its own kind, so that Excel shows it as its reader's language writes it; none for null."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, form)
    elif sheet.write_string(line, place, str(value)):
        raise TableFileError(f"baris {line}: teks terlalu panjang untuk .xlsx; pakai .csv | text too long; use .csv")


def _width(heading: str, values: Sequence[Any]) -> int:
    longest = max((len(str(value)) for value in values if isinstance(value, str)), default=0)
    longest = max([longest, *map(len, heading.split())])
    return min(max(longest + 2, WIDTHS[0]), WIDTHS[1])


def _add_notes(book: xlsxwriter.Workbook, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet("Arti | Meaning")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, NOTE_WIDTH, wrapped)
    for line, note in enumerate(notes):
        sheet.write_string(line, 0, note)
