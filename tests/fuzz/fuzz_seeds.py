"""Sound files of every layout and format, from which the fuzz run makes odd ones. All names and numbers are made up."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from sources.layouts.files import sheet_layouts
from sources.layouts.layout import Layout
from warehouse.contract import Column

Lines = list[list[Any]]
Sheets = dict[str, Lines]
"""Sheet name to its lines from row 1."""

BINARY_SEEDS = Path(__file__).parent / "seeds"
"""What an office suite wrote, in formats that no library here writes."""
COVER: Lines = [
    ["Kode Desa", "53.71.04.1001"],
    ["Bulan", "Mei"],
    ["Semester", "1"],
    ["Tahun", 2025],
    ["Satuan", "orang"],
    ["Sasaran", 245],
    ["Penyakit", "DBD"],
    ["Tanggal Laporan", "5 Juni 2025"],
]
AREA_TEXTS = {"village": "53.71.04.1001", "district": "Maulafa", "regency": "Kota Kupang"}
N_ROWS = 3


@dataclass(frozen=True)
class Seed:
    """A sound file as sheets, before it is written in a format."""

    name: str
    sheets: Sheets


@cache
def seeds() -> tuple[Seed, ...]:
    """A seed for each layout of the project; sheets that belong together are in one book."""
    by_name = {layout.name: layout for layout in sheet_layouts()}
    found = []
    for layout in by_name.values():
        together = [layout, *([by_name[layout.partner]] if layout.partner else [])]
        sheets = {each.sheet or each.name[:31]: _lines(each) for each in together}
        found.append(Seed(layout.name, {"Sampul": COVER} | sheets))
    return tuple(found)


def as_xlsx(sheets: Sheets) -> bytes:
    """The sheets as a workbook; a text that begins with = becomes a formula, as in a sender's own file."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "nan_inf_to_errors": True, "remove_timezone": True})
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write(row, column, cell)
    book.close()
    return stream.getvalue()


def as_csv(sheets: Sheets, delimiter: str) -> bytes:
    """The last sheet as text."""
    stream = io.StringIO()
    lines = list(sheets.values())[-1]
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue().encode(errors="surrogatepass")


def as_json(sheets: Sheets) -> bytes:
    """The last sheet as a service gives it: a list of objects, nested where a header is a path."""
    lines = list(sheets.values())[-1]
    header: list[Any] = max(lines, key=len, default=[])
    rows = [_nested(header, line) for line in lines if line and line is not header]
    return json.dumps(rows, default=str).encode()


def _nested(header: list[Any], line: list[Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for path, cell in zip(map(str, header), line, strict=False):
        *outer, name = path.split("/")
        inner = whole
        for part in outer:
            inner = inner.setdefault(part, {})
            if not isinstance(inner, dict):
                break
        else:
            inner[name] = cell
    return whole


@cache
def binary_seeds() -> tuple[bytes, ...]:
    """Files of office suites."""
    return tuple(path.read_bytes() for path in sorted(BINARY_SEEDS.iterdir()))


def _lines(layout: Layout) -> Lines:
    headers = list(dict.fromkeys([*layout.area.headers.values(), *layout.headers, *layout.optional]))
    rows = [[_value(layout, header, number) for header in headers] for number in range(1, N_ROWS + 1)]
    if layout.shape == "labels":
        return [[header, value] for header, value in zip(headers, rows[0], strict=True)] + [["###"]]
    return [["LAPORAN CONTOH"], [], headers, *rows, ["Jumlah"]]


def _value(layout: Layout, header: str, number: int) -> Any:
    for part, area_header in layout.area.headers.items():
        if header == area_header:
            return AREA_TEXTS[part]
    columns = layout.columns_of(header)
    return _of_column(layout.contract.column(columns[0]), number) if columns else f"{number}"


def _of_column(column: Column, number: int) -> Any:
    if column.values:
        return column.values[number % len(column.values)]
    if column.name in {"nik", "family_card_no"}:
        return f"990101010190{number:04d}"
    made = {"integer": number, "number": 10.5 * number, "date": f"{number}/05/2025", "boolean": "Ya"}
    return made.get(column.type, f"Warga Contoh {number}")
