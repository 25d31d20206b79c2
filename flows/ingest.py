"""Tasks that bring bytes in: take files from the inboxes, then stage what is new to typed rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from flows.closed_vault import BytesOf, kept_or_nothing, not_personal, open_keeping, public_files, staged_of
from flows.rooms import Rooms
from flows.tasks import step_task
from setara.progress import Advance, console, step
from sources.areas.index import AreaIndex
from sources.books.limits import MIB
from sources.books.reader import PageReader
from sources.bps.bundled import bundled_bodies
from sources.bps.stage import stage_bodies
from sources.bps.staging import stage_bps
from sources.microdata.reader import MicrodataReader
from sources.microdata.stage import stage_microdata
from sources.received.delivery import Delivery
from sources.received.dropped import MOST_BYTES
from sources.received.inbox import drops, take
from sources.received.snapshots import Receipt, sha256_of
from sources.staging.collector import Collector, Staged, merged
from sources.staging.pool import cores, stage_files


@step_task
def take_bundled_figures(rooms: Rooms) -> None:
    """Put the published figures that come with Setara into the snapshot store; those that are there already stay."""
    for _, content, origin in bundled_bodies():
        sha256 = sha256_of(content)
        if not rooms.ledger.knows("bps", sha256[:32]):
            rooms.store.plain.put(sha256, content)
            received_on = date.fromisoformat(origin["accessed"])
            rooms.ledger.add(Receipt(sha256[:32], sha256, "bps", received_on, len(content), origin))


@step_task
def take_inbox(rooms: Rooms, family: str) -> int:
    """Take the files that wait in one family's inbox; returns how many."""
    with step(f"Menerima | Taking  {family}") as advance:
        inbox = rooms.workspace.inbox(family)
        if rooms.given_key is None:
            public = public_files(
                drops(inbox, rooms.today), family, lambda each, bytes_of: _stage(rooms, each, bytes_of)
            )
            return take(inbox, family, rooms.today, open_keeping(rooms), advance, only=public)
        n_taken = take(inbox, family, rooms.today, rooms.keeping, advance)
        tell_of_what_stays(inbox, rooms.today)
        return n_taken


def tell_of_what_stays(inbox: Path, today: date) -> None:
    """Print how many files of an inbox could not be taken."""
    if n_left := len(drops(inbox, today)):
        limit = f"{MOST_BYTES // MIB:,} MiB"
        console.print(
            f"  {n_left:,} berkas tetap di {inbox}: lebih dari {limit}, tidak boleh dibaca, atau masih ditulis | files "
            f"stay there: larger than {limit}, not to be read, or still being written",
            soft_wrap=True,
        )


@step_task
def stage_new(rooms: Rooms, deliveries: Sequence[Delivery]) -> int:
    """Stage the deliveries that the cache does not hold yet; returns how many there were. Of a closed vault none."""
    missing = rooms.cache.missing(deliveries)
    if rooms.given_key is None:
        missing = [delivery for delivery in missing if rooms.store.plain.exists(delivery.file_sha256)]
    if not missing:
        return 0
    with step("Membaca | Reading", len(missing)) as advance:
        staged = _stage(rooms, missing, rooms.store.get, advance)
    rooms.cache.add(missing, staged)
    if rooms.given_key is not None:
        for sha256 in not_personal(staged):
            rooms.store.declassify(sha256)
        rooms.cache.drop_stale(deliveries)
    return len(missing)


@step_task
def load_staged(rooms: Rooms, deliveries: Sequence[Delivery]) -> dict[bool, Staged]:
    """All typed rows of all deliveries, personal and not; of a closed vault those that were kept of it."""
    empty = merged(Collector().staged(), stage_bodies(()))
    with step("Memuat baris bertipe | Loading typed rows"):
        if rooms.given_key is None:
            public = rooms.cache.load_side(deliveries, empty, is_personal=False)
            return {False: public, True: staged_of(kept_or_nothing(rooms), empty)}
        return rooms.cache.load(deliveries, empty)


def _stage(
    rooms: Rooms, missing: Sequence[Delivery], bytes_of: BytesOf, advance: Advance = lambda _: None
) -> dict[bool, Staged]:
    of_family = {family: [each for each in missing if each.family == family] for family in ("bps", "microdata")}
    files = [delivery for delivery in missing if delivery.family not in of_family]
    areas = AreaIndex.load()
    staged = stage_files(_with_bytes(bytes_of, files), areas, rooms.layouts.sheets(), advance, cores())
    with MicrodataReader() as reader:
        microdata = stage_microdata(_with_bytes(bytes_of, of_family["microdata"]), areas, reader, advance)
    with PageReader() as reader:
        bodies = stage_bps(_with_bytes(bytes_of, of_family["bps"]), areas, reader)
    advance(len(of_family["bps"]))
    return {False: merged(staged[False], bodies), True: merged(staged[True], microdata)}


def _with_bytes(bytes_of: BytesOf, deliveries: Sequence[Delivery]) -> Iterator[tuple[Delivery, bytes]]:
    for delivery in deliveries:
        yield delivery, bytes_of(delivery.file_sha256)
