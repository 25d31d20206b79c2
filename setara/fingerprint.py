"""Fingerprints of the project's own code: what a cached or published result rests on besides its input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from warehouse.engines.opening import PACKAGES, engine_version

PROJECT = Path(__file__).resolve().parent.parent

STORE_ROOMS = ("transforms", "vault")
LINKAGE_ROOMS = ("transforms/linkage", "vault", "reference/linkage")
STAGING_ROOMS = ("sources", "reference", "warehouse/contracts")
RELEASE_ROOMS = (
    "sources",
    "expectations",
    "transforms",
    "warehouse",
    "vault",
    "returns",
    "pages",
    "reference",
    "flows",
)
CODE_SUFFIXES = {".py", ".yml", ".yaml", ".csv", ".json", ".sql", ".j2", ".css", ".js", ".html", ".lock"}


def fingerprint(rooms: Iterable[str]) -> str:
    """Hash of every code and reference file below these folders of the project, by path and content."""
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted((PROJECT / room).rglob("*")):
            if path.suffix in CODE_SUFFIXES and path.is_file():
                digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0")
                digest.update(path.read_bytes())
    return digest.hexdigest()


def engine_versions(engine: str) -> str:
    """Versions of what decides the bytes of a release: the engine of the transforms, its expressions, the writers of
    the DuckDB file and of Parquet; EngineError where the engine is not installed."""
    installed = {PACKAGES[engine]: engine_version(engine)}
    installed |= {name: version(name) for name in ("duckdb", "ibis-framework", "pyarrow")}
    return ", ".join(f"{name} {number}" for name, number in installed.items())


def linkage_versions() -> str:
    """Versions of what decides the weights of pairs."""
    return ", ".join(f"{name} {version(name)}" for name in ("splink", "duckdb"))
