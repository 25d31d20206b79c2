"""Tables of typed columns as bytes: Parquet, and the dBASE III files that old survey programs write."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from setara.demo.plan import Cell, DemoError, Sheet

DBASE_III = 3
WRITTEN_ON = date(2025, 1, 1)
LONGEST_NAME = 10
END_OF_HEADER, END_OF_FILE, NOT_DELETED = b"\r", b"\x1a", b" "


def parquet_bytes(sheet: Sheet) -> bytes:
    """One row group, not compressed, so that what it says can be seen in its bytes."""
    table = pa.table({header: pa.array(_cells(sheet, header)) for header in sheet.headers})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="none")
    return buffer.getvalue()


def dbf_bytes(sheet: Sheet) -> bytes:
    """Numbers right-aligned, text left-aligned, blank where there is none.

    DemoError for a header longer than a field name may be.
    """
    fields = [(header, *_column(_cells(sheet, header))) for header in sheet.headers]
    too_long = [header for header, _, _ in fields if len(header) > LONGEST_NAME]
    if too_long:
        raise DemoError(f"field names longer than {LONGEST_NAME} letters: {', '.join(too_long)}")
    descriptors = b"".join(
        struct.pack("<11sc4xBB14x", header.encode("ascii"), kind, len(texts[0]), 0) for header, kind, texts in fields
    )
    header_size = 32 + len(descriptors) + len(END_OF_HEADER)
    record_size = len(NOT_DELETED) + sum(len(texts[0]) for _, _, texts in fields)
    stamp = (WRITTEN_ON.year - 1900, WRITTEN_ON.month, WRITTEN_ON.day)
    head = struct.pack("<4BIHH20x", DBASE_III, *stamp, len(sheet.rows), header_size, record_size)
    records = zip(*(texts for _, _, texts in fields), strict=True)
    body = b"".join(NOT_DELETED + "".join(record).encode("ascii") for record in records)
    return head + descriptors + END_OF_HEADER + body + END_OF_FILE


def _cells(sheet: Sheet, header: str) -> list[Cell]:
    return [row.cells.get(header) for row in sheet.rows]


def _column(cells: Sequence[Cell]) -> tuple[bytes, list[str]]:
    """Kind of a field, N or C, and its texts, all of one width."""
    texts = ["" if cell is None else str(cell) for cell in cells]
    width = max(1, *map(len, texts))
    is_number = not any(isinstance(cell, str) for cell in cells)
    return (b"N", [text.rjust(width) for text in texts]) if is_number else (b"C", [text.ljust(width) for text in texts])
