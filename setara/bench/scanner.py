"""`setara bench scanner`: how fast the leak scanner reads each kind of file, on made-up files of no real person."""

from __future__ import annotations

import json
import sqlite3
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from rich.console import Console
from rich.table import Table

from setara.bench.measure import BenchError
from vault.scanner.scan import scan

PEOPLE = 5_000
"""Each is looked for by number and by name."""
FILES = 4
"""Of each kind, so that every core has some to read."""
SEED = 20250
MEGABYTE = 1e6


@dataclass(frozen=True)
class Reading:
    """One kind of file scanned: bytes on disk, bytes of what it says once decoded, and the time of the scan."""

    kind: str
    disk_bytes: int
    content_bytes: int
    seconds: float

    @property
    def disk_mb_per_s(self) -> float:
        return self.disk_bytes / MEGABYTE / self.seconds

    @property
    def content_mb_per_s(self) -> float:
        return self.content_bytes / MEGABYTE / self.seconds


def run_scanner_bench(rows: int, console: Console) -> None:
    """Measure in a folder that is deleted afterwards, and print."""
    with TemporaryDirectory(prefix="setara_bench_") as folder:
        print_readings(bench_scanner(Path(folder), rows), console)


def bench_scanner(folder: Path, rows: int) -> list[Reading]:
    """Writes files of every kind from `rows` rows of a table like that of indicators and scans them, kind by kind."""
    needles = [text for person in range(PEOPLE) for text in (f"99{person:014d}", f"Warga Contoh {person:05d}")]
    values = _values(rows)
    readings = []
    for kind, write in WRITERS.items():
        here = folder / kind
        here.mkdir()
        content_bytes = sum(
            write(here / f"file{part}", values.slice(part * (rows // FILES), rows // FILES)) for part in range(FILES)
        )
        disk_bytes = sum(path.stat().st_size for path in here.iterdir())
        started = time.perf_counter()
        leaks = scan(here, needles)
        readings.append(Reading(kind, disk_bytes, content_bytes, time.perf_counter() - started))
        if leaks:
            raise BenchError(f"{kind}: {leaks[0].where}: {leaks[0].kind}; nobody was planted there")
    return readings


def print_readings(readings: list[Reading], console: Console) -> None:
    """A line a kind, and one for all."""
    table = Table(title="Pemindai kebocoran | Leak scanner", title_justify="left", title_style="bold")
    table.add_column("jenis\nkind")
    for heading in ("MB", "MB isi\nof content", "detik\nseconds", "MB/s", "MB/s isi\nof content"):
        table.add_column(heading, justify="right")
    total = Reading(
        "semua | all",
        sum(each.disk_bytes for each in readings),
        sum(each.content_bytes for each in readings),
        sum(each.seconds for each in readings),
    )
    for each in (*readings, total):
        table.add_row(
            each.kind,
            f"{each.disk_bytes / MEGABYTE:,.1f}",
            f"{each.content_bytes / MEGABYTE:,.1f}",
            f"{each.seconds:.2f}",
            f"{each.disk_mb_per_s:,.0f}",
            f"{each.content_mb_per_s:,.0f}",
        )
    console.print(table)


def _values(rows: int) -> pa.Table:
    """Areas, periods, codes and figures as in a release, and a text of its own in every row."""
    draw = np.random.default_rng(SEED)
    places = draw.integers(0, 228, rows)
    codes = draw.integers(0, 60, rows)
    return pa.table(
        {
            "area_code_bps": pa.array([f"5371{place:06d}" for place in places]),
            "period": pa.array([f"2025-{1 + number % 12:02d}" for number in range(rows)]),
            "indicator_code": pa.array([f"school_dropout_of_kind_{code}_pct" for code in codes]),
            "value": draw.uniform(0, 100, rows),
            "numerator": draw.integers(5, 10_000, rows),
            "message": pa.array([f"Baris {number}: jumlah tidak sama dengan bagiannya" for number in range(rows)]),
        }
    )


def _text(path: Path, values: pa.Table) -> int:
    path.write_text("\n".join(json.dumps(row) for row in values.to_pylist()), encoding="utf-8")
    return path.stat().st_size


def _parquet(path: Path, values: pa.Table) -> int:
    pq.write_table(values, path, compression="zstd")
    return values.nbytes


def _duckdb(path: Path, values: pa.Table) -> int:
    with duckdb.connect(path) as connection:
        connection.register("given", values)
        connection.execute("CREATE TABLE kept AS SELECT * FROM given")
    return values.nbytes


def _sqlite(path: Path, values: pa.Table) -> int:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE kept (a, b, c, d, e, f)")
    columns = (column.to_pylist() for column in values.columns)
    connection.executemany("INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?)", zip(*columns, strict=True))
    connection.commit()
    connection.close()
    return values.nbytes


def _workbook(path: Path, values: pa.Table) -> int:
    some = values.slice(0, values.num_rows // 10)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(some.to_pylist()):
            sheet.write_row(number, 0, row.values())
    with zipfile.ZipFile(path) as book:
        return sum(member.file_size for member in book.infolist())


WRITERS: dict[str, Callable[[Path, pa.Table], int]] = {
    "text": _text,
    "parquet": _parquet,
    "duckdb": _duckdb,
    "sqlite": _sqlite,
    "xlsx": _workbook,
}
"""Each writes the values and gives the bytes of its content."""
