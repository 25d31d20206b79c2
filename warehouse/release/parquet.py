"""Tables as Parquet: the same rows give the same bytes."""

from __future__ import annotations

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.contract import Contract
from warehouse.release.manifest import FileEntry, file_entry

ROW_GROUP_ROWS = 128 * 1024


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file, its schema's metadata included."""
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def table_in(content: bytes) -> pa.Table:
    """The table that `parquet_bytes` made these bytes of."""
    return pq.read_table(io.BytesIO(content))


def parquet_path(folder: Path, contract: Contract) -> Path:
    """Where a table's Parquet lies: `folder/<table>/<table>.parquet`."""
    return folder / contract.name / f"{contract.name}.parquet"


def write_table(table: pa.Table, contract: Contract, folder: Path) -> list[FileEntry]:
    """Write `table`, conformed to its contract, below `folder`; the entries' paths are relative to `folder`.

    The table's grain and schema version are key-value metadata; unit and labels are metadata of the fields.
    ContractError if a column is missing or extra.
    """
    path = parquet_path(folder, contract)
    path.parent.mkdir(parents=True, exist_ok=True)
    conformed = contract.conform(table)
    pq.write_table(conformed, path, compression="zstd", compression_level=3, row_group_size=ROW_GROUP_ROWS)
    return [file_entry(path, folder, conformed.num_rows)]
