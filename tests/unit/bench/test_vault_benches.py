"""The benches of the vault measure what they say, on few rows."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from rich.console import Console

from setara.bench import vault_stores
from setara.bench.scanner import WRITERS, bench_scanner, print_readings
from setara.bench.vault_stores import bench_vault, print_stored


def test_every_kind_of_file_is_read(tmp_path: Path) -> None:
    readings = bench_scanner(tmp_path, 400)
    assert [each.kind for each in readings] == list(WRITERS)
    assert all(each.disk_bytes and each.content_bytes and each.seconds > 0 for each in readings)
    console = Console(record=True, width=120)
    print_readings(readings, console)
    assert "parquet" in console.export_text()


def test_every_way_keeps_people_sealed(tmp_path: Path) -> None:
    done = {each.way: each for each in bench_vault(tmp_path, 500, 1)}
    assert set(done) == set(vault_stores.WAYS)
    assert done["sealed_parquet"].disk_bytes
    assert done["encrypted_parquet"].disk_bytes
    assert bool(done["duckdb"].disk_bytes) is bool(find_spec(vault_stores.EXTENSION_PACKAGE))
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Warga Contoh" in content for content in written)
    console = Console(record=True, width=120)
    print_stored(list(done.values()), console)
    assert "sealed_parquet" in console.export_text()
