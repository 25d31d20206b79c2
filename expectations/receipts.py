"""Of which delivery a sheet is, and of which sheet a row, as their keys say: delivery:sheet:row."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc


def delivery_of(sheet_id: str) -> str:
    """The number of a sheet's delivery, as a returned workbook names it."""
    return sheet_id.rpartition(":")[0]


def holders(keys: pa.ChunkedArray) -> pa.ChunkedArray:
    """Of keys of rows those of their sheets, of keys of sheets those of their deliveries."""
    return pc.replace_substring_regex(keys, r":\d+$", "")
