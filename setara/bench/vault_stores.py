"""`setara bench vault`: ways of keeping a table of people encrypted, beside each other, on made-up people.

`sealed_parquet` is what the vault does: a Parquet file in memory, compressed with zstd, sealed with AES-256-GCM.
`encrypted_parquet` is Parquet's own encryption (pyarrow), `duckdb` an encrypted database file of DuckDB; the last needs
the extension httpfs to write, which `make bench` installs, and is said not to be installed where it is not.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe
from rich.console import Console
from rich.table import Table

from setara.bench.measure import BenchError
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import VaultKey
from warehouse.release.parquet import parquet_bytes

SEED = 20250
MEGABYTE = 1e6
NEEDED_EXTENSION, EXTENSION_PACKAGE = "httpfs", "duckdb_extension_httpfs"
NAME = "a" * 64
SECRET = bytes(range(32))
"""Of the measurement only: nothing real is sealed with it."""


@dataclass(frozen=True)
class Stored:
    """One way, measured: medians of the repeats; null where it is not installed."""

    way: str
    content_bytes: int
    disk_bytes: int | None
    write_seconds: float | None
    read_seconds: float | None


def run_vault_bench(rows: int, repeats: int, console: Console) -> None:
    """Measure in a folder that is deleted afterwards, and print."""
    with TemporaryDirectory(prefix="setara_bench_") as folder:
        print_stored(bench_vault(Path(folder), rows, repeats), console)


def bench_vault(folder: Path, rows: int, repeats: int) -> list[Stored]:
    """Write and read `rows` persons each way; BenchError where what comes back is not what was put."""
    people = _people(rows)
    done = []
    for way, store in WAYS.items():
        try:
            seconds = [_timed(store(folder / f"{way}{repeat}"), people) for repeat in range(repeats)]
        except duckdb.Error as error:
            if NEEDED_EXTENSION not in str(error):
                raise
            done.append(Stored(way, people.nbytes, None, None, None))
            continue
        size = sum(path.stat().st_size for path in (folder / f"{way}0").rglob("*") if path.is_file())
        writes, reads = zip(*seconds, strict=True)
        done.append(Stored(way, people.nbytes, size, median(writes), median(reads)))
    return done


def print_stored(done: list[Stored], console: Console) -> None:
    """A line a way."""
    table = Table(title="Penyimpanan terenkripsi | Encrypted stores", title_justify="left", title_style="bold")
    table.add_column("cara\nway")
    for heading in ("MB isi\nof content", "MB", "tulis MB/s\nwrite", "baca MB/s\nread"):
        table.add_column(heading, justify="right")
    for each in done:
        size = f"{each.content_bytes / MEGABYTE:,.0f}"
        if each.disk_bytes is None or not each.write_seconds or not each.read_seconds:
            table.add_row(each.way, size, "tidak terpasang | not installed", "", "")
            continue
        table.add_row(
            each.way,
            size,
            f"{each.disk_bytes / MEGABYTE:,.0f}",
            f"{each.content_bytes / MEGABYTE / each.write_seconds:,.0f}",
            f"{each.content_bytes / MEGABYTE / each.read_seconds:,.0f}",
        )
    console.print(table)


Store = tuple[Callable[[pa.Table], None], Callable[[], pa.Table]]


def _timed(store: Store, people: pa.Table) -> tuple[float, float]:
    write, read = store
    started = time.perf_counter()
    write(people)
    written = time.perf_counter()
    found = read()
    done = time.perf_counter()
    if found.num_rows != people.num_rows or found["nik"][-1].as_py() != people["nik"][-1].as_py():
        raise BenchError("what was read is not what was written")
    return written - started, done - written


def _people(rows: int) -> pa.Table:
    """Persons with numbers of the province 99, which there is none of."""
    draw = np.random.default_rng(SEED)
    serials = draw.permutation(rows)
    return pa.table(
        {
            "nik": pa.array([f"99{serial:014d}" for serial in serials]),
            "family_card_no": pa.array([f"99{serial // 4:014d}" for serial in serials]),
            "person_name": pa.array([f"Warga Contoh {serial}" for serial in serials]),
            "birth_date": pa.array(draw.integers(0, 20_000, rows).astype("int32"), pa.date32()),
            "area_code_bps": pa.array([f"9971{place:06d}" for place in draw.integers(0, 228, rows)]),
            "program_code": pa.array([("PKH", "BPNT", "PIP")[number % 3] for number in range(rows)]),
            "amount_idr": draw.integers(1, 40, rows) * 50_000.0,
        }
    )


def _sealed_parquet(folder: Path) -> Store:
    blobs = EncryptedBlobs(folder / "sealed", VaultKey(SECRET))
    return (
        lambda people: blobs.put(NAME, parquet_bytes(people)),
        lambda: pq.read_table(pa.BufferReader(blobs.get(NAME))),
    )


class _Wrapping(pe.KmsClient):
    """The key of a file beside the file, as plain as can be: only speed is measured."""

    def wrap_key(self, key_bytes: bytes, master_key_identifier: str) -> bytes:
        return base64.b64encode(key_bytes)

    def unwrap_key(self, wrapped_key: bytes, master_key_identifier: str) -> bytes:
        return base64.b64decode(wrapped_key)


def _encrypted_parquet(folder: Path) -> Store:
    folder.mkdir()
    path, connection = folder / "people.parquet", pe.KmsConnectionConfig()
    crypto = pe.CryptoFactory(lambda _: _Wrapping())
    settings = pe.EncryptionConfiguration(
        footer_key="a", uniform_encryption=True, data_key_length_bits=256, cache_lifetime=timedelta(minutes=5)
    )

    def write(people: pa.Table) -> None:
        properties = crypto.file_encryption_properties(connection, settings)
        with pq.ParquetWriter(path, people.schema, compression="zstd", encryption_properties=properties) as writer:
            writer.write_table(people)

    def read() -> pa.Table:
        properties = crypto.file_decryption_properties(connection)
        return pq.ParquetFile(path, decryption_properties=properties).read()

    return write, read


def _duckdb(folder: Path) -> Store:
    folder.mkdir()
    attach = f"ATTACH '{folder / 'people.duckdb'}' AS kept (ENCRYPTION_KEY '{SECRET.hex()}')"

    def write(people: pa.Table) -> None:
        with _with_extension() as engine:
            engine.execute(attach)
            engine.register("people", people)
            engine.execute("CREATE TABLE kept.people AS SELECT * FROM people")

    def read() -> pa.Table:
        with _with_extension() as engine:
            engine.execute(attach)
            return engine.execute("SELECT * FROM kept.people").to_arrow_table()

    return write, read


def _with_extension() -> duckdb.DuckDBPyConnection:
    """An engine with the extension, where its package is installed; DuckDB itself would look for it on the internet."""
    engine = duckdb.connect()
    package = find_spec(EXTENSION_PACKAGE)
    if package is not None and package.origin is not None:
        folder = Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}"
        engine.execute(f"LOAD '{folder / NEEDED_EXTENSION}.duckdb_extension'")
    return engine


WAYS: dict[str, Callable[[Path], Store]] = {
    "sealed_parquet": _sealed_parquet,
    "encrypted_parquet": _encrypted_parquet,
    "duckdb": _duckdb,
}
"""Each gives how to write a table into a new folder and how to read it."""
