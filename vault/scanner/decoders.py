"""What a file says once it is decoded: its parts as bytes with a name, for the leak scanner.

A part is a column of a table or a member of an archive. Values of a column are joined by
the record separator, so two neighbours never look like one number. Files are recognised by their first bytes, because
a leak may have any name. `Undecodable` says that a file of a known kind could not be looked into.

A file within a file, or one that lay in the vault, is given as bytes and decoded in memory, never on disk.
"""

from __future__ import annotations

import gzip
import io
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from vault.scanner.column_parts import SEPARATOR, SIXTEEN_DIGITS, Part, column_parts

Source = Path | bytes
ROWS = 100_000
UNPACKED_LIMIT = 256 << 20

_STARTS = {"parquet": b"PAR1", "sqlite": b"SQLite format 3\x00", "zip": b"PK\x03\x04", "gzip": b"\x1f\x8b"}
_DECODING_ERRORS = (
    pa.ArrowException,
    duckdb.Error,
    sqlite3.Error,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a zip method that Python does not have
    RuntimeError,  # a zip with a password
)
_WITHOUT_DECIMALS = (
    f"CASE WHEN typeof($column) <> 'real' THEN $column "
    f"WHEN $column >= {SIXTEEN_DIGITS} THEN CAST($column AS INTEGER) END"
)
"""A value in SQL: decimals cannot be a NIK, and a NIK kept as a double would be written as a power."""


class Undecodable(Exception):  # noqa: N818  it is no fault, but a file nobody can vouch for
    """The file is of a known kind and cannot be decoded; the text names the reason, never the content."""


def parts(source: Source, head: bytes) -> Iterator[Part]:
    """Decoded parts of the file that starts with `head`; none where its bytes say all. Raises Undecodable."""
    kind = _kind(head)
    if kind is None:
        return
    try:
        yield from _DECODERS[kind](source)
    except _DECODING_ERRORS as error:
        # the library's own words may quote a value
        raise Undecodable(f"{kind}: {type(error).__name__}") from None


def is_container(head: bytes) -> bool:
    """Whether bytes that start so are a file of a kind that `parts` decodes."""
    return _kind(head) is not None


def _kind(head: bytes) -> str | None:
    if head[8:12] == b"DUCK":
        return "duckdb"
    return next((kind for kind, start in _STARTS.items() if head.startswith(start)), None)


def _parquet(source: Source) -> Iterator[Part]:
    given = pa.BufferReader(source) if isinstance(source, bytes) else source
    metadata = pq.read_metadata(given)
    with pq.ParquetFile(given, metadata=metadata, read_dictionary=_repeating_columns(metadata)) as file:
        for batch in file.iter_batches(ROWS):
            yield from column_parts(batch, "parquet")


def _repeating_columns(metadata: pq.FileMetaData) -> list[str]:
    """Columns of text that the file keeps as a dictionary: any other text takes four bytes and itself for a value."""
    chunks = [
        metadata.row_group(group).column(number)
        for group in range(min(1, metadata.num_row_groups))
        for number in range(metadata.num_columns)
        if metadata.schema.column(number).logical_type.type == "STRING"
    ]
    return [
        chunk.path_in_schema
        for chunk in chunks
        if "." not in chunk.path_in_schema and chunk.total_uncompressed_size < 4 * chunk.num_values
    ]


def _duckdb(source: Source) -> Iterator[Part]:
    if isinstance(source, bytes):
        raise Undecodable("duckdb: within another file")
    with duckdb.connect(source, read_only=True) as connection:
        catalog = (
            "SELECT sql FROM duckdb_views() UNION ALL SELECT comment FROM duckdb_columns() UNION ALL SELECT sql FROM "
        )
        yield from column_parts(connection.execute(catalog + "duckdb_tables()").to_arrow_table(), "catalog")
        tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        for schema, table in tables:
            reader = connection.execute(f"SELECT * FROM {_quoted(schema)}.{_quoted(table)}").to_arrow_reader(ROWS)
            for batch in reader:
                yield from column_parts(batch, f"{schema}.{table}")


def _sqlite(source: Source) -> Iterator[Part]:
    """Tables of the file with what its write-ahead log adds; a copy is read, since reading a WAL writes beside it."""
    if isinstance(source, bytes):
        connection = sqlite3.connect(":memory:")
        connection.deserialize(source)
        yield from _tables(connection)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield from _tables(sqlite3.connect(_copied(source, Path(folder))))


def _tables(connection: sqlite3.Connection) -> Iterator[Part]:
    connection.text_factory = bytes
    with closing(connection):
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            yield from _table_parts(connection, table.decode())


def _copied(path: Path, folder: Path) -> Path:
    copy = folder / "copy.db"
    copyfile(path, copy)
    log = path.with_name(path.name + "-wal")
    if log.exists():
        copyfile(log, copy.with_name("copy.db-wal"))
    return copy


def _table_parts(connection: sqlite3.Connection, table: str) -> Iterator[Part]:
    """The columns of a table as text; SQLite puts the values together, which is faster than Python.

    The separator is written out, for char(30) would be computed for every value: that takes half as long again.
    """
    names = [name.decode() for _, name, *_ in connection.execute(f"PRAGMA table_info({_quoted(table)})")]
    joined = (
        f"group_concat({_WITHOUT_DECIMALS.replace('$column', _quoted(name))}, '{SEPARATOR.decode()}')" for name in names
    )
    columns = connection.execute(f"SELECT {', '.join(joined)} FROM {_quoted(table)}").fetchone()
    yield from ((f"table {table} column {name}", text or b"") for name, text in zip(names, columns, strict=True))


def _archive(source: Source) -> Iterator[Part]:
    with zipfile.ZipFile(_opened(source)) as archive:
        if sum(member.file_size for member in archive.infolist()) > UNPACKED_LIMIT:
            raise Undecodable(f"zip: unpacks to more than {UNPACKED_LIMIT >> 20} MiB")
        for member in archive.infolist():
            yield f"member {member.filename}", archive.read(member)


def _gzip(source: Source) -> Iterator[Part]:
    with gzip.open(_opened(source)) as stream:
        data = stream.read(UNPACKED_LIMIT + 1)
    if len(data) > UNPACKED_LIMIT:
        raise Undecodable(f"gzip: unpacks to more than {UNPACKED_LIMIT >> 20} MiB")
    yield "unpacked", data


def _opened(source: Source) -> Path | io.BytesIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_DECODERS: dict[str, Callable[[Source], Iterator[Part]]] = {
    "parquet": _parquet,
    "duckdb": _duckdb,
    "sqlite": _sqlite,
    "zip": _archive,
    "gzip": _gzip,
}
