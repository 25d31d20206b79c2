"""Ask a release file, and nothing but that file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

MEMORY_LIMIT = "1GB"

_ONLY_READS = "Rilis hanya dapat dibaca: gunakan SELECT. / A release can only be read: use SELECT."
_HINTS = {
    "Parser Error": "Periksa penulisan SQL di dekat kata itu. / Check the SQL near that word.",
    "Catalog Error": "Daftar tabel: SHOW ALL TABLES. / List the tables: SHOW ALL TABLES.",
    "Binder Error": "Lihat kolomnya: DESCRIBE mart.indicators_latest. / See the columns with DESCRIBE.",
    "Conversion Error": "Kode wilayah adalah teks: tulis '5371'. / Area codes are text: write '5371'.",
    "Out of Memory Error": "Persempit dengan WHERE atau LIMIT. / Narrow it with WHERE or LIMIT.",
    "Permission Error": "Hanya isi rilis yang dapat dibaca. / Only the release can be read, no other file.",
    "Cannot execute statement of type": _ONLY_READS,
    "configuration has been locked": _ONLY_READS,
}
"""What to try, by words in the first line of DuckDB's message."""
_OTHERWISE = "Coba SELECT yang lebih sederhana. / Try a simpler SELECT."


class QueryError(ValueError):
    """A query has no answer; the message is DuckDB's own first line, then a line with what to try."""


def query(path: Path, sql: str) -> pa.Table:
    """The answer to SQL (to the last statement, where there are several) from the DuckDB file of a release.

    The file is opened read-only; other files, extensions and settings are out of reach.
    FileNotFoundError where there is no file; QueryError where the SQL fails.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"{path} tidak ada: jalankan `setara run` dahulu. / {path} is not there: run `setara run` first."
        )
    with duckdb.connect(str(path), read_only=True, config={"memory_limit": MEMORY_LIMIT}) as con:
        _close_in(con)
        try:
            if not con.extract_statements(sql):
                raise QueryError("Pertanyaan kosong. / The query is empty.\nContoh / Example: SHOW ALL TABLES")
            return con.execute(sql).to_arrow_table()
        except duckdb.Error as error:
            said = str(error).splitlines()[0]
            raise QueryError(f"{said}\n{_what_to_try(said)}") from error


def _close_in(con: duckdb.DuckDBPyConnection) -> None:
    # No spill: its place would be beside the file, inside a release that never changes.
    con.execute("SET temp_directory = ''")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


def _what_to_try(said: str) -> str:
    return next((hint for words, hint in _HINTS.items() if words in said), _OTHERWISE)
