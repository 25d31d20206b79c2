"""The engines that run the transforms: DuckDB in this process, or Spark, local or on a cluster.

Both take tables in memory, keep nothing readable on disk and give Arrow back, so that transforms know no engine.
"""

from __future__ import annotations

import os
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from warehouse.engines.compiling import keep_selects_apart

if TYPE_CHECKING:
    from warehouse.engines.spark import SparkEngine

Engine: TypeAlias = ibis.BaseBackend
PACKAGES = {"duckdb": "duckdb", "spark": "pyspark"}
"""The package that is the engine, by name of the engine."""
LOCAL_SPARK = "local[*]"
NOT_INSTALLED = "Spark tidak terpasang: jalankan `make spark`. | Spark is not installed: run `make spark`."
NO_JAVA = "Spark memerlukan Java 17 atau lebih baru di PATH. | Spark needs Java 17 or newer on the PATH."


class EngineError(RuntimeError):
    """The engine cannot be opened here; the message says in two languages what is missing and how to get it."""


def open_engine(name: str = "duckdb", *, spill: Path | None = None, master: str | None = None) -> Engine:
    """A new engine without tables; `name` is one of PACKAGES, `master` (Spark's only) where the work is done.

    What does not fit into memory goes, encrypted, into the folder `spill`; without one, into a temporary folder of the
    engine's own choice. DuckDB has one thread, because sums of doubles vary with the order of threads and a release
    must repeat byte for byte. EngineError where the engine is not installed.
    """
    require_engine(name)
    keep_selects_apart()
    if spill is not None:
        spill.mkdir(parents=True, exist_ok=True)
    return _open_spark(spill, master or LOCAL_SPARK) if name == "spark" else _open_duckdb(spill, threads=1)


def open_with_all_cores(spill: Path | None) -> Engine:
    """DuckDB as `open_engine` opens it, for what does not vary with the order of threads."""
    keep_selects_apart()
    return _open_duckdb(spill)


def stored(engine: Engine, name: str, table: pa.Table | ir.Table) -> ir.Table:
    """`table` under a new name in the engine; an expression is computed once, and all goes on from its rows."""
    return engine.create_table(name, table.to_pyarrow() if isinstance(table, ir.Table) else table)


def engine_version(name: str) -> str:
    """Version of an engine; EngineError where it is not installed."""
    try:
        return version(PACKAGES[name])
    except PackageNotFoundError as error:
        raise EngineError(NOT_INSTALLED) from error


def require_engine(name: str) -> None:
    """EngineError unless the engine and what it needs are installed."""
    engine_version(name)
    home = os.environ.get("JAVA_HOME")
    if name == "spark" and not shutil.which("java", path=f"{home}/bin" if home else None):
        raise EngineError(NO_JAVA)


def _open_duckdb(spill: Path | None, **threads: int) -> Engine:
    folder = {} if spill is None else {"temp_directory": str(spill), "temp_file_encryption": True}
    return ibis.duckdb.connect(**threads, **folder)


def _open_spark(spill: Path | None, master: str) -> SparkEngine:
    from warehouse.engines.spark import open_spark

    return open_spark(spill, master)
