"""Persons of a run: linked where anything has changed since, else as the vault keeps them; and the pairs to be decided.

What is kept can be made again from the snapshots; only decisions (vault/linkage/decisions.py), in the same store, cannot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from transforms.linkage.families import families_on_record
from transforms.linkage.identities import IDENTIFYING, person_lists, told
from vault.linkage.decisions import digest, read_decisions
from vault.persons import FAMILIES, NIKS, Persons
from vault.store.blobs import BlobMissing, EncryptedBlobs
from vault.store.keys import VaultKey
from vault.store.sealing import DamagedBlob
from vault.tokens import family_token, person_token
from warehouse.engines.opening import Engine
from warehouse.release.parquet import parquet_bytes, table_in

MADE_FROM = b"made_from"
BATCH_ROWS = 1 << 16
USED = ("niks", "families", "rows")
KEPT = ("pairs", "weights", *USED)
"""In the order in which they are written: a run that was killed in between links again."""


@dataclass(frozen=True)
class PersonStore:
    """The store `linkage` of the vault; `code` is the fingerprint of what links."""

    blobs: EncryptedBlobs
    key: VaultKey
    code: str

    def persons(self, people: Mapping[str, pa.Table], spill: Path) -> Persons:
        """Persons of the accepted rows of personal contracts; nothing is linked anew where rows, decisions and code are
        those of the last time. Overflows encrypted below `spill`."""
        lists = {name: people[name] for name in person_lists() if name in people}
        made_from = self._digest(lists)
        kept = [self._read(name, made_from) for name in USED]
        known = [table for table in kept if table is not None]
        if len(known) < len(USED):
            made = self._link(lists, spill)
            for name in KEPT:
                marked = made[name].replace_schema_metadata({MADE_FROM: made_from})
                self.blobs.put(_blob(name), parquet_bytes(marked))
            known = [made[name] for name in USED]
        return Persons(self.key, **dict(zip(USED, known, strict=True)))

    def pairs(self) -> pa.Table | None:
        """PAIRS (vault/linkage/tables.py) of the last time, for review; None before the first."""
        return self._read("pairs", None)

    def forget(self) -> None:
        """Deletes what can be made again."""
        for name in KEPT:
            self.blobs.delete(_blob(name))

    def _link(self, lists: Mapping[str, pa.Table], spill: Path) -> dict[str, pa.Table]:
        # Splink takes seconds to import, and most runs need none of it.
        from vault.linkage.identity import link_persons, open_linkage_engine

        engine = open_linkage_engine(spill)
        tables = {name: engine.create_table(f"list_{name}", rows, temp=True) for name, rows in lists.items()}
        linked = link_persons(tables, self.key, engine, read_decisions(self.blobs))
        rows = engine.create_table("records", told(tables), temp=True)
        linked_rows = engine.create_table("linked_rows", linked.persons, temp=True)
        return {
            "rows": linked.persons,
            "pairs": linked.pairs,
            "weights": linked.weights,
            "niks": self._niks(engine, rows.inner_join(linked_rows, "row_id")),
            "families": self._families(engine, rows.left_join(linked_rows, "row_id")),
        }

    def _niks(self, engine: Engine, rows: ir.Table) -> pa.Table:
        """NIKS of linked rows: of a NIK that two persons use it is not known whose a row elsewhere is."""
        persons = rows.filter(_.nik.notnull()).group_by("nik").agg(n=_.person_token.nunique(), one=_.person_token.min())
        found = engine.to_pyarrow(persons.filter(_.n == 1).select("nik", "one")).sort_by("nik")
        pairs = [
            {"nik_token": person_token(nik, self.key), "person_token": one}
            for nik, one in zip(found["nik"].to_pylist(), found["one"].to_pylist(), strict=True)
        ]
        return pa.Table.from_pylist([each for each in pairs if each["nik_token"] != each["person_token"]], NIKS)

    def _families(self, engine: Engine, rows: ir.Table) -> pa.Table:
        """FAMILIES; until here a person that was not in question is known by the NIK itself."""
        columns = ("row_id", "received_on", "family_card_no")
        known = rows.select(*columns, person_token=_.person_token.coalesce(_.nik))
        records = engine.create_table("of_families", known, temp=True)
        found = engine.to_pyarrow(families_on_record(records)).sort_by("row_id")
        tokens = [family_token(card, self.key) for card in found["family_card_no"].to_pylist()]
        return pa.table([found["row_id"], pa.array(tokens, pa.string())], FAMILIES)

    def _read(self, name: str, made_from: str | None) -> pa.Table | None:
        """A kept table; None where there is none, it is damaged, or it is not made of that."""
        try:
            table = table_in(self.blobs.get(_blob(name)))
        except (BlobMissing, DamagedBlob):
            return None
        if made_from is not None and table.schema.metadata[MADE_FROM] != made_from.encode():
            return None
        return table.replace_schema_metadata(None)

    def _digest(self, lists: Mapping[str, pa.Table]) -> str:
        """Hash of the code, the decisions and all that tells persons apart in the rows, in whatever order they come."""
        whole = hashlib.sha256(f"{self.code}{digest(read_decisions(self.blobs))}".encode())
        for name, rows in sorted(lists.items()):
            whole.update(name.encode())
            wanted = ["row_id", "received_on", *(column for column in IDENTIFYING if column in rows.column_names)]
            for batch in _batches(rows.select(wanted).sort_by("row_id")):
                whole.update(batch.serialize())
        return whole.hexdigest()


def _batches(rows: pa.Table) -> Iterable[pa.RecordBatch]:
    return rows.combine_chunks().to_batches(max_chunksize=BATCH_ROWS)


def _blob(name: str) -> str:
    return hashlib.sha256(f"linkage {name}".encode()).hexdigest() + ".parquet"
