"""A case to measure: its name, its input and its folder, and where it leaves what it computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

Work = Callable[[], pa.Table]
"""What is timed; gives what it computed."""


@dataclass(frozen=True)
class Job:
    """One case on one file of households; `folder` is for what spills, the store and the result."""

    case: str
    households: Path
    folder: Path
    memory_limit: str

    @property
    def spill(self) -> Path:
        """Where DuckDB puts what is beyond its memory limit."""
        return self.folder / "spill"

    @property
    def result(self) -> Path:
        """The Parquet file of what the case computed."""
        return result_file(self.folder, self.case)


def result_file(folder: Path, case: str) -> Path:
    """Where a case leaves what it computed."""
    return folder / f"result_{case}.parquet"
