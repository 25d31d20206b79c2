"""The task that writes what goes back to senders: a workbook and a short text for each delivery that asks something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.judge import Judged
from flows.rooms import Rooms
from flows.tasks import step_task
from returns.compose import compose
from returns.note import Return
from returns.outbox import OpenReturn, open_returns
from returns.verdicts import Verdicts
from returns.workbook.request import Made
from returns.workbook.writer import ReturnWriter
from setara.fingerprint import fingerprint
from setara.progress import step
from sources.areas.index import AreaIndex
from sources.books.reader import BookReader
from sources.received.delivery import Delivery
from sources.staging.collector import merged
from sources.staging.stage import Staged
from vault.withheld import names_someone

RETURN_ROOMS = ("returns", "reference")


def _inside_where_named(rooms: Rooms, each: OpenReturn, judged: Judged) -> OpenReturn:
    """A return of a public file that names a person of the vault lies in the vault, as those of personal files do."""
    if each.is_personal:
        return each
    return replace(each, is_personal=names_someone(rooms.store.get(each.delivery.file_sha256), judged.persons))


@step_task
def return_reports(rooms: Rooms, deliveries: Sequence[Delivery], staged: dict[bool, Staged], judged: Judged) -> int:
    """Write returns that are new or changed, remove those that were answered; returns how many were written."""
    everything = merged(staged[False], staged[True])
    verdicts = Verdicts(deliveries, everything.sheets, everything.rows, judged.both("loads"), judged.both("findings"))
    wanted = [_inside_where_named(rooms, each, judged) for each in open_returns(verdicts, AreaIndex.load())]
    layouts = rooms.layouts.sheets()
    with step("Menyusun balasan | Writing returns") as advance, BookReader() as reader, ReturnWriter() as writer:

        def make(each: OpenReturn) -> tuple[Return, Made]:
            content = rooms.store.get(each.delivery.file_sha256) if each.was_read else b""
            given = compose(each, reader.read(content), layouts)
            advance(1)
            return given, writer.workbook(given, content)

        return rooms.outbox.update(wanted, fingerprint(RETURN_ROOMS), make)
