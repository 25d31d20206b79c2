"""A microdata file as columns, and how it travels from the child that opened it: as an Arrow IPC stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from sources.texts import key
from warehouse.arrow_stream import stream_of, table_in_stream

ROW_NUMBER = "row_number"
ABOUT = b"about"


@dataclass(frozen=True)
class Columns:
    """What came of opening a microdata file: `status` is ok, or a read_status of staged_sheets and no columns.

    `detail` is short and holds nothing of the file's content.
    """

    status: str
    detail: str = ""
    form: str = ""
    """csv, parquet or dbf."""
    separator: str | None = None
    """Of a CSV: comma or semicolon."""
    headers: tuple[str, ...] = ()
    """Headers of all columns of the file, in order."""
    deleted: int = 0
    """Records that a DBF marks as deleted; they are not in the columns."""
    row_numbers: pa.Array = field(default_factory=lambda: pa.array([], pa.int64()))
    """Number of each row, from 1: of a CSV as a spreadsheet would number it, header included; else of the record."""
    arrays: dict[int, pa.Array] = field(default_factory=dict)
    """The wanted columns by their place: text, int64 or float64 values as they are in the file."""

    @property
    def header_row(self) -> int | None:
        """Row number of the header; None where the headers are no row of the file."""
        return 1 if self.form == "csv" else None


def wanted_places(headers: Sequence[str], wanted: Iterable[str]) -> list[int]:
    """Places of the headers whose keys are wanted."""
    keys = frozenset(wanted)
    return [place for place, header in enumerate(headers) if key(header) in keys]


def to_ipc(columns: Columns) -> pa.Buffer:
    """The columns as an Arrow IPC stream; what is no column travels as metadata of its schema."""
    about = {name: getattr(columns, name) for name in ("status", "detail", "form", "separator", "headers", "deleted")}
    table = pa.table({ROW_NUMBER: columns.row_numbers, **{str(n): array for n, array in columns.arrays.items()}})
    return stream_of(table.replace_schema_metadata({ABOUT: json.dumps(about).encode()}))


def from_ipc(content: bytes) -> Columns:
    """The columns in an Arrow IPC stream."""
    table = table_in_stream(content)
    about: dict[str, Any] = json.loads(table.schema.metadata[ABOUT])
    arrays = {name: table[name].combine_chunks() for name in table.column_names}
    row_numbers = arrays.pop(ROW_NUMBER)
    return Columns(
        **{**about, "headers": tuple(about["headers"])},
        row_numbers=row_numbers,
        arrays={int(place): array for place, array in arrays.items()},
    )
