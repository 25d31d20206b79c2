"""The DuckDB file of a release: schemas, tables with comments, the macro; readable by clients from 1.0 on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse import contract
from warehouse.contract import Contract
from warehouse.release.parquet import parquet_path

SCHEMAS = ("core", "mart", "meta")

# Parameters stay untyped and names unqualified: typed ones are unreadable before 1.4, and the file has no fixed alias.
_MACROS = (
    """
    CREATE MACRO mart.indicator_values_as_of(as_of) AS TABLE
    SELECT * FROM mart.indicator_values
    WHERE known_from <= CAST(as_of AS DATE) AND (known_to IS NULL OR known_to > CAST(as_of AS DATE))
    """,
    """
    COMMENT ON MACRO TABLE mart.indicator_values_as_of IS
    'Nilai pada tanggal itu (setelah ATTACH: USE dahulu) | Values as known on that date (after ATTACH: USE first)'
    """,
)


class KeyNotUnique(ValueError):  # noqa: N818 - the name says what is so
    """Two rows of a published table have the same key; the message names the table and the first such key."""


def write_database(path: Path, parquet_folder: Path, unpublished: Mapping[str, pa.Table]) -> None:
    """Write the DuckDB file at `path`: tables from the release's Parquet, and `unpublished` ones from memory.

    There are no key constraints in the file (DuckDB 1.0 cannot read them): keys are asserted after the load.
    KeyNotUnique where one does not hold.
    """
    with duckdb.connect(":memory:", config={"threads": 1, "temp_directory": f"{path}.spill"}) as con:
        con.execute(f"ATTACH {_quoted(path)} AS release (STORAGE_VERSION 'v1.0.0')")
        con.execute("USE release")
        for schema in SCHEMAS:
            con.execute(f"CREATE SCHEMA {schema}")
            for name in contract.names(schema):
                _load(con, contract.load(name), parquet_folder, unpublished)
        for statement in _MACROS:
            con.execute(statement)
        con.execute("USE memory")
        con.execute("DETACH release")


def _load(
    con: duckdb.DuckDBPyConnection, table: Contract, parquet_folder: Path, unpublished: Mapping[str, pa.Table]
) -> None:
    for statement in table.ddl():
        con.execute(statement)
    target = f"{table.schema}.{table.name}"
    if table.parquet:
        con.execute(f"INSERT INTO {target} SELECT * FROM read_parquet({_quoted(parquet_path(parquet_folder, table))})")
    else:
        con.register("unpublished", table.conform(unpublished[table.name]))
        con.execute(f"INSERT INTO {target} SELECT * FROM unpublished")
        con.unregister("unpublished")
    _assert_key(con, table)


def _assert_key(con: duckdb.DuckDBPyConnection, table: Contract) -> None:
    key = ", ".join(f'"{name}"' for name in table.key)
    repeated = con.execute(
        f"SELECT {key} FROM {table.schema}.{table.name} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    ).fetchone()
    if repeated is not None:
        values = ", ".join(f"{name}={value}" for name, value in zip(table.key, repeated, strict=True))
        raise KeyNotUnique(f"{table.schema}.{table.name}: more than one row with {values}")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
