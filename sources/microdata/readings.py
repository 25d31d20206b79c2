"""What came of reading a column: its typed values, and the cells that could not be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.texts import APOSTROPHES, clean
from sources.values.cell_values import DIGITS_OF_A_NUMBER
from sources.values.readings import DASHES

FAULTS = pa.schema(
    [
        ("index", pa.int64()),
        ("raw", pa.string()),
        ("cell_status", pa.string()),
        ("reading_a", pa.string()),
        ("reading_b", pa.string()),
    ]
)
"""A row for each faulty cell: the index of its row in the column, and columns of staged_cells."""
GAPS = ("blank", "not_available")
"""Statuses of cells that hold nothing, which is no fault of their form."""
SCIENTIFIC = r"(?i)^\d[.,]\d+e\+?\d+$"


@dataclass(frozen=True)
class ColumnReading:
    """Typed values, null where there is none or it could not be read, and the faulty cells (schema FAULTS)."""

    values: pa.Array
    faults: pa.Table


def faulty(
    where: pa.Array, raw: pa.Array, status: str | pa.Array, a: pa.Array | None = None, b: pa.Array | None = None
) -> pa.Table:
    """The cells at which `where` is true, as written, with their status and readings."""
    index = np.flatnonzero(pc.fill_null(where, fill_value=False).to_numpy(zero_copy_only=False))
    nothing = pa.nulls(len(index), pa.string())
    columns = [
        pa.array(index),
        raw.take(index).cast(pa.string()),
        pa.repeat(status, len(index)) if isinstance(status, str) else status.take(index),
        nothing if a is None else a.take(index),
        nothing if b is None else b.take(index),
    ]
    return pa.table(columns, schema=FAULTS)


def with_gaps(reading: ColumnReading, column: pa.Array) -> ColumnReading:
    """The reading of a needed column, with its cells that are blank or say that there is no figure among the faults."""
    is_null = pc.is_null(reading.values).to_numpy(zero_copy_only=False)
    is_null[reading.faults["index"].to_numpy()] = False
    if not is_null.any():
        return reading
    texts = as_text(column)
    status = pc.if_else(pc.is_null(texts), *GAPS)
    gaps = faulty(pa.array(is_null), texts, status)
    return ColumnReading(reading.values, pa.concat_tables([reading.faults, gaps]))


def as_text(column: pa.Array) -> pa.Array:
    """Cleaned text, null where blank; a whole number without a decimal point, whatever type stores it."""
    if pa.types.is_integer(column.type):
        return column.cast(pa.string())
    if pa.types.is_floating(column.type):
        is_whole = pc.and_(pc.equal(pc.floor(column), column), pc.less(pc.abs(column), 2.0**63))
        whole = pc.if_else(is_whole, column, None).cast(pa.int64()).cast(pa.string())
        return pc.coalesce(whole, column.cast(pa.string()))
    texts = pc.utf8_ltrim(pc.utf8_trim_whitespace(column), characters=APOSTROPHES)
    if not pc.all(pc.string_is_ascii(texts)).as_py():
        texts = by_distinct(texts, {text: clean(text) for text in distinct(texts)})
    return pc.if_else(pc.equal(texts, ""), None, texts)


def distinct(texts: pa.Array) -> list[str]:
    """Each text once, without null."""
    return pc.unique(texts.drop_null()).to_pylist()


def by_distinct(texts: pa.Array, values: dict[str, str | None]) -> pa.Array:
    """Each text's value, null where it has none."""
    found = texts.dictionary_encode()
    mapped = pa.array([values.get(text) for text in found.dictionary.to_pylist()], pa.string())
    return pa.DictionaryArray.from_arrays(found.indices, mapped).dictionary_decode()


def read_texts(column: pa.Array) -> ColumnReading:
    """Text; a dash says that there is none. A code that was stored as a number and lost digits is a fault."""
    texts = as_text(column)
    texts = pc.if_else(pc.is_in(texts, pa.array(sorted(DASHES))), None, texts)
    lost = pc.match_substring_regex(texts, SCIENTIFIC)
    if pa.types.is_floating(column.type):
        lost = pc.or_(lost, pc.greater_equal(pc.abs(column), 10.0**DIGITS_OF_A_NUMBER))
    return ColumnReading(texts, faulty(lost, column, "code_number"))
