"""The store of households in the vault: a village is summed again only when it has changed."""

from __future__ import annotations

import random

import ibis
import pyarrow as pa
import pytest

from transforms.indicators.additive_store.bins import village_bins
from vault.household_store import KIND, HouseholdStore
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import VaultKey
from warehouse.engines.opening import open_engine

KEY = VaultKey(b"a" * 32)
VILLAGES = ("9901010001", "9901010002", "9902010001")


def household(village, welfare, persons=3, line=500_000.0, **more):
    """A synthetic household."""
    place = {"period": "2025", "area_code_bps": village, "line_version": "bps:2025"}
    return {**place, "welfare": welfare, "persons": persons, "line": line, **more}


REGISTERS = [household(village, 300_000.0 + 1000 * n * n) for village in VILLAGES for n in range(20)]
ORDER = [(name, "ascending") for name in ("area_code_bps", "bin", "is_poor")]


class Watched:
    """An engine that notes which villages it was asked for."""

    def __init__(self):
        self.engine = open_engine()
        self.villages = set()

    def to_pyarrow(self, bins):
        found = self.engine.to_pyarrow(bins)
        self.villages |= set(found["area_code_bps"].to_pylist())
        return found


@pytest.fixture
def store(tmp_path):
    return HouseholdStore(EncryptedBlobs(tmp_path / "vault", KEY), KEY, "code 1")


def updated(store, rows):
    """The bins of a store after an update, and the villages that were summed for it."""
    engine = Watched()
    return store.update(pa.Table.from_pylist(rows), engine), sorted(engine.villages)


def test_the_store_has_the_bins_of_all_villages(store):
    bins, summed = updated(store, REGISTERS)
    given = ibis.memtable(pa.Table.from_pylist(REGISTERS))
    direct = open_engine().to_pyarrow(village_bins(given, welfare="welfare", weight="persons", line="line"))
    assert bins.to_pylist() == direct.sort_by(ORDER).to_pylist()
    assert summed == sorted(VILLAGES)
    assert len(store.blobs.names(KIND)) == len(VILLAGES)


def test_the_same_registers_in_another_order_are_not_summed_again(store):
    first, _ = updated(store, REGISTERS)
    again, summed = updated(store, random.Random(1).sample(REGISTERS, len(REGISTERS)))
    assert summed == []
    assert again.equals(first)


@pytest.mark.parametrize(
    "changed",
    [
        household(VILLAGES[1], 999_999.0),
        household(VILLAGES[1], 300_000.0, persons=4),
        household(VILLAGES[1], 300_000.0, line=600_000.0),
        household(VILLAGES[1], None),
        household(VILLAGES[1], 300_000.0, line=None),
    ],
    ids=["welfare", "persons", "line", "no welfare", "no line"],
)
def test_a_changed_village_is_summed_alone_and_its_old_sums_go(store, changed):
    updated(store, REGISTERS)
    before = set(store.blobs.names(KIND))
    corrected = [*REGISTERS[:20], changed, *REGISTERS[21:]]
    bins, summed = updated(store, corrected)
    after = set(store.blobs.names(KIND))
    fresh = HouseholdStore(EncryptedBlobs(store.blobs.root / "fresh", KEY), KEY, "code 1")
    assert summed == [VILLAGES[1]]
    assert (len(before - after), len(after - before)) == (1, 1)
    assert bins.equals(updated(fresh, corrected)[0])


def test_another_version_of_the_line_is_a_part_of_its_own(store):
    updated(store, REGISTERS)
    of_file = household(VILLAGES[0], 300_000.0, line_version="file")
    _, summed = updated(store, [*REGISTERS, of_file])
    assert summed == [VILLAGES[0]]
    assert len(store.blobs.names(KIND)) == len(VILLAGES) + 1


def test_a_village_that_is_taken_back_leaves_nothing(store):
    updated(store, REGISTERS)
    bins, summed = updated(store, REGISTERS[20:])
    assert summed == []
    assert VILLAGES[0] not in bins["area_code_bps"].to_pylist()
    assert len(store.blobs.names(KIND)) == len(VILLAGES) - 1


def test_without_households_the_store_is_empty(store):
    updated(store, REGISTERS)
    nobody = pa.Table.from_pylist(REGISTERS).slice(0, 0)
    assert store.update(nobody, open_engine()).num_rows == 0
    assert store.blobs.names(KIND) == []


def test_other_code_sums_all_again(store):
    updated(store, REGISTERS)
    _, summed = updated(HouseholdStore(store.blobs, KEY, "code 2"), REGISTERS)
    assert summed == sorted(VILLAGES)
    assert len(store.blobs.names(KIND)) == len(VILLAGES)


def test_a_damaged_blob_is_made_again(store):
    first, _ = updated(store, REGISTERS)
    path = store.blobs.root / store.blobs.names(KIND)[0]
    path.write_bytes(path.read_bytes()[:-1])
    again, summed = updated(store, REGISTERS)
    assert len(summed) == 1
    assert again.equals(first)
    assert updated(store, REGISTERS)[1] == []


def test_names_tell_nothing_without_the_key(store, tmp_path):
    updated(store, REGISTERS)
    other = VaultKey(b"b" * 32)
    with_other_key = HouseholdStore(EncryptedBlobs(tmp_path / "other" / "vault", other), other, "code 1")
    updated(with_other_key, REGISTERS)
    assert not set(store.blobs.names(KIND)) & set(with_other_key.blobs.names(KIND))


def test_a_household_without_a_village_is_refused(store):
    with pytest.raises(ValueError, match="area_code_bps"):
        updated(store, [household(None, 1.0), *REGISTERS])
