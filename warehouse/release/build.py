"""Build a release: tables in, a complete folder out. Nothing here makes it visible; `publish` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from warehouse import contract
from warehouse.contract import SCHEMA_VERSION
from warehouse.release.database import SCHEMAS, write_database
from warehouse.release.datapackage import data_package
from warehouse.release.disclosure_notes import disclosure_notes
from warehouse.release.latest import indicators_latest
from warehouse.release.manifest import MANIFEST_NAME, FileEntry, Manifest, ReleaseFacts, file_entry, write_json
from warehouse.release.parquet import write_table
from warehouse.release.release_notes import release_notes

DATABASE_NAME = "setara.duckdb"
SITE_NAME = "site"
MADE_HERE = frozenset({"indicators_latest", "releases"})
"""Tables a build makes itself, from the tables it is given and from its facts."""


class BuildError(ValueError):
    """A release cannot be built from what was given; the message says what is too much or missing."""


def tables_needed() -> list[str]:
    """Names of the tables `build_release` must be given: every contract of core, mart and meta but those made here."""
    return [name for schema in SCHEMAS for name in contract.names(schema) if name not in MADE_HERE]


def build_release(
    folder: Path,
    tables: Mapping[str, pa.Table],
    facts: ReleaseFacts,
    add_site: Callable[[Path, Path], None] = lambda _parquet, _site: None,
) -> Manifest:
    """Write Parquet, `setara.duckdb`, the site, `datapackage.json`, `RELEASE.md` and, last, `manifest.json`.

    `add_site` makes the pages from the Parquet folder (first argument) in the site folder (second argument).

    `folder` must be empty or not exist yet. BuildError if it is not, or if tables are missing or unknown;
    PriorityError if the values' sources are not ordered; ContractError if a table has other columns than its contract;
    KeyNotUnique if a key repeats.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BuildError(f"{folder} is not empty")
    content = _complete(tables, facts)
    parquet_folder = folder / "parquet"
    published = [name for name in content if contract.load(name).parquet]
    parquet_files = [
        replace(entry, path=f"{parquet_folder.name}/{entry.path}")
        for name in published
        for entry in write_table(content[name], contract.load(name), parquet_folder)
    ]
    unpublished = {name: table for name, table in content.items() if name not in published}
    write_database(folder / DATABASE_NAME, parquet_folder, unpublished)
    add_site(parquet_folder, folder / SITE_NAME)
    write_json(folder / "datapackage.json", data_package(facts, parquet_files))
    (folder / "RELEASE.md").write_text(_notes(content, facts), encoding="utf-8")
    manifest = Manifest(facts, (*parquet_files, *_other_files(folder)))
    write_json(folder / MANIFEST_NAME, manifest.as_json())
    return manifest


def _complete(tables: Mapping[str, pa.Table], facts: ReleaseFacts) -> dict[str, pa.Table]:
    """`tables` with those made here, in the order of schemas and names."""
    missing = sorted(set(tables_needed()) - set(tables))
    unknown = sorted(set(tables) - set(tables_needed()))
    if missing or unknown:
        raise BuildError(f"missing tables {missing}, unknown tables {unknown}")
    latest = indicators_latest(
        tables["indicator_values"], tables["indicators"], tables["areas"], tables["source_priority"]
    )
    complete = {**tables, "indicators_latest": latest, "releases": _release_row(facts)}
    return {name: complete[name] for schema in SCHEMAS for name in contract.names(schema)}


def _release_row(facts: ReleaseFacts) -> pa.Table:
    row = {
        **vars(facts),
        "built_at": facts.built_at_utc.replace(tzinfo=None),
        "schema_version": SCHEMA_VERSION,
    }
    return pa.Table.from_pylist([row], schema=contract.load("releases").arrow_schema())


def _notes(content: Mapping[str, pa.Table], facts: ReleaseFacts) -> str:
    rows = {f"{contract.load(name).schema}.{name}": table.num_rows for name, table in content.items()}
    parts = (release_notes(facts, rows, content["findings"]), disclosure_notes(content["facts"]))
    return "\n".join(part for part in parts if part)


def _other_files(folder: Path) -> list[FileEntry]:
    pages = sorted(path for path in (folder / SITE_NAME).rglob("*") if path.is_file())
    named = [folder / name for name in (DATABASE_NAME, "datapackage.json", "RELEASE.md")]
    return [file_entry(path, folder) for path in (*named, *pages)]
