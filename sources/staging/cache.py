"""The staging cache: typed rows by content key, the only cache there is.

A pack holds what one run staged: Parquet files in the plain cache for files that are not personal, the same bytes in
the vault for those that are. Its index, written last, lists the content keys in it; a pack without one does not count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sources.layouts.files import load_layouts
from sources.received.delivery import Delivery
from sources.received.snapshots import Blobs, PlainBlobs, write_atomic
from sources.staging.sheet_facts import COVER_LAYOUT
from sources.staging.stage import Staged
from warehouse.release.parquet import parquet_bytes, table_in


def content_keys(delivery: Delivery, *codes: str) -> list[str]:
    """A key of what staging depends on for each of the codes that read: bytes, numbers, dates and declaration."""
    parts = [
        delivery.file_sha256,
        str(delivery.delivery_no),
        delivery.family,
        delivery.received_on.isoformat(),
        str(delivery.first_received_on),
        str(delivery.received_no),
        json.dumps(dict(delivery.declared), sort_keys=True),
    ]
    text = "\0".join(parts)
    return [hashlib.sha256(f"{text}\0{code}".encode()).hexdigest()[:32] for code in codes]


def _receipt_prefix(delivery: Delivery) -> str:
    return f"{delivery.file_sha256[:16]}:{delivery.delivery_no}"


UNRECOGNISED = frozenset({"layout_unknown", "header_unknown", "header_missing", "header_twice", "sheet_missing"})
"""What a layout or mapping of the workspace may mend."""


@dataclass(frozen=True)
class StagingCache:
    """Packs of typed rows; `code` is the fingerprint of what reads them, `workspace_layouts` that of what reads the
    sheets that no layout of the project knows: only these are staged again when it changes."""

    root: Path
    vault: Blobs
    code: str
    workspace_layouts: str

    def missing(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        """The deliveries that no pack holds as today's code would stage them."""
        known = {key for index in self._indexes().values() for key in index["keys"]}
        return [delivery for delivery in deliveries if known.isdisjoint(self._keys(delivery))]

    def add(self, deliveries: Sequence[Delivery], staged: dict[bool, Staged]) -> None:
        """Keep what these deliveries were staged to, as one pack."""
        open_to_layouts = {receipt for part in staged.values() for receipt in _open_to_layouts(part.sheets)}
        keys = {
            self._keys(delivery)[delivery.receipt in open_to_layouts]: _receipt_prefix(delivery)
            for delivery in deliveries
        }
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
        return {
            is_personal: self.load_side(deliveries, empty, is_personal=is_personal) for is_personal in (False, True)
        }

    def load_side(self, deliveries: Sequence[Delivery], empty: Staged, *, is_personal: bool) -> Staged:
        """Those of the personal files among them, or those of the others."""
        wanted = {key for delivery in deliveries for key in self._keys(delivery)}
        return self._read(is_personal, wanted, empty)

    def drop_stale(self, deliveries: Sequence[Delivery]) -> None:
        """Delete packs that hold nothing of these deliveries any more (older code, older numbering)."""
        wanted = {key for delivery in deliveries for key in self._keys(delivery)}
        for pack, index in self._indexes().items():
            if not wanted & set(index["keys"]):
                (self.root / f"{pack}.json").unlink()
                for is_personal, kind in ((False, "public"), (True, "personal")):
                    for name in index["tables"][kind]:
                        self._store(is_personal).delete(f"{pack}-{name}")

    def _keys(self, delivery: Delivery) -> list[str]:
        """The key of what the project's layouts make of a delivery, and of what those of the workspace make of it."""
        return content_keys(delivery, self.code, f"{self.code} {self.workspace_layouts}")

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
                table = table_in(self._store(is_personal).get(f"{pack}-{name}"))
                receipt = pc.replace_substring_regex(table["sheet_id"], r":\d+$", "")
                parts[name].append(table.filter(pc.is_in(receipt, prefixes)))
        whole = {name: pa.concat_tables(tables).combine_chunks() for name, tables in parts.items()}
        return Staged(whole.pop("staged_sheets"), whole.pop("staged_cells"), whole)


def _open_to_layouts(sheets: pa.Table) -> Iterator[tuple[str, int]]:
    """Receipts with a sheet that no layout of the project reads as it is."""
    names = ("file_sha256", "delivery_no", "read_status", "layout", "mapping")
    known = {layout.name for layout in load_layouts()} | {None, COVER_LAYOUT}
    for sha256, number, status, layout, mapping in zip(*(sheets[name].to_pylist() for name in names), strict=True):
        if status in UNRECOGNISED or mapping is not None or layout not in known:
            yield sha256, number


def _tables(staged: Staged) -> dict[str, pa.Table]:
    return {"staged_sheets": staged.sheets, "staged_cells": staged.cells, **staged.rows}
