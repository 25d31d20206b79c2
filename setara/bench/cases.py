"""What can be measured, by name. A case is prepared (imports, connections, inputs), then its work is timed.

Imports are late, so that a process holds nothing but what its case needs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from setara.bench.job import Job, Work

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

Prepare = Callable[[Job], Work]


def prepared(job: Job) -> Work:
    """The work of a case, ready to be timed."""
    return CASES[job.case](job)


def _on_duckdb(name: str) -> Prepare:
    """A function of `duckdb_cases`, of an engine and the households."""

    def prepare(job: Job) -> Work:
        from setara.bench import duckdb_cases

        return partial(getattr(duckdb_cases, name), _engine(job), job.households)

    return prepare


def _of_store(name: str) -> Prepare:
    """A function of `store_cases`, which prepares itself; the store is a file that the next case finds."""

    def prepare(job: Job) -> Work:
        from setara.bench import store_cases

        return getattr(store_cases, name)(_engine(job, job.folder / "store.duckdb"), job.households)

    return prepare


def _by_library(library: str) -> Prepare:
    """The function of `other_libraries` for a library, of the households."""

    def prepare(job: Job) -> Work:
        from setara.bench import other_libraries

        import_module(library)
        return partial(getattr(other_libraries, f"exact_by_{library}"), job.households)

    return prepare


def _engine(job: Job, database: Path | str = ":memory:") -> Backend:
    """DuckDB with all threads of the machine, which spills into the job's folder."""
    import ibis

    from warehouse.engines.compiling import keep_selects_apart

    keep_selects_apart()
    engine = ibis.duckdb.connect(database, memory_limit=job.memory_limit, temp_directory=str(job.spill))
    engine.raw_sql("SET enable_progress_bar = false; SET preserve_insertion_order = false")
    # What Ibis imports with its first query is not to be timed.
    engine.to_pyarrow(ibis.literal(1))
    return engine


CASES: dict[str, Prepare] = {
    "by_hand": _on_duckdb("exact_by_hand"),
    "setara": _on_duckdb("exact"),
    "pandas": _by_library("pandas"),
    "polars": _by_library("polars"),
    "smooth": _on_duckdb("smooth"),
    "smooth_with_variance": _on_duckdb("smooth_with_variance"),
    "store": _of_store("build"),
    "store_village": _of_store("update_village"),
    "store_province": _of_store("province"),
    "store_measures": _of_store("villages"),
}
