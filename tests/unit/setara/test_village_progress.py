"""The league on the terminal: what it asks of the release, and what it says where nothing was due."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from setara.commands import village_progress
from setara.workspace import Workspace
from warehouse import contract

ROW = {
    "area_code_bps": "5371010",
    "area_level": "district",
    "source_code": "_T",
    "improvement_rank": 1,
    "progress_id": "Membaik",
    "progress_en": "Improved",
    "score_change_points": 12.5,
    "score_pct": 90.0,
    "n_received": 1234,
    "n_on_time": 3,
    "n_complete": 2,
    "n_expected": 1300,
}


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release in memory with one district."""
    con = duckdb.connect(":memory:")
    rows = {"village_reporting": [ROW], "areas": [{"area_code_bps": "5371010", "name_id": "Alak"}]}
    for name, of_table in rows.items():
        table = contract.load(name)
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
        con.register("made", pa.Table.from_pylist(of_table, schema=table.arrow_schema()))
        con.execute(f"CREATE TABLE {table.schema}.{name} AS FROM made")
    monkeypatch.setattr(village_progress, "ask_release", lambda _, sql: con.execute(sql).to_arrow_table())


@pytest.mark.usefixtures("released")
def test_a_district_with_its_change_and_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    village_progress.print_village_progress(Workspace(tmp_path), "district")
    shown = capsys.readouterr().out
    for word in ("Alak", "Membaik", "+12.5", "90.0%", "1,234", "1,300"):
        assert word in shown


@pytest.mark.usefixtures("released")
def test_of_a_report_that_is_not_there_those_that_are_get_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    village_progress.print_village_progress(Workspace(tmp_path), "village", "village_deaths")
    told = capsys.readouterr().out
    assert "None is due yet; there are: _T" in told
    # the calendar on the wall may be further on
    assert "as of the last delivery" in told
