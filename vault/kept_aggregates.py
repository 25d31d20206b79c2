"""What came out of the vault last, kept in the clear, so that a release can be built while the vault is closed.

Only tables whose contracts may be released are kept: protected counts, where they come from, what became of the rows,
and findings. Beside them stands what they were made of. A new set is written whole before it takes the old one's place.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from vault.errors import VaultError
from vault.store.files import replace_file
from warehouse import contract
from warehouse.release.parquet import parquet_bytes, table_in

CONTRACTS = {
    "program_facts": "facts",
    "program_values": "indicator_values",
    "program_lineage": "lineage",
    "household_values": "indicator_values",
    "household_facts": "facts",
    "household_lineage": "lineage",
    "loads": "loads",
    "findings": "findings",
}
"""The tables that are kept, and their contracts."""
ROW_FATES = pa.schema([(name, pa.string()) for name in ("row_id", "sheet_id", "source", "fate")])
STAGED, ACCEPTED = "staged-", "accepted-"
"""Before the name of a contract: rows that are not personal, of workbooks whose other sheets are."""
BESIDE = {"sheets": "staged_sheets", "cells": "staged_cells", "row_fates": None}
"""What is kept beside those rows: their sheets, cells without text, and the fate of every row of the vault."""
INDEX = "current.json"

Receipt = tuple[str, int]


class AggregatesDamaged(VaultError):  # noqa: N818  the names are the vault's interface
    """The kept tables are not what was written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Agregat yang disimpan di {folder} rusak. Jalankan `setara run` dengan kunci; agregat dibuat lagi.",
            f"The aggregates kept in {folder} are damaged. Run `setara run` with the key; they are made again.",
        )


@dataclass(frozen=True)
class KeptAggregates:
    """The tables by their names in CONTRACTS, and what they rest on."""

    made_from: str
    """Fingerprint of the input of the run that made them."""
    made_on: date
    receipts: frozenset[Receipt]
    """Deliveries (sha256, number) of personal files that are in them."""
    tables: Mapping[str, pa.Table]
    beside: Mapping[str, pa.Table] = field(default_factory=dict)
    """By names of BESIDE, or STAGED or ACCEPTED and the name of a contract."""

    def rows(self, prefix: str) -> dict[str, pa.Table]:
        """The tables whose name begins with STAGED or ACCEPTED, by contract."""
        return {name.removeprefix(prefix): rows for name, rows in self.beside.items() if name.startswith(prefix)}


def keep(folder: Path, kept: KeptAggregates) -> None:
    """Put these in the place of those kept before; ValueError where a table is missing or not as its contract says."""
    if sorted(kept.tables) != sorted(CONTRACTS):
        raise ValueError(f"kept are {sorted(CONTRACTS)}, not {sorted(kept.tables)}")
    name = hashlib.sha256(f"{kept.made_from}{kept.made_on}".encode()).hexdigest()[:16]
    digests = {}
    for table, given in {**kept.tables, **kept.beside}.items():
        content = parquet_bytes(_conformed(table, given))
        replace_file(folder / name / f"{table}.parquet", content)
        digests[table] = hashlib.sha256(content).hexdigest()
    index = {
        "folder": name,
        "made_from": kept.made_from,
        "made_on": kept.made_on.isoformat(),
        "receipts": sorted(kept.receipts),
        "sha256": digests,
    }
    replace_file(folder / INDEX, json.dumps(index, indent=1).encode())
    for old in folder.iterdir():
        if old.is_dir() and old.name != name:
            shutil.rmtree(old)


def nothing_kept(today: date) -> KeptAggregates:
    """What there is before the first run with the key."""
    tables = {name: contract.load(of).empty_table() for name, of in CONTRACTS.items()}
    return KeptAggregates("", today, frozenset(), tables)


def _conformed(name: str, table: pa.Table) -> pa.Table:
    """As its contract says; ValueError where that is one of persons or households."""
    if name == "row_fates":
        return table.select(ROW_FATES.names).cast(ROW_FATES)
    of = _contract_of(name)
    if of.personal:
        raise ValueError(f"{name} is personal and is kept in the vault only")
    return of.conform(table)


def _contract_of(name: str) -> contract.Contract:
    return contract.load(CONTRACTS.get(name) or BESIDE.get(name) or name.removeprefix(STAGED).removeprefix(ACCEPTED))


def kept_in(folder: Path) -> KeptAggregates | None:
    """What was kept last; None where nothing was. AggregatesDamaged where it does not hold."""
    if not (folder / INDEX).exists():
        return None
    try:
        index = json.loads((folder / INDEX).read_bytes())
        found = {
            name: _as_of_now(name, _read(folder / index["folder"] / f"{name}.parquet", sha256))
            for name, sha256 in index["sha256"].items()
        }
        tables = {name: found.pop(name) for name in CONTRACTS}
        receipts = frozenset((sha256, number) for sha256, number in index["receipts"])
        return KeptAggregates(index["made_from"], date.fromisoformat(index["made_on"]), receipts, tables, found)
    except (OSError, ValueError, KeyError) as error:
        raise AggregatesDamaged(folder) from error


@dataclass(frozen=True)
class Missing:
    """What a release that was built with a closed vault does not have."""

    aggregates_made_on: date | None
    """When the aggregates in it were made; None where there are none, and nothing of people is in it."""
    deliveries: int
    """Deliveries in the vault that are not in those aggregates."""

    @property
    def message_id(self) -> str:
        """For the account of the run, in Bahasa Indonesia."""
        when = f"per {self.aggregates_made_on}" if self.aggregates_made_on else "belum ada"
        return f"Tanpa kunci brankas: agregat data pribadi {when}; {self.deliveries} kiriman menunggu kunci."

    @property
    def message_en(self) -> str:
        """The same in English."""
        when = f"as of {self.aggregates_made_on}" if self.aggregates_made_on else "not there yet"
        return f"Without the vault's key: aggregates of personal data {when}; {self.deliveries} deliveries wait for it."


def missing(kept: KeptAggregates | None, in_the_vault: Iterable[Receipt]) -> Missing:
    """What is missing where these deliveries cannot be opened."""
    counted = kept.receipts if kept else frozenset()
    return Missing(kept.made_on if kept else None, len(set(in_the_vault) - counted))


def _as_of_now(name: str, table: pa.Table) -> pa.Table:
    """The table with the columns that its contract has got since it was kept, and nothing in them."""
    if name == "row_fates":
        return table
    of = _contract_of(name)
    for column in of.columns:
        if column.name not in table.column_names and not column.required:
            field_ = of.arrow_schema().field(column.name)
            table = table.append_column(field_, pa.nulls(table.num_rows, field_.type))
    return table.select([*of.column_names]) if set(of.column_names) == set(table.column_names) else table


def _read(path: Path, sha256: str) -> pa.Table:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(path.name)
    return table_in(content)
