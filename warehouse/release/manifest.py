"""What a release says of itself: the facts of its build and the list of its files (`manifest.json`)."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse.contract import SCHEMA_VERSION

MANIFEST_NAME = "manifest.json"
_RELEASE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class ManifestError(ValueError):
    """A release folder has no manifest, or one that does not hold; the message names the file."""


@dataclass(frozen=True)
class FileEntry:
    """One file of a release; `path` is relative to the release folder, `rows` is None where it is no table."""

    path: str
    rows: int | None
    bytes: int
    sha256: str


@dataclass(frozen=True)
class ReleaseFacts:
    """What is true of the build and not of the data. `built_at` carries its time zone; ValueError otherwise."""

    release_id: str
    built_at: datetime
    input_fingerprint: str
    workspace_name: str
    setara_version: str
    platform: str
    duckdb_version: str
    engine: str = "duckdb"
    """What ran the transforms; releases from before there were two engines do not say so."""
    missing: dict[str, str] | None = None
    """What it does not have because it was built without the vault's key, in words (`id`, `en`)."""

    def __post_init__(self) -> None:
        if not _RELEASE_ID.fullmatch(self.release_id):
            raise ValueError(f"release id {self.release_id!r} cannot be a folder name")
        if self.built_at.tzinfo is None:
            raise ValueError("built_at needs a time zone")

    @property
    def built_at_utc(self) -> datetime:
        """`built_at` in UTC."""
        return self.built_at.astimezone(UTC)


@dataclass(frozen=True)
class Manifest:
    """A release: its facts, its schema version and its files."""

    facts: ReleaseFacts
    files: tuple[FileEntry, ...]
    schema_version: int = SCHEMA_VERSION

    @property
    def release_id(self) -> str:
        return self.facts.release_id

    @property
    def rows(self) -> int:
        """Rows of all tables of the release's Parquet."""
        return sum(entry.rows for entry in self.files if entry.rows is not None)

    def file(self, path: str) -> FileEntry:
        """The entry of that path; KeyError where there is none."""
        return {entry.path: entry for entry in self.files}[path]

    def as_json(self) -> dict[str, Any]:
        """The content of `manifest.json`: facts on the top level, `built_at` as ISO 8601 in UTC, then the files."""
        facts = asdict(self.facts) | {"built_at": self.facts.built_at_utc.isoformat()}
        files = [asdict(entry) for entry in self.files]
        return {**facts, "schema_version": self.schema_version, "files": files}


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_entry(path: Path, root: Path, rows: int | None = None) -> FileEntry:
    """The entry of a file that has been written, its path relative to `root`."""
    return FileEntry(path.relative_to(root).as_posix(), rows, path.stat().st_size, sha256_of(path))


def write_json(path: Path, content: object) -> None:
    """Readable JSON with a final newline."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_manifest(release: Path) -> Manifest:
    """The manifest of a release folder; ManifestError if it is missing or does not hold."""
    path = release / MANIFEST_NAME
    if not path.is_file():
        raise ManifestError(f"{path} is missing: the folder is no release / folder ini bukan rilis")
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(FileEntry(**entry) for entry in raw.pop("files"))
        schema_version = raw.pop("schema_version")
        facts = ReleaseFacts(**{**raw, "built_at": datetime.fromisoformat(raw["built_at"])})
    except (ValueError, KeyError, TypeError) as error:
        raise ManifestError(f"{path} does not hold: {error}") from error
    return Manifest(facts, files, schema_version)
