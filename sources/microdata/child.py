"""The child process that opens microdata: `python -m sources.microdata.child SECONDS PARENT_PID WANTED`.

WANTED is a JSON list of header keys; only those columns are answered, since a survey has hundreds. See books/confined.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import pyarrow as pa

from sources.books import preflight
from sources.books.confined import serve
from sources.microdata import csv_file, dbf_file, limits, parquet_file
from sources.microdata.columns import Columns, to_ipc


def columns_of(content: bytes, wanted: Iterable[str]) -> Columns:
    """The wanted columns of a file, or why there are none. Never raises on bad content."""
    try:
        columns = _opened(content, wanted)
    except MemoryError:
        return Columns("too_large", "memory")
    size = sum(array.nbytes for array in columns.arrays.values())
    if len(columns.row_numbers) > limits.ROWS or size > limits.ANSWER_BYTES:
        return Columns("too_large", f"{len(columns.row_numbers)} × {len(columns.arrays)}")
    return columns


def _opened(content: bytes, wanted: Iterable[str]) -> Columns:
    if content.startswith(parquet_file.MAGIC):
        return parquet_file.read(content, wanted)
    if dbf_file.is_dbf(content):
        return dbf_file.read(content, wanted)
    verdict = preflight.check(content)
    if verdict.form == "workbook":
        return Columns("other_kind", "Excel")
    return csv_file.read(content, wanted) if verdict.form else Columns(verdict.status, verdict.detail)


def main() -> None:
    """Answer requests until stdin ends."""
    # Arrow's own allocators reserve more than they use, which the limit would count.
    pa.set_memory_pool(pa.system_memory_pool())
    wanted = json.loads(sys.argv[3])
    serve(lambda content: to_ipc(columns_of(content, wanted)), limits.MEMORY_BYTES)


if __name__ == "__main__":
    main()
