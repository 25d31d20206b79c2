"""Engines are opened as a vault needs them, and one that is not installed says how to get it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from pydantic import ValidationError

from setara.fingerprint import engine_versions
from setara.settings import Settings
from warehouse.engines import opening as engines
from warehouse.engines.opening import EngineError, open_engine, require_engine, stored


def test_duckdb_spills_encrypted_into_its_folder_and_has_one_thread(tmp_path: Path) -> None:
    engine = open_engine(spill=tmp_path / "vault" / "spill")
    named = "'threads', 'temp_directory', 'temp_file_encryption'"
    rows = engine.con.execute(f"SELECT name, value FROM duckdb_settings() WHERE name IN ({named})").fetchall()
    assert dict(rows) == {
        "threads": "1",
        "temp_directory": str(tmp_path / "vault" / "spill"),
        "temp_file_encryption": "true",
    }
    assert (tmp_path / "vault" / "spill").is_dir()


def test_what_is_stored_is_a_table_of_the_engine() -> None:
    engine = open_engine()
    numbers = stored(engine, "numbers", pa.table({"a": [1, 2, 3]}))
    large = stored(engine, "large", numbers.filter(numbers.a > 1))
    assert sorted(large.to_pyarrow()["a"].to_pylist()) == [2, 3]
    assert sorted(engine.list_tables()) == ["large", "numbers"]


def test_without_pyspark_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.PACKAGES, "spark", "no-such-package")
    for asked in (require_engine, open_engine, engine_versions):
        with pytest.raises(EngineError, match=r"`make spark`\. \| Spark is not installed"):
            asked("spark")


def test_without_java_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(engines.PACKAGES, "spark", "duckdb")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="Java 17"):
        require_engine("spark")


def test_the_engine_is_part_of_what_a_release_rests_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.PACKAGES, "spark", "numpy")
    assert engine_versions("spark") != engine_versions("duckdb")
    assert engine_versions("duckdb").startswith("duckdb ")


def test_the_environment_chooses_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().engine == "duckdb"
    monkeypatch.setenv("SETARA_ENGINE", "spark")
    monkeypatch.setenv("SETARA_SPARK_MASTER", "spark://office:7077")
    assert (Settings().engine, Settings().spark_master) == ("spark", "spark://office:7077")
    monkeypatch.setenv("SETARA_ENGINE", "sparkle")
    with pytest.raises(ValidationError, match="duckdb"):
        Settings()
