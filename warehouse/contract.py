"""The contract of a table: the only place where its shape is written down.

A file `warehouse/contracts/<table>.yml` becomes the Arrow schema, the DuckDB DDL with its COMMENTs, the base
expectations, the Parquet metadata and the data dictionary. This module reads the file and gives it typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.yaml_files import read_yaml

CONTRACTS_DIR = Path(__file__).parent / "contracts"
SCHEMA_VERSION = 1

ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
DUCKDB_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}


class ContractError(ValueError):
    """A contract file does not say what a contract must say; the message names the file and the line's key."""


@dataclass(frozen=True)
class Column:
    """One column of a table: its type, its unit and its name for people."""

    name: str
    type: str
    label: dict[str, str]
    description: dict[str, str] = field(default_factory=dict)
    required: bool = False
    optional: bool = False
    """A row may leave it blank: it does not apply to every row, or is not always known."""
    unit: str | None = None
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    personal: bool = False
    """The column identifies a person: it may never leave the vault."""

    @property
    def is_numeric(self) -> bool:
        """True for a column of numbers."""
        return self.type in {"integer", "number"}


@dataclass(frozen=True)
class Contract:
    """A table: what a row is, its key and its columns in order."""

    name: str
    schema: str
    grain: dict[str, str]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    personal: bool = False
    """Rows are about persons: table lives in the vault only."""
    parquet: bool = True
    """Published as Parquet; false where rows tell of the run and not of the data."""
    disclosure: Mapping[str, Any] = field(default_factory=dict)
    """How counts made from these rows are protected; `disclosure_rules` reads it. Extends that of the contract that
    this one extends."""
    warnings: tuple[dict[str, str], ...] = ()
    shared: tuple[str, ...] = ()
    """Names of the columns of the contract that this one extends."""

    @property
    def own_columns(self) -> list[Column]:
        """The columns that this contract does not share with others."""
        return [column for column in self.columns if column.name not in self.shared]

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def arrow_schema(self) -> pa.Schema:
        """Arrow schema with unit and labels as field metadata and the grain as table metadata."""
        return self._arrow_schema

    @cached_property
    def _arrow_schema(self) -> pa.Schema:
        fields = [
            pa.field(
                column.name,
                ARROW_TYPES[column.type],
                metadata={
                    "unit": column.unit or "",
                    "label_id": column.label["id"],
                    "label_en": column.label["en"],
                },
            )
            for column in self.columns
        ]
        metadata = {
            "table": f"{self.schema}.{self.name}",
            "schema_version": str(SCHEMA_VERSION),
            "grain_id": self.grain["id"],
            "grain_en": self.grain["en"],
        }
        return pa.schema(fields, metadata=metadata)

    def empty_table(self) -> pa.Table:
        """The table without rows."""
        return self._empty_table

    @cached_property
    def _empty_table(self) -> pa.Table:
        return self._arrow_schema.empty_table()

    def ddl(self) -> list[str]:
        """CREATE TABLE and COMMENT statements; without key constraints, which DuckDB 1.0 clients cannot read."""
        qualified = f"{self.schema}.{self.name}"
        body = ", ".join(f'"{column.name}" {DUCKDB_TYPES[column.type]}' for column in self.columns)
        statements = [
            f"CREATE TABLE {qualified} ({body})",
            f"COMMENT ON TABLE {qualified} IS {_literal(self.grain['id'] + ' | ' + self.grain['en'])}",
        ]
        for column in self.columns:
            text = f"{column.label['id']} | {column.label['en']}"
            if column.unit:
                text += f" [{column.unit}]"
            statements.append(f'COMMENT ON COLUMN {qualified}."{column.name}" IS {_literal(text)}')
        return statements

    def conform(self, table: pa.Table) -> pa.Table:
        """`table` with this contract's columns, cast and sorted by key; ContractError if one is missing or extra."""
        missing = [name for name in self.column_names if name not in table.column_names]
        extra = [name for name in table.column_names if name not in self.column_names]
        if missing or extra:
            raise ContractError(f"{self.schema}.{self.name}: missing columns {missing}, unknown columns {extra}")
        schema = self.arrow_schema()
        if not table.num_rows:
            return self.empty_table()
        cast = table.select(self.column_names).cast(schema)
        return cast.sort_by([(name, "ascending") for name in self.key]).replace_schema_metadata(schema.metadata)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _column(raw: dict[str, Any], path: Path) -> Column:
    unknown = set(raw) - set(Column.__dataclass_fields__)
    if unknown:
        raise ContractError(f"{path.name}: column {raw.get('name')} has unknown keys {sorted(unknown)}")
    if raw.get("type") not in ARROW_TYPES:
        raise ContractError(f"{path.name}: column {raw.get('name')} needs a type of {sorted(ARROW_TYPES)}")
    if set(raw.get("label", {})) != {"id", "en"}:
        raise ContractError(f"{path.name}: column {raw.get('name')} needs a label with 'id' and 'en'")
    return Column(**{**raw, "values": tuple(raw.get("values", ()))})


@cache
def load(name: str) -> Contract:
    """The contract of that name; ContractError if its file is missing or does not hold."""
    path = CONTRACTS_DIR / f"{name}.yml"
    if not path.exists():
        raise ContractError(f"no contract {name}: {path.name} is not in warehouse/contracts/")
    raw = read_yaml(path)
    extended = load(raw.pop("extends")) if "extends" in raw else None
    shared = extended.columns if extended else ()
    inherited = extended.disclosure if extended else {}
    columns = shared + tuple(_column(column, path) for column in raw.pop("columns"))
    contract = Contract(
        **{
            **raw,
            "name": name,
            "key": tuple(raw["key"]),
            "disclosure": {**inherited, **raw.get("disclosure", {})},
            "warnings": tuple(raw.get("warnings", ())),
            "columns": columns,
            "shared": tuple(column.name for column in shared),
        }
    )
    strangers = [key for key in contract.key if key not in contract.column_names]
    if strangers:
        raise ContractError(f"{path.name}: key columns {strangers} are not columns")
    return contract


def names(schema: str | None = None) -> list[str]:
    """Names of all contracts, sorted; of one schema where one is given."""
    found = sorted(path.stem for path in CONTRACTS_DIR.glob("*.yml"))
    return found if schema is None else [name for name in found if load(name).schema == schema]
