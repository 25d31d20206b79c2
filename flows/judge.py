"""The task that judges: everything staged goes through the rules, personal records inside the vault's own database."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyarrow as pa

from expectations.quarantine import quarantined_cells
from expectations.validate import Validation, validate
from flows.closed_vault import judged_of, kept_or_nothing
from flows.persons import known_persons, without_persons
from flows.rooms import Rooms
from flows.tasks import step_task
from setara.progress import step
from sources.corrections.applied import apply_corrections
from sources.corrections.file import read_corrections
from sources.received.snapshots import sha256_of, write_atomic
from sources.staging.stage import Staged
from vault.scanner.needles import Needles
from vault.withheld import without_names
from warehouse.contract import load
from warehouse.release.parquet import parquet_bytes


@dataclass(frozen=True)
class Judged:
    """Verdicts on both sides of the vault's door."""

    public: Validation
    personal: Validation
    corrections: pa.Table
    """What became of the office's corrections; contract `corrections`."""
    persons: Needles
    """Whom the vault knows, where it is open; their names are in none of the tables that may leave it."""

    def accepted(self, *, is_personal: bool) -> dict[str, pa.Table]:
        """Accepted rows of the contracts that are personal, or of those that are not; from whichever side they lie on.

        A workbook is kept on one side as a whole, so that a village report beside a list of people lies in the vault.
        """
        return accepted((self.public, self.personal), is_personal=is_personal)

    def rows_loaded(self, receipts: Collection[tuple[str, int]]) -> int:
        """How many rows of these deliveries were loaded."""
        loads = self.both("loads").select(["file_sha256", "delivery_no", "rows_loaded"]).to_pylist()
        return sum(row["rows_loaded"] for row in loads if (row["file_sha256"], row["delivery_no"]) in receipts)

    def both(self, table: str) -> pa.Table:
        """`findings`, `loads` or `row_fates` of both sides in one table."""
        return pa.concat_tables([getattr(self.public, table), getattr(self.personal, table)])


def accepted(verdicts: Iterable[Validation], *, is_personal: bool) -> dict[str, pa.Table]:
    """As `Judged.accepted`, of verdicts of either side."""
    sides = [verdict.accepted for verdict in verdicts]
    names = sorted({name for side in sides for name in side if load(name).personal == is_personal})
    return {name: pa.concat_tables([side[name] for side in sides if name in side]) for name in names}


@step_task
def judge(rooms: Rooms, staged: dict[bool, Staged]) -> Judged:
    """Validate all typed rows, corrected; keep the verdicts of Great Expectations, and the rows that are kept back.

    CorrectionError where corrections.csv cannot be read; a line of it that cannot be used is left out and told of.
    """
    corrected = apply_corrections(staged, read_corrections(rooms.workspace.corrections).lines)
    spill = rooms.workspace.vault / "spill"
    spill.mkdir(parents=True, exist_ok=True)
    closed = rooms.given_key is None

    def verdict(side: Staged, database: str) -> Validation:
        return validate(
            side, database=database, spill=spill, run_gx=True, corrections=corrected.outcomes, areas=rooms.areas
        )

    with step("Memeriksa | Checking"):
        public = verdict(corrected.staged[False], "setara_public")
        personal = judged_of(kept_or_nothing(rooms)) if closed else verdict(corrected.staged[True], "setara_personal")
        of_persons, of_others = (accepted((public, personal), is_personal=side) for side in (True, False))
        persons = known_persons({} if closed else of_persons, of_others, rooms.areas)
        public, personal = (without_persons(each, persons) for each in (public, personal))
    judged = Judged(public, personal, corrected.outcomes, persons)
    _keep_suites(rooms, judged)
    _keep_quarantine(rooms, corrected.staged, judged)
    return judged


def _keep_quarantine(rooms: Rooms, staged: dict[bool, Staged], judged: Judged) -> None:
    """Rejected and held rows as written: beside the workspace's other folders, those of personal files in the vault."""
    public, personal = (
        quarantined_cells(part.cells, verdict.row_fates, verdict.findings)
        for part, verdict in ((staged[False], judged.public), (staged[True], judged.personal))
    )
    shown = without_names(public, judged.persons)
    write_atomic(rooms.workspace.quarantine / "cells.parquet", parquet_bytes(shown))
    if rooms.given_key is not None:
        rooms.encrypted("quarantine").put(sha256_of(b"cells"), parquet_bytes(personal))


def _keep_suites(rooms: Rooms, judged: Judged) -> None:
    suites = {
        side: [suite.__dict__ for suite in validation.suites]
        for side, validation in (("public", judged.public), ("personal", judged.personal))
    }
    write_atomic(rooms.workspace.state / "gx" / "suites.json", json.dumps(suites, indent=1, default=list).encode())
