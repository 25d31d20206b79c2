"""The staging cache: typed rows by content key, the only cache there is.

A pack holds what one run staged: Parquet files in the plain cache for files that are not personal, the same bytes in
the vault for those that are. Its index, written last, lists the content keys in it; a pack without one does not count.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sources.delivery import Delivery
from sources.snapshots import Blobs, PlainBlobs, write_atomic
from sources.staging import Staged


def content_key(delivery: Delivery, code: str) -> str:
    """What staging depends on: bytes, number, dates and declaration of a delivery, and the code that reads them."""
    parts = [
        delivery.file_sha256,
        str(delivery.delivery_no),
        delivery.family,
        delivery.received_on.isoformat(),
        str(delivery.first_received_on),
        json.dumps(dict(delivery.declared), sort_keys=True),
        code,
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _receipt_prefix(delivery: Delivery) -> str:
    return f"{delivery.file_sha256[:16]}:{delivery.delivery_no}"


@dataclass(frozen=True)
class StagingCache:
    """Packs of typed rows; `code` is the fingerprint of what reads them."""

    root: Path
    vault: Blobs
    code: str

    def missing(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        """The deliveries that no pack holds as today's code would stage them."""
        known = {key for index in self._indexes().values() for key in index["keys"]}
        return [delivery for delivery in deliveries if content_key(delivery, self.code) not in known]

    def add(self, deliveries: Sequence[Delivery], staged: dict[bool, Staged]) -> None:
        """Keep what these deliveries were staged to, as one pack."""
        keys = {content_key(delivery, self.code): _receipt_prefix(delivery) for delivery in deliveries}
        pack = hashlib.sha256("".join(sorted(keys)).encode()).hexdigest()
        tables: dict[str, list[str]] = {"public": [], "personal": []}
        for is_personal, part in staged.items():
            store = self._store(is_personal)
            for name, table in _tables(part).items():
                if table.num_rows:
                    store.put(f"{pack}-{name}", parquet_bytes(table))
                    tables["personal" if is_personal else "public"].append(name)
        index = {"keys": keys, "tables": tables}
        write_atomic(self.root / f"{pack}.json", json.dumps(index).encode())

    def load(self, deliveries: Sequence[Delivery], empty: Staged) -> dict[bool, Staged]:
        """All typed rows of these deliveries; `empty` gives the schemas of tables that no pack has."""
        wanted = {content_key(delivery, self.code) for delivery in deliveries}
        return {is_personal: self._read(is_personal, wanted, empty) for is_personal in (False, True)}

    def drop_stale(self, deliveries: Sequence[Delivery]) -> None:
        """Delete packs that hold nothing of these deliveries any more (older code, older numbering)."""
        wanted = {content_key(delivery, self.code) for delivery in deliveries}
        for pack, index in self._indexes().items():
            if not wanted & set(index["keys"]):
                (self.root / f"{pack}.json").unlink()
                for is_personal, kind in ((False, "public"), (True, "personal")):
                    for name in index["tables"][kind]:
                        self._store(is_personal).delete(f"{pack}-{name}")

    def _store(self, is_personal: bool) -> Blobs:
        return self.vault if is_personal else PlainBlobs(self.root)

    def _indexes(self) -> dict[str, dict]:
        return {path.stem: json.loads(path.read_text()) for path in sorted(self.root.glob("*.json"))}

    def _read(self, is_personal: bool, wanted: set[str], empty: Staged) -> Staged:
        kind = "personal" if is_personal else "public"
        parts: dict[str, list[pa.Table]] = {name: [table] for name, table in _tables(empty).items()}
        for pack, index in self._indexes().items():
            prefixes = pa.array([prefix for key, prefix in index["keys"].items() if key in wanted], pa.string())
            for name in index["tables"][kind] if len(prefixes) else ():
                table = pq.read_table(io.BytesIO(self._store(is_personal).get(f"{pack}-{name}")))
                receipt = pc.replace_substring_regex(table["sheet_id"], r":\d+$", "")
                parts[name].append(table.filter(pc.is_in(receipt, prefixes)))
        whole = {name: pa.concat_tables(tables).combine_chunks() for name, tables in parts.items()}
        return Staged(whole.pop("staged_sheets"), whole.pop("staged_cells"), whole)


def _tables(staged: Staged) -> dict[str, pa.Table]:
    return {"staged_sheets": staged.sheets, "staged_cells": staged.cells, **staged.rows}


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
