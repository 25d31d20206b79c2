"""Development targets, from `reference/targets.yml`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse import contract
from warehouse.indicators.definition_files import DefinitionError
from warehouse.indicators.definitions import REFERENCE, definitions
from warehouse.yaml_files import read_yaml

COLUMNS = {
    "indicator": "indicator_code",
    "area": "target_area",
    "year": "target_year",
    "low": "target_low",
    "high": "target_high",
    "document": "target_document",
    "citation": "target_citation",
}
"""Keys of an entry and the columns that they fill."""


def target_table(reference: Path = REFERENCE) -> pa.Table:
    """Rows of the contract `targets`; raises DefinitionError where an entry does not hold."""
    known = {definition.code for definition in definitions()}
    rows = [_row(entry, known) for entry in read_yaml(reference / "targets.yml")]
    table = contract.load("targets")
    return table.conform(pa.Table.from_pylist(rows, schema=table.arrow_schema()))


def _row(entry: dict[str, Any], known: Collection[str]) -> dict[str, Any]:
    said = f"targets.yml: {entry.get('indicator')} {entry.get('area')} {entry.get('year')}"
    if set(entry) != set(COLUMNS):
        raise DefinitionError(f"{said}: needs the keys {sorted(COLUMNS)}, has {sorted(entry)}")
    if entry["indicator"] not in known:
        raise DefinitionError(f"{said}: there is no such indicator")
    if not isinstance(entry["area"], str):
        raise DefinitionError(f"{said}: area must be text, such as '5371'")
    if entry["low"] > entry["high"]:
        raise DefinitionError(f"{said}: low is above high")
    return {column: entry[key] for key, column in COLUMNS.items()}
