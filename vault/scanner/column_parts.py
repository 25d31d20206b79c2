"""Columns of tables in memory as bytes with a name, for the leak scanner."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

Part = tuple[str, bytes]
SEPARATOR = b"\x1e"
SAMPLE = 1_000
"""First values of a column by which it is told whether values repeat."""
SIXTEEN_DIGITS, SEVENTEEN_DIGITS = 1e15, 1e16


def column_parts(batch: pa.RecordBatch | pa.Table, table: str) -> Iterator[Part]:
    """Every column of a batch of rows of `table`."""
    for name in batch.schema.names:
        column = batch.column(name)
        chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
        for chunk in chunks:
            yield f"{table} column {name}", _joined(chunk)


def _joined(column: pa.Array) -> bytes:
    """The values of a column as text (a whole number kept as a double as well), with separators between them; of a
    column whose values repeat each once."""
    kind = column.type
    if pa.types.is_nested(kind):
        return json.dumps(column.to_pylist(), default=str, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if pa.types.is_floating(kind):
        # decimals cannot be a NIK; a NIK kept as a double can
        column = column.cast(pa.float64())
        column = column.filter(pc.and_(pc.greater_equal(column, SIXTEEN_DIGITS), pc.less(column, SEVENTEEN_DIGITS)))
        column = pc.floor(column).cast(pa.int64())
    values = (column.dictionary if pa.types.is_dictionary(kind) else _once(column)).drop_null()
    if not (pa.types.is_binary(values.type) or pa.types.is_large_binary(values.type)):
        values = values.cast(pa.binary() if pa.types.is_fixed_size_binary(values.type) else pa.large_string())
    values = values.cast(pa.large_binary())
    joined = pc.binary_join(pa.LargeListArray.from_arrays([0, len(values)], values), pa.scalar(SEPARATOR, values.type))
    return bytes(joined[0].as_py())


def _once(column: pa.Array) -> pa.Array:
    """Each value once where values repeat; where they hardly do, that costs more than looking at all of them."""
    some = column.slice(0, SAMPLE)
    return column if 2 * len(some.unique()) > len(some) else column.unique()
