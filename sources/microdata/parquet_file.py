"""The columns of a Parquet file. Runs in the child."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sources.microdata import limits
from sources.microdata.columns import Columns, wanted_places

MAGIC = b"PAR1"


def read(content: bytes, wanted: Iterable[str]) -> Columns:
    """The columns of a Parquet file whose header keys are wanted; a nested one is unreadable."""
    if not content.endswith(MAGIC):
        return Columns("truncated", "Parquet")
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        headers = tuple(file.schema_arrow.names)
        if file.metadata.num_rows > limits.ROWS:
            return Columns("too_large", f"{file.metadata.num_rows} > {limits.ROWS}")
        places = wanted_places(headers, wanted)
        nested = [place + 1 for place in places if pa.types.is_nested(file.schema_arrow.field(place).type)]
        if nested:
            return Columns("unreadable", f"kolom {nested[0]} | column {nested[0]}: nested")
        table = _wanted(file, places)
        arrays = {place: _plain(table[number].combine_chunks()) for number, place in enumerate(places)}
    except (pa.ArrowInvalid, pa.ArrowCapacityError, pa.ArrowNotImplementedError, OSError) as error:
        return Columns("unreadable", f"Parquet: {type(error).__name__}")
    numbers = pa.array(np.arange(1, file.metadata.num_rows + 1))
    return Columns("ok", "", "parquet", None, headers, 0, numbers, arrays)


def _wanted(file: pq.ParquetFile, places: list[int]) -> pa.Table:
    """The table of these columns. A name does not tell two columns apart, so that a file with repeats is read whole."""
    names = file.schema_arrow.names
    if len(set(names)) < len(names):
        return file.read(use_threads=False).select(places)
    return file.read(columns=[names[place] for place in places], use_threads=False)


def _plain(array: pa.Array) -> pa.Array:
    """Text, int64 or float64; whole numbers and truth values as int64, dates as ISO text."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return _plain(array.dictionary_decode())
    if pa.types.is_boolean(kind) or (pa.types.is_integer(kind) and not pa.types.is_uint64(kind)):
        return array.cast(pa.int64())
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_uint64(kind):
        return array.cast(pa.float64())
    return array.cast(pa.string())
