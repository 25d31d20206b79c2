"""What people decided about pairs of spellings: one person or two. Kept encrypted, never changed, only added to."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from vault.blobs import EncryptedBlobs

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
    return pq.read_table(io.BytesIO(blobs.get(BLOB))).cast(DECISIONS)


def add_decisions(blobs: EncryptedBlobs, made: Sequence[Mapping[str, object]]) -> int:
    """Records the decisions that say something new; returns how many that were."""
    before = read_decisions(blobs)
    known = standing(before)
    new = [each for each in made if known.get((str(each["one"]), str(each["other"]))) != each["decision"]]
    if new:
        out = io.BytesIO()
        pq.write_table(pa.concat_tables([before, pa.Table.from_pylist(new, DECISIONS)]), out, compression="zstd")
        blobs.put(BLOB, out.getvalue())
    return len(new)


def standing(decisions: pa.Table) -> dict[tuple[str, str], str]:
    """The decision that stands about each pair: the one recorded last."""
    columns = (decisions[name].to_pylist() for name in ("one", "other", "decision"))
    return {(one, other): said for one, other, said in zip(*columns, strict=True)}
