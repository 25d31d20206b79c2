"""The benchmark's households, and that whatever is timed computes the same numbers, or the benchmark stops."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from setara.bench.cases import prepared
from setara.bench.compare import require_same
from setara.bench.households import AREA, AREAS, HOUSEHOLD_WEIGHT, household_file
from setara.bench.job import Job, result_file
from setara.bench.measure import BenchError, measure

ROWS = 40_000
SURE = ("by_hand", "setara", "pandas", "smooth", "smooth_with_variance", "store", "store_measures")


@pytest.fixture(scope="module")
def households(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return household_file(tmp_path_factory.mktemp("bench"), ROWS)


@pytest.fixture(scope="module")
def results(households: Path) -> Path:
    for case in (*SURE, *(("polars",) if find_spec("polars") else ())):
        job = Job(case, households, households.parent, "1GB")
        pq.write_table(prepared(job)(), job.result)
    return households.parent


def test_households_are_the_same_anywhere_and_of_no_real_place(households: Path, tmp_path: Path) -> None:
    again = pq.read_table(household_file(tmp_path, ROWS))
    table = pq.read_table(households)
    assert table.sort_by(HOUSEHOLD_WEIGHT).equals(again.sort_by(HOUSEHOLD_WEIGHT))
    assert table.num_rows == ROWS
    assert pc.count_distinct(table[AREA]).as_py() == AREAS
    assert pc.all(pc.starts_with(table[AREA], "99")).as_py()


def test_all_cases_compute_the_same(results: Path) -> None:
    require_same(results)
    assert pq.read_table(result_file(results, "setara")).num_rows == AREAS


def test_a_wrong_number_stops_the_benchmark(results: Path, tmp_path: Path) -> None:
    for case in ("by_hand", "setara"):
        table = pq.read_table(result_file(results, case))
        if case == "setara":
            wrong = pc.multiply(table["palma"], 1 + 2e-9)
            table = table.set_column(table.column_names.index("palma"), "palma", wrong)
        pq.write_table(table, result_file(tmp_path, case))
    with pytest.raises(BenchError, match="setara, palma"):
        require_same(tmp_path)


def test_a_null_stops_it_too(results: Path, tmp_path: Path) -> None:
    table = pq.read_table(result_file(results, "by_hand"))
    pq.write_table(table, result_file(tmp_path, "by_hand"))
    nothing = pa.nulls(table.num_rows, pa.float64())
    pq.write_table(table.set_column(1, table.column_names[1], nothing), result_file(tmp_path, "setara"))
    with pytest.raises(BenchError, match="setara, gini"):
        require_same(tmp_path)


def test_a_case_that_dies_says_why(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"(?s)pandas.*status 1.*missing\.parquet"):
        measure(Job("pandas", tmp_path / "missing.parquet", tmp_path, "1GB"), ROWS)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="RSS of a process is read from /proc")
def test_a_measurement_has_time_and_the_memory_of_its_own_process(households: Path, tmp_path: Path) -> None:
    ballast = bytearray(os.urandom(1024)) * 600_000
    found = measure(Job("pandas", households, tmp_path, "1GB"), ROWS)
    assert 0 < found.seconds < 60
    assert 50e6 < found.peak_bytes < len(ballast)
