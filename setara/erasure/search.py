"""Where in the snapshots a person is, and what the files are without that person."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from flows.rooms import Rooms
from sources.areas import AreaIndex
from sources.books.reader import BookReader
from sources.delivery import Delivery
from sources.redaction import Persons, Redacted, redacted
from sources.staging import Staged, stage
from vault.needles import Needles
from vault.scan import kinds_in

PLACE = ("sheet_no", "row_number")
OF_THE_RECEIPT = ("row_id", "sheet_id", "file_sha256")


@dataclass(frozen=True)
class Finding:
    """A snapshot that holds the person, and what takes its place."""

    sha256: str
    niks: frozenset[str]
    """Those of the persons looked for who are in it."""
    redacted: Redacted
    rows_read_differently: int
    """Rows of others that the layouts read otherwise in the new file; 0 unless the form could not be kept."""

    @property
    def new_sha256(self) -> str:
        return hashlib.sha256(self.redacted.content).hexdigest()


def find(rooms: Rooms, niks: frozenset[str]) -> Iterator[Finding]:
    """Every snapshot that holds one of the numbers, as it will be without; those that cannot be edited are left out."""
    deliveries = {delivery.file_sha256: delivery for delivery in reversed(rooms.ledger.deliveries())}
    areas, layouts, sought = AreaIndex.load(), rooms.layouts.sheets(), Needles(niks)
    with BookReader() as reader:
        for sha256, content in _snapshots(rooms, sought):
            book = reader.read(content)
            if redacted(content, book, Persons(niks, {}, ())) is None:
                continue
            seen = frozenset(nik for nik in niks if redacted(content, book, Persons(frozenset({nik}), {}, ())))
            delivery = deliveries.get(sha256) or _unlisted(sha256)
            before = stage([(delivery, content)], areas, reader, layouts=layouts)
            made = redacted(content, book, _persons(before, niks))
            assert made is not None  # it is as little without the persons as without their numbers
            after = stage([(delivery, made.content)], areas, reader, layouts=layouts)
            yield Finding(sha256, seen, made, _differences(before, after, made))


def _snapshots(rooms: Rooms, sought: Needles) -> Iterator[tuple[str, bytes]]:
    """All bytes that lie in the vault, and of the plain ones those in which a number is seen."""
    vault = rooms.encrypted("bytes")
    yield from ((sha256, vault.get(sha256)) for sha256 in vault.names())
    for path in sorted(rooms.workspace.plain_bytes.glob("*/*")):
        content = path.read_bytes()
        if "number" in kinds_in(content, sought):
            yield path.name, content


def _unlisted(sha256: str) -> Delivery:
    """Bytes without a receipt: their taking, or an erasure, was interrupted."""
    return Delivery(sha256, 1, "program_records", date(2000, 1, 1), None, 0, {})


def _persons(staged: Mapping[bool, Staged], niks: frozenset[str]) -> Persons:
    """Rows of lists of persons whose own number, as it was read or as it is written, is one of these."""
    own: dict[int, set[int]] = defaultdict(set)
    listing: set[int] = set()
    anybody = Persons(niks, {}, ())
    for part in staged.values():
        for table in part.rows.values():
            if "nik" in table.column_names:
                listing |= set(table["sheet_no"].to_pylist())
                for nik, sheet_no, row_number in zip(*_columns(table, "nik", *PLACE), strict=True):
                    if nik in niks:
                        own[sheet_no].add(row_number)
        for column, raw, sheet_id, row_number in zip(
            *_columns(part.cells, "column_name", "raw", "sheet_id", "row_number"), strict=True
        ):
            if column == "nik" and anybody.named_in(raw):
                own[int(sheet_id.rsplit(":", 1)[1])].add(row_number)
    return Persons(niks, own, listing)


def _columns(table: pa.Table, *names: str) -> list[list]:
    return [table[name].to_pylist() for name in names]


def _differences(before: Mapping[bool, Staged], after: Mapping[bool, Staged], made: Redacted) -> int:
    """Rows of others that are not read as before."""
    old, new = _rows(before), _rows(after)
    emptied = {*made.rows, *made.cells}
    return sum(old.get(place) != new.get(place) for place in old.keys() | new.keys() if place[1:] not in emptied)


def _rows(staged: Mapping[bool, Staged]) -> dict[tuple, dict]:
    return {
        (source, *(row[name] for name in PLACE)): {name: row[name] for name in row if name not in OF_THE_RECEIPT}
        for part in staged.values()
        for source, table in part.rows.items()
        for row in table.to_pylist()
    }
