"""The additive store of household registers, kept in the vault: a village is summed again only when it has changed.

The sums of one village, period and version of the poverty line are one encrypted blob. Its name is a keyed hash of what
they are made of, so a changed village is a name that is not there, and no name tells anything of its village.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import ibis
import numpy as np
import pyarrow as pa

from transforms.indicators.additive_store.bins import KEYS, PARTS, village_bins
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import VaultKey
from vault.store.sealing import DamagedBlob
from warehouse.arrow_stream import stream_of, table_in_stream
from warehouse.engines.opening import Engine

KIND = "household_bins/"
WELFARE, WEIGHT, LINE = "welfare", "persons", "line"
NUMBERS = (WELFARE, WEIGHT, LINE)


@dataclass(frozen=True)
class HouseholdStore:
    """Sums of villages in `blobs`; `code` is the fingerprint of the code and the engine that make them."""

    blobs: EncryptedBlobs
    key: VaultKey
    code: str

    def update(self, households: pa.Table, engine: Engine) -> pa.Table:
        """The result of `village_bins` for all these households; after this the store holds them and no others.

        A row per household: period, area_code_bps and line_version, none of them null, welfare and line in Rp per
        person per month, persons (the weight). The engine sees only villages that the store does not hold; a damaged
        blob is made again. Rows come in the order of KEYS and PARTS. ValueError where a key is null.
        """
        rows = households.select([*KEYS, *NUMBERS])
        if any(rows[name].null_count for name in KEYS):
            raise ValueError(f"a household without one of {', '.join(KEYS)} has no place in the store")
        # sums of doubles depend on the order of rows, and that in which files came must not matter
        rows = rows.sort_by([(name, "ascending") for name in rows.column_names]).combine_chunks()
        villages = dict(self._villages(rows))
        known = set(self.blobs.names(KIND))
        held = {name: bins for name in villages if name in known and (bins := self._read(name)) is not None}
        made = self._make({name: village for name, village in villages.items() if name not in held}, rows, engine)
        for name in known - set(villages):
            self.blobs.delete(name)
        return pa.concat_tables([made.slice(0, 0), *held.values(), made]).sort_by(_in_order())

    def _villages(self, rows: pa.Table) -> Iterator[tuple[str, slice]]:
        """The name of each village's blob and where its rows are, of rows in the order of their columns."""
        secret = self.key.subkey("tokens")
        numbers = [rows[name].cast(pa.float64()).to_numpy() for name in NUMBERS]
        for start, end in _villages_of(rows):
            key = [rows[name][start].as_py() for name in KEYS]
            digest = hmac.new(secret, "\0".join([KIND, self.code, *key, ""]).encode(), "sha256")
            for column in numbers:
                digest.update(column[start:end].tobytes())
            yield f"{KIND}{digest.hexdigest()}.arrow", slice(start, end)

    def _read(self, name: str) -> pa.Table | None:
        try:
            return table_in_stream(self.blobs.get(name))
        except DamagedBlob:
            return None

    def _make(self, villages: Mapping[str, slice], rows: pa.Table, engine: Engine) -> pa.Table:
        """The bins of these villages, stored one by one."""
        changed = pa.concat_tables(
            [rows.slice(0, 0), *(rows.slice(part.start, part.stop - part.start) for part in villages.values())]
        )
        bins = engine.to_pyarrow(village_bins(ibis.memtable(changed), welfare=WELFARE, weight=WEIGHT, line=LINE))
        bins = bins.sort_by(_in_order()).combine_chunks()
        for name, (start, end) in zip(villages, _villages_of(bins), strict=True):
            self.blobs.put(name, stream_of(bins.slice(start, end - start)).to_pybytes())
        return bins


def _in_order() -> list[tuple[str, str]]:
    return [(name, "ascending") for name in (*KEYS, *PARTS)]


def _villages_of(table: pa.Table) -> Iterator[tuple[int, int]]:
    """Where in a table sorted by KEYS each combination of them begins and ends."""
    is_new = np.zeros(table.num_rows, dtype=bool)
    is_new[:1] = True
    for name in KEYS:
        values = table[name].to_numpy()
        is_new[1:] |= values[1:] != values[:-1]
    return pairwise([*np.flatnonzero(is_new).tolist(), table.num_rows])
