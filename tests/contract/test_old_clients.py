"""The released file opens in DuckDB clients of other versions; `make clients` installs them in `.clients/<version>`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from release_samples import ROWS, sample_facts, sample_tables

from warehouse import contract
from warehouse.release.build import build_release
from warehouse.release.database import SCHEMAS

REPO = Path(__file__).parents[2]
VERSIONS = sorted(path.stem for path in (REPO / "requirements" / "clients").glob("*.lock"))
TABLES = [f"{schema}.{name}" for schema in SCHEMAS for name in contract.names(schema)]

_CLIENT = """
import json, sys, duckdb
assert duckdb.__version__ == sys.argv[1], duckdb.__version__
con = duckdb.connect(*json.loads(sys.argv[2]))
for statement in json.loads(sys.argv[3]):
    rows = con.execute(statement).fetchall()
print(json.dumps(rows, default=str))
"""


MANY = 30_000


def many_findings() -> pa.Table:
    """Enough rows, of long and of repeating text, that DuckDB compresses the columns as it does in a real release."""
    rows = [
        {**ROWS["findings"][0], "row_number": number, "message_id": f"Baris {number}: bukan angka. " * 5}
        for number in range(MANY)
    ]
    return pa.Table.from_pylist(rows, schema=contract.load("findings").arrow_schema())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "r1"
    build_release(folder, {**sample_tables(), "findings": many_findings()}, sample_facts())
    return folder / "setara.duckdb"


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    if not (REPO / ".clients" / request.param / ".done").exists():
        pytest.skip(f"DuckDB client {request.param} is not installed: make clients")
    return str(request.param)


def ask(version: str, opened: list[object], *statements: str) -> list[list[Any]]:
    """Rows of the last statement, as that client gives them; it runs in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _CLIENT, version, json.dumps(opened), json.dumps(statements)],
        env={**os.environ, "PYTHONPATH": str(REPO / ".clients" / version)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_there_are_clients_from_1_0_to_2_0() -> None:
    assert [VERSIONS[0], VERSIONS[-1]] == ["1.0.0", "2.0.0"]


def test_reads_every_table(database: Path, version: str) -> None:
    counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM (SELECT * FROM {table})" for table in TABLES)
    counted = dict(ask(version, [str(database), True], counts))
    assert set(counted) == set(TABLES)
    assert (counted["mart.indicator_values"], counted["mart.indicators_latest"]) == (3, 1)


def test_reads_the_flat_table_with_dates_and_numbers(database: Path, version: str) -> None:
    flat = "SELECT area_name, indicator_name_id, period_start, value FROM mart.indicators_latest"
    assert ask(version, [str(database), True], flat) == [
        ["Kota Kupang", "Persentase penduduk miskin", "2024-01-01", 8.61]
    ]


def test_reads_compressed_columns(database: Path, version: str) -> None:
    sql = "SELECT count(DISTINCT message_id), sum(row_number), min(code) FROM meta.findings"
    assert ask(version, [str(database), True], sql) == [[MANY, MANY * (MANY - 1) // 2, "N01"]]


def test_runs_the_as_of_macro_with_text_and_with_a_date(database: Path, version: str) -> None:
    for day in ("'2025-01-14'", "DATE '2025-01-14'"):
        sql = f"SELECT value FROM mart.indicator_values_as_of({day}) WHERE source_code = 'bps'"
        assert ask(version, [str(database), True], sql) == [[8.9]]


def test_reads_comments(database: Path, version: str) -> None:
    sql = "SELECT count(*) FROM duckdb_columns() WHERE schema_name IN ('core', 'mart', 'meta') AND comment IS NULL"
    assert ask(version, [str(database), True], sql) == [[0]]


def test_reads_the_attached_file(database: Path, version: str) -> None:
    attach = f"ATTACH '{database}' AS kupang (READ_ONLY)"
    assert ask(version, [":memory:"], attach, "SELECT value FROM kupang.mart.indicators_latest") == [[8.61]]
    as_of = "SELECT count(*) FROM mart.indicator_values_as_of('2025-01-15')"
    assert ask(version, [":memory:"], attach, "USE kupang", as_of) == [[2]]
