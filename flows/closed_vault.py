"""A run without the vault's key: what may be taken, and what was kept of the vault in the place of what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from expectations.validate import Validation
from flows.rooms import Rooms
from sources.books.archive import may_be_archive
from sources.received.delivery import Delivery
from sources.received.dropped import read_dropped
from sources.received.inbox import Drop, Keeping
from sources.received.snapshots import SnapshotStore, sha256_of
from sources.staging.stage import Staged
from vault.households import HouseholdAggregates
from vault.kept_aggregates import ACCEPTED, CONTRACTS, ROW_FATES, STAGED, KeptAggregates, Missing, missing, nothing_kept
from vault.people import Aggregates
from vault.scanner.needles import Needles
from vault.withheld import without_names
from warehouse.contract import load

BytesOf = Callable[[str], bytes]
Stage = Callable[[Sequence[Delivery], BytesOf], dict[bool, Staged]]
CONTENT_OF_CELLS = ("raw", "reading_a", "reading_b")
CONTENT_OF_SHEETS = (
    *("read_detail", "read_hint", "area_text", "area_reading_a", "area_reading_b"),
    *("period_text", "reported_text", "answers"),
)


class NoNames:
    """Names of files are for the vault only; of what is taken while it is closed none is kept."""

    def put(self, name: str, content: bytes) -> None:
        """Forgets it."""


def public_files(waiting: Sequence[Drop], family: str, stage: Stage) -> set[Path]:
    """Files that a layout says hold nothing personal; others, and what is packed, wait for the key untouched."""
    given = {drop.path: found[1] for drop in waiting if (found := read_dropped(drop.path))}
    shas = {path: sha256_of(content) for path, content in given.items() if not may_be_archive(content)}
    contents = {sha: given[path] for path, sha in shas.items()}
    deliveries = {
        shas[drop.path]: Delivery(
            shas[drop.path], 1, family, drop.received_on, None, len(given[drop.path]), drop.declared
        )
        for drop in waiting
        if drop.path in shas
    }
    public = set(not_personal(stage(list(deliveries.values()), contents.__getitem__))) if deliveries else set()
    return {path for path, sha in shas.items() if sha in public}


def not_personal(staged: dict[bool, Staged]) -> list[str]:
    """Files all of whose sheets a layout has declared free of personal data."""
    personal = set(staged[True].sheets["file_sha256"].to_pylist())
    return sorted(set(staged[False].sheets["file_sha256"].to_pylist()) - personal)


def open_keeping(rooms: Rooms) -> Keeping:
    """Where public files are kept while the vault is closed."""
    plain = rooms.store.plain
    return Keeping(SnapshotStore(plain, plain), rooms.ledger, NoNames())


def kept_or_nothing(rooms: Rooms) -> KeptAggregates:
    """What came out of the vault last, be it nothing."""
    return rooms.kept_aggregates or nothing_kept(rooms.today)


def missing_in(rooms: Rooms, deliveries: Iterable[Delivery]) -> Missing | None:
    """What a release that is built now does not have; None where the vault is open."""
    if rooms.given_key is not None:
        return None
    in_the_vault = {each.receipt for each in deliveries if not rooms.store.plain.exists(each.file_sha256)}
    found = missing(rooms.kept_aggregates, in_the_vault)
    return replace(found, deliveries=found.deliveries + rooms.waiting())


def to_keep(
    rooms: Rooms,
    deliveries: list[Delivery],
    staged: Staged,
    judged: Validation,
    *,
    people: Aggregates,
    households: HouseholdAggregates,
    persons: Needles,
) -> KeptAggregates:
    """What a run with the key keeps for one without: `staged` and `judged` are those of personal files.

    Names of `persons` are not kept.
    """
    public = {name: rows for name, rows in staged.rows.items() if rows.num_rows and not load(name).personal}
    row_ids = pa.chunked_array([ids for rows in public.values() for ids in rows["row_id"].chunks], pa.string())
    receipts = zip(*(staged.sheets[name].to_pylist() for name in ("file_sha256", "delivery_no")), strict=True)
    return KeptAggregates(
        made_from=rooms.input_fingerprint(deliveries),
        made_on=rooms.today,
        receipts=frozenset(receipts),
        tables={
            "program_facts": people.facts,
            "program_values": people.indicator_values,
            "program_lineage": people.lineage,
            "household_values": households.indicator_values,
            "household_facts": households.facts,
            "household_lineage": households.lineage,
            "loads": judged.loads,
            "findings": judged.findings,
        },
        beside={
            "sheets": _without(staged.sheets, CONTENT_OF_SHEETS),
            "cells": _without(staged.cells.filter(pc.is_in(staged.cells["row_id"], row_ids)), CONTENT_OF_CELLS),
            "row_fates": judged.row_fates,
            **{STAGED + name: without_names(rows, persons) for name, rows in public.items()},
            **{ACCEPTED + name: rows for name, rows in judged.accepted.items() if not load(name).personal},
        },
    )


def _without(table: pa.Table, content: Sequence[str]) -> pa.Table:
    """The table with nothing in these columns, which may quote what stands in a personal file."""
    for name in content:
        nothing = pa.nulls(table.num_rows, table.schema.field(name).type)
        table = table.set_column(table.column_names.index(name), table.schema.field(name), nothing)
    return table


def staged_of(kept: KeptAggregates, empty: Staged) -> Staged:
    """Sheets of the vault, and rows of those among them that are not personal; `empty` gives all else."""
    return Staged(
        kept.beside.get("sheets", empty.sheets),
        kept.beside.get("cells", empty.cells),
        {**empty.rows, **kept.rows(STAGED)},
    )


def judged_of(kept: KeptAggregates) -> Validation:
    """What was said of the vault's files by the run that kept it."""
    return Validation(
        findings=kept.tables["findings"],
        row_fates=kept.beside.get("row_fates", ROW_FATES.empty_table()),
        loads=kept.tables["loads"],
        accepted=kept.rows(ACCEPTED),
        suites=[],
    )


def aggregates_of(kept: KeptAggregates) -> tuple[Aggregates, HouseholdAggregates]:
    """Of people and of households."""
    tables = {name: kept.tables[name] for name in CONTRACTS}
    return (
        Aggregates(tables["program_facts"], tables["program_lineage"], tables["program_values"]),
        HouseholdAggregates(tables["household_values"], tables["household_facts"], tables["household_lineage"]),
    )
