"""`datapackage.json`: the release's Parquet as a Frictionless data package, its schemas from the contracts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from warehouse import contract
from warehouse.contract import Column
from warehouse.release.manifest import FileEntry, ReleaseFacts

FIELD_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "datetime",
}


def data_package(facts: ReleaseFacts, parquet_files: Sequence[FileEntry]) -> dict[str, Any]:
    """A package with a resource per Parquet file; titles are in Bahasa Indonesia, descriptions in English."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "setara",
        "id": facts.release_id,
        "title": "Setara: indikator ketimpangan",
        "description": "Setara: indicators of inequality",
        "created": facts.built_at_utc.isoformat(),
        "resources": [_resource(entry) for entry in parquet_files],
    }


def _resource(entry: FileEntry) -> dict[str, Any]:
    table = contract.load(PurePosixPath(entry.path).stem)
    return {
        "name": table.name,
        "type": "table",
        "path": entry.path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": entry.bytes,
        "hash": f"sha256:{entry.sha256}",
        "title": table.grain["id"],
        "description": table.grain["en"],
        "schema": {"primaryKey": list(table.key), "fields": [_field(column) for column in table.columns]},
    }


def _field(column: Column) -> dict[str, Any]:
    stated = {
        "required": column.required or None,
        "enum": list(column.values) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    constraints = {rule: value for rule, value in stated.items() if value is not None}
    field: dict[str, Any] = {
        "name": column.name,
        "type": FIELD_TYPES[column.type],
        "title": column.label["id"],
        "description": column.label["en"],
    }
    if column.unit is not None:
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field
