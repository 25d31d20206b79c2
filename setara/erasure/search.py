"""Where in the snapshots a person is, and what the files are without that person."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import pyarrow as pa

from flows.rooms import Rooms
from setara.erasure.cut import Doubt, cut_cells, cut_rows, own_rows, rows_of_others
from setara.erasure.known import Known
from sources.areas.index import AreaIndex
from sources.books.reader import BookReader
from sources.received.delivery import Delivery
from sources.redaction import CellPlace, Persons, Redacted, redacted
from sources.staging.stage import Staged, stage
from sources.values.cut_numbers import KEPT
from vault.scanner.needles import Needles
from vault.scanner.scan import kinds_in
from warehouse.engines.opening import open_engine

PLACE = ("sheet_no", "row_number")
OF_THE_RECEIPT = ("row_id", "sheet_id", "file_sha256")
Staging: TypeAlias = Mapping[bool, Staged]


@dataclass(frozen=True)
class Finding:
    """A snapshot that holds the person, and what takes its place."""

    sha256: str
    niks: frozenset[str]
    """Those of the persons looked for who are in it."""
    redacted: Redacted
    rows_read_differently: int
    """Rows of others that the layouts read otherwise in the new file; 0 unless the form could not be kept."""
    is_named_in_full: bool
    """Whether a whole number stands in it, not only cut ones."""

    @property
    def new_sha256(self) -> str:
        return hashlib.sha256(self.redacted.content).hexdigest()


@dataclass(frozen=True)
class Found:
    """What the snapshots hold of the persons."""

    findings: list[Finding]
    """Those that name a person by nothing but a cut number first: who that is, the others say."""
    doubts: list[Doubt]
    known: Known


def find(rooms: Rooms, persons: Mapping[str, Collection[str]]) -> Found:
    """Every snapshot that holds one of the persons (NIK to other names given for it), as it will be without.

    Those that cannot be edited are left out. Files are read twice: what the first reading tells of the persons, the
    second knows them by where their numbers are cut.
    """
    niks = frozenset(persons)
    deliveries = {delivery.file_sha256: delivery for delivery in reversed(rooms.ledger.deliveries())}
    areas, layouts = AreaIndex.load(), rooms.layouts.sheets()
    known = Known(open_engine())
    known.tell(persons)
    findings: list[Finding] = []
    doubts: list[Doubt] = []
    with BookReader() as reader:

        def staged(sha256: str, content: bytes) -> dict[bool, Staged]:
            delivery = deliveries.get(sha256) or _unlisted(sha256)
            return stage([(delivery, content)], areas, reader, layouts=layouts)

        in_question = list(_in_question(rooms, niks, reader, known, staged))
        for sha256 in in_question:
            content = rooms.store.get(sha256)
            book = reader.read(content)
            found = cut_cells(list(cut_rows(content, book, niks)), known)
            seen = frozenset(nik for nik in niks if redacted(content, book, Persons(frozenset({nik}), {}, ())))
            if seen or found.certain:
                before = staged(sha256, content)
                own, found = own_rows(before, found, known)
                made = redacted(content, book, _persons(before, niks, own, found.certain))
                if made is not None:
                    differences = _differences(before, staged(sha256, made.content), made)
                    findings.append(Finding(sha256, seen.union(found.certain.values()), made, differences, bool(seen)))
            doubts.extend(Doubt(sha256, *place) for place in sorted(found.doubtful))
    return Found(sorted(findings, key=lambda each: each.is_named_in_full), doubts, known)


def _in_question(
    rooms: Rooms, niks: frozenset[str], reader: BookReader, known: Known, staged: Callable[[str, bytes], Staging]
) -> Iterator[str]:
    """The snapshots that may hold one of the persons; `known` learns from all of them."""
    sought = Needles([*niks, *(f"{nik[:KEPT]}0" for nik in niks)])
    for sha256, content in _snapshots(rooms, sought):
        book = reader.read(content)
        for number, row in rows_of_others(content, book, niks):
            known.learn_of_other(number, row)
        is_named = redacted(content, book, Persons(niks, {}, ())) is not None
        if is_named:
            known.learn(staged(sha256, content), niks)
        if is_named or any(True for _ in cut_rows(content, book, niks)):
            yield sha256


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


def _persons(staged: Staging, niks: frozenset[str], own: dict[int, set[int]], cut: Collection[CellPlace]) -> Persons:
    """Rows of lists of persons whose own number, as it was read or as it is written, is one of these.

    `own` has those whose own number is cut, `cut` the cells of such numbers.
    """
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
    return Persons(niks, own, listing, frozenset(cut))


def _columns(table: pa.Table, *names: str) -> list[list]:
    return [table[name].to_pylist() for name in names]


def _differences(before: Staging, after: Staging, made: Redacted) -> int:
    """Rows of others that are not read as before."""
    old, new = _rows(before), _rows(after)
    emptied = {*made.rows, *made.cells}
    return sum(old.get(place) != new.get(place) for place in old.keys() | new.keys() if place[1:] not in emptied)


def _rows(staged: Staging) -> dict[tuple, dict]:
    return {
        (source, *(row[name] for name in PLACE)): {name: row[name] for name in row if name not in OF_THE_RECEIPT}
        for part in staged.values()
        for source, table in part.rows.items()
        for row in table.to_pylist()
    }
