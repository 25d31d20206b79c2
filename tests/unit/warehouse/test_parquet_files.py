"""Parquet files: the same rows give the same bytes, and say what they mean."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse import contract
from warehouse.contract import ContractError
from warehouse.release.compare import parquet_digest
from warehouse.release.parquet import write_table

PERIODS = contract.load("periods")
ROWS = [
    {"period": str(year), "period_start": date(year, 1, 1), "period_end": date(year, 12, 31), "frequency": "A"}
    for year in range(2000, 2026)
]


def periods(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=PERIODS.arrow_schema())


def test_order_and_chunks_of_the_rows_given_do_not_show_in_the_bytes(tmp_path: Path) -> None:
    write_table(periods(ROWS), PERIODS, tmp_path / "once")
    shuffled = pa.concat_tables([periods(ROWS[13:]), periods(ROWS[:13])])
    write_table(shuffled, PERIODS, tmp_path / "again")
    assert parquet_digest(tmp_path / "once") == parquet_digest(tmp_path / "again")


def test_another_value_gives_other_bytes(tmp_path: Path) -> None:
    write_table(periods(ROWS), PERIODS, tmp_path / "once")
    write_table(periods([*ROWS[:-1], {**ROWS[-1], "frequency": "M"}]), PERIODS, tmp_path / "again")
    assert parquet_digest(tmp_path / "once") != parquet_digest(tmp_path / "again")


def test_the_file_is_zstd_sorted_by_key_and_listed(tmp_path: Path) -> None:
    (entry,) = write_table(periods(ROWS[::-1]), PERIODS, tmp_path)
    path = tmp_path / "periods" / "periods.parquet"
    assert (entry.path, entry.rows) == ("periods/periods.parquet", len(ROWS))
    assert {"periods/periods.parquet": entry.sha256} == parquet_digest(tmp_path)
    assert pq.read_table(path)["period"].to_pylist() == [row["period"] for row in ROWS]
    assert pq.read_metadata(path).row_group(0).column(0).compression == "ZSTD"


def test_the_file_carries_grain_labels_and_units(tmp_path: Path) -> None:
    table = contract.load("snapshots")
    write_table(table.empty_table(), table, tmp_path)
    path = tmp_path / "snapshots" / "snapshots.parquet"
    assert pq.read_metadata(path).metadata[b"grain_en"] == table.grain["en"].encode()
    size = pq.read_schema(path).field("size_bytes").metadata
    assert (size[b"unit"], size[b"label_id"]) == (b"bytes", b"Ukuran")


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="unknown columns"):
        write_table(periods(ROWS).append_column("note", pa.array(["x"] * len(ROWS))), PERIODS, tmp_path)
