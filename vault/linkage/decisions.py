"""What people decided about pairs of spellings: one person or two. Kept encrypted, never changed, only added to; but
they go with a person who is erased."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from vault.store.blobs import EncryptedBlobs
from warehouse.release.parquet import parquet_bytes, table_in

SAME_PERSON, TWO_PERSONS = "sama", "beda"
DECISIONS = pa.schema(
    [
        ("one", pa.string()),
        ("other", pa.string()),
        ("decision", pa.string()),
        ("author", pa.string()),
        ("decided_on", pa.date32()),
    ]
)
"""A row per decision: tokens of two spellings (one < other), SAME_PERSON or TWO_PERSONS, who decided it and when."""
BLOB = hashlib.sha256(b"link decisions").hexdigest() + ".parquet"


def decision(one: str, other: str, *, is_same: bool, author: str, decided_on: date) -> Mapping[str, object]:
    """A row of DECISIONS."""
    low, high = sorted((one, other))
    said = SAME_PERSON if is_same else TWO_PERSONS
    return {"one": low, "other": high, "decision": said, "author": author, "decided_on": decided_on}


def read_decisions(blobs: EncryptedBlobs) -> pa.Table:
    """All decisions in the order in which they were recorded; none where none was."""
    if not blobs.exists(BLOB):
        return DECISIONS.empty_table()
    return table_in(blobs.get(BLOB)).cast(DECISIONS)


def digest(decisions: pa.Table) -> str:
    """Fingerprint of what was decided."""
    return hashlib.sha256(json.dumps(decisions.to_pylist(), default=str).encode()).hexdigest()


def add_decisions(blobs: EncryptedBlobs, made: Sequence[Mapping[str, object]]) -> int:
    """Records the decisions that say something new; returns how many that were."""
    before = read_decisions(blobs)
    known = standing(before)
    new = [each for each in made if known.get((str(each["one"]), str(each["other"]))) != each["decision"]]
    if new:
        blobs.put(BLOB, parquet_bytes(pa.concat_tables([before, pa.Table.from_pylist(new, DECISIONS)])))
    return len(new)


def forget_decisions(blobs: EncryptedBlobs, spellings: Collection[str]) -> int:
    """Takes out the decisions about these spellings (tokens), their persons being erased; returns how many."""
    before = read_decisions(blobs)
    gone = pa.array(sorted(spellings), pa.string())
    kept = before.filter(pc.invert(pc.or_(pc.is_in(before["one"], gone), pc.is_in(before["other"], gone))))
    if kept.num_rows < before.num_rows:
        blobs.put(BLOB, parquet_bytes(kept))
    return before.num_rows - kept.num_rows


def standing(decisions: pa.Table) -> dict[tuple[str, str], str]:
    """The decision that stands about each pair: the one recorded last."""
    columns = (decisions[name].to_pylist() for name in ("one", "other", "decision"))
    return {(one, other): said for one, other, said in zip(*columns, strict=True)}
