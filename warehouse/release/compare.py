"""Compare releases byte by byte."""

from __future__ import annotations

from pathlib import Path

from warehouse.release.manifest import sha256_of


def parquet_digest(folder: Path) -> dict[str, str]:
    """SHA-256 of every Parquet file below `folder`, by path relative to it, in the order of the paths."""
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in sorted(folder.rglob("*.parquet"))}
