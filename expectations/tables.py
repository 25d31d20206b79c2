"""The working database of a validation: named, in memory, shared with Great Expectations within this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from warehouse.engines.compiling import compiled

SHARED_WITH = f"duckdb_engine/{version('duckdb-engine')}(sqlalchemy/{version('sqlalchemy')})"
"""What duckdb-engine says of itself: DuckDB shares a database between connections of equal configuration only."""
NAMES = "SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views()"
"""All that was made, in half the time that `information_schema` takes."""
Build = Callable[[Mapping[str, ir.Table]], ir.Table]
"""Makes a table of others, by name; a function of a module, so that its SQL is kept."""
ROW_GROUP = 122_880
"""The least that DuckDB gives a thread: with fewer rows, several threads share no work and only wait for each other."""


def connect(database: str, spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the in-memory database of that name; what memory cannot hold goes to `spill`, encrypted."""
    con = duckdb.connect(f":memory:{database}", config={"custom_user_agent": SHARED_WITH})
    con.execute("SET temp_file_encryption = true")
    con.execute("SET temp_directory = ?", [str(spill)])
    return con


def spare_threads(con: duckdb.DuckDBPyConnection, most_rows: int) -> None:
    """Work with one thread where the largest table has so few rows that there is nothing to share."""
    if most_rows <= ROW_GROUP:
        con.execute("SET threads = 1")


def quoted(name: str) -> str:
    """`name` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def store(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make the table `name` of Arrow rows."""
    con.register("arriving", rows)
    con.execute(f"CREATE TABLE {quoted(name)} AS SELECT * FROM arriving")
    con.unregister("arriving")


def make(con: duckdb.DuckDBPyConnection, name: str, build: Build, originals: Sequence[str]) -> None:
    """Make the table `name` as `build` makes it of the tables `originals`, which it is given by name."""
    schemas = tuple(schema_of(con, each) for each in originals)
    con.execute(f"CREATE TABLE {quoted(name)} AS {_sql(build, tuple(originals), schemas)}")


@cache
def _sql(build: Build, originals: tuple[str, ...], schemas: tuple[ibis.Schema, ...]) -> str:
    """SQL of what `build` makes; it takes longer to build than to run, and is the same in every validation."""
    found = {name: ibis.table(schema, name=name) for name, schema in zip(originals, schemas, strict=True)}
    return compiled(build(found))


def keep(con: duckdb.DuckDBPyConnection, name: str, original: str, *, where: str) -> None:
    """Make the table `name` of the rows of another for which the SQL condition holds."""
    con.execute(f"CREATE TABLE {quoted(name)} AS SELECT * FROM {quoted(original)} WHERE {where}")


def show(con: duckdb.DuckDBPyConnection, name: str, original: str, *, where: str) -> None:
    """Make a view in the place of such a table, of which few columns are read."""
    con.execute(f"CREATE VIEW {quoted(name)} AS SELECT * FROM {quoted(original)} WHERE {where}")


def schema_of(con: duckdb.DuckDBPyConnection, name: str) -> ibis.Schema:
    """Columns and types of a table."""
    empty = con.execute(f"SELECT * FROM {quoted(name)} LIMIT 0").to_arrow_table()
    return _as_ibis(empty.schema)


@cache
def _as_ibis(schema: pa.Schema) -> ibis.Schema:
    return ibis.Schema.from_pyarrow(schema)


def filled(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> list[str]:
    """Those of these tables that were made and have rows."""
    made = {name for (name,) in con.execute(NAMES).fetchall()}
    return [name for name in dict.fromkeys(names) if name in made and not _is_empty(con, name)]


def _is_empty(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    return con.execute(f"SELECT 1 FROM {quoted(name)} LIMIT 1").fetchone() is None
