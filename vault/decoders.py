"""What a file says once it is decoded: its parts as bytes with a name, for the leak scanner.

A part is a column of a table, a member of an archive or the bytes with escapes undone. Values of a column are joined by
the record separator, so two neighbours never look like one number. Files are recognised by their first bytes, because
a leak may have any name. `Undecodable` says that a file of a known kind could not be looked into.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

Part = tuple[str, bytes]
SEPARATOR = b"\x1e"
ROWS = 100_000
UNPACKED_LIMIT = 256 << 20
SIXTEEN_DIGITS, SEVENTEEN_DIGITS = 1e15, 1e16

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
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_SCIENTIFIC = re.compile(rb"([0-9])\.([0-9]{1,16})[eE]\+?15(?![0-9])")


class Undecodable(Exception):  # noqa: N818  it is no fault, but a file nobody can vouch for
    """The file is of a known kind and cannot be decoded; the text names the reason, never the content."""


def parts(path: Path, head: bytes) -> Iterator[Part]:
    """Decoded parts of the file that starts with `head`; none where its bytes say all. Raises Undecodable."""
    kind = _kind(head)
    if kind is None:
        return
    try:
        yield from _DECODERS[kind](path)
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


def unescaped(data: bytes) -> bytes | None:
    """`data` with JSON, HTML and spreadsheet spellings undone; None where it has none of them."""
    if b"\x00" in data[:1024]:
        return None
    text = data
    # a single byte is found ten times as fast as two, so it is asked for first
    if b"\\" in text and b"\\u" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)).encode("utf-8", "surrogatepass"), text)
    if b"&" in text and (b"&#" in text or b"&apos;" in text or b"&quot;" in text or b"&amp;" in text):
        text = html.unescape(text.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if b"+15" in text or b"E15" in text:
        text = _SCIENTIFIC.sub(lambda match: (match[1] + match[2].ljust(15, b"0"))[:16], text)
    return None if text == data else text


def _parquet(path: Path) -> Iterator[Part]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS):
            yield from _columns(batch, "parquet")


def _duckdb(path: Path) -> Iterator[Part]:
    with duckdb.connect(path, read_only=True) as connection:
        catalog = (
            "SELECT sql FROM duckdb_views() UNION ALL SELECT comment FROM duckdb_columns() UNION ALL SELECT sql FROM "
        )
        yield from _columns(connection.execute(catalog + "duckdb_tables()").to_arrow_table(), "catalog")
        tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        for schema, table in tables:
            reader = connection.execute(f"SELECT * FROM {_quoted(schema)}.{_quoted(table)}").to_arrow_reader(ROWS)
            for batch in reader:
                yield from _columns(batch, f"{schema}.{table}")


def _columns(batch: pa.RecordBatch | pa.Table, table: str) -> Iterator[Part]:
    for name in batch.schema.names:
        column = batch.column(name)
        chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
        for chunk in chunks:
            yield f"{table} column {name}", _joined(chunk)


def _joined(column: pa.Array) -> bytes:
    """The values of a column as text (a whole number kept as a double as well), with separators between them."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_floating(kind):
        # decimals cannot be a NIK; a NIK kept as a double can
        column = column.cast(pa.float64())
        column = column.filter(pc.and_(pc.greater_equal(column, SIXTEEN_DIGITS), pc.less(column, SEVENTEEN_DIGITS)))
        column = pc.floor(column).cast(pa.int64())
    if pa.types.is_nested(kind):
        return json.dumps(column.to_pylist(), default=str, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if not (pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind)):
        column = column.cast(pa.large_string()).cast(pa.large_binary())
    return SEPARATOR.join(value for value in column.to_pylist() if value is not None)


def _sqlite(path: Path) -> Iterator[Part]:
    """Tables of the file with what its write-ahead log adds; a copy is read, since reading a WAL writes beside it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy.db")
        copyfile(path, copy)
        log = path.with_name(path.name + "-wal")
        if log.exists():
            copyfile(log, copy.with_name("copy.db-wal"))
        connection = sqlite3.connect(copy)
        connection.text_factory = bytes
        try:
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                name = table.decode()
                rows = connection.execute(f"SELECT * FROM {_quoted(name)}")
                while batch := rows.fetchmany(ROWS):
                    yield f"table {name}", SEPARATOR.join(_as_bytes(value) for row in batch for value in row)
        finally:
            connection.close()


def _as_bytes(value: bytes | float | None) -> bytes:
    if isinstance(value, bytes):
        return value
    return str(int(value) if isinstance(value, float) and value >= SIXTEEN_DIGITS else value).encode()


def _archive(path: Path) -> Iterator[Part]:
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > UNPACKED_LIMIT:
            raise Undecodable(f"zip: unpacks to more than {UNPACKED_LIMIT >> 20} MiB")
        for member in archive.infolist():
            yield f"member {member.filename}", archive.read(member)


def _gzip(path: Path) -> Iterator[Part]:
    with gzip.open(path) as stream:
        data = stream.read(UNPACKED_LIMIT + 1)
    if len(data) > UNPACKED_LIMIT:
        raise Undecodable(f"gzip: unpacks to more than {UNPACKED_LIMIT >> 20} MiB")
    yield "unpacked", data


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_DECODERS: dict[str, Callable[[Path], Iterator[Part]]] = {
    "parquet": _parquet,
    "duckdb": _duckdb,
    "sqlite": _sqlite,
    "zip": _archive,
    "gzip": _gzip,
}
