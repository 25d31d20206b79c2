"""The doors of one workspace, opened together: stores, ledger, vault and cache."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from flows.fit_to_run import require_fit_to_run
from returns.store import Outbox
from setara.bps_access import answers_archive
from setara.fingerprint import (
    LINKAGE_ROOMS,
    PROJECT,
    RELEASE_ROOMS,
    STAGING_ROOMS,
    STORE_ROOMS,
    engine_versions,
    fingerprint,
    linkage_versions,
)
from setara.settings import Settings
from setara.vault_access import session_of
from setara.workspace import FAMILIES, Workspace
from sources.bps.archive import Archive
from sources.mappings.confirmed import WorkspaceLayouts
from sources.received.delivery import Delivery
from sources.received.inbox import Keeping, drops, names_of
from sources.received.snapshots import Blobs, Ledger, PlainBlobs, SnapshotStore, sha256_of
from sources.staging.cache import StagingCache
from vault.household_store import HouseholdStore
from vault.kept_aggregates import KeptAggregates, kept_in
from vault.linkage.decisions import digest, read_decisions
from vault.linkage.linked_persons import PersonStore
from vault.store.blobs import EncryptedBlobs
from vault.store.closed import ClosedBlobs
from vault.store.keys import KeyMissing, VaultKey, create_key, read_key
from warehouse.areas_table import areas_table
from warehouse.engines.opening import Engine, open_engine
from warehouse.release.disclosure_gate import kept_facts
from warehouse.release.releases import current_release, read_manifest


@dataclass(frozen=True)
class Rooms:
    """What a run needs of one workspace."""

    workspace: Workspace
    today: date
    given_key: VaultKey | None
    """None where the key is lost or was not given: the vault stays closed, and what is public goes on."""
    engine: str
    spark_master: str | None

    @property
    def key(self) -> VaultKey:
        """The vault's key; KeyMissing where it was not given."""
        if self.given_key is None:
            raise KeyMissing(self.workspace.default_key_file())
        return self.given_key

    @cached_property
    def store(self) -> SnapshotStore:
        return SnapshotStore(PlainBlobs(self.workspace.plain_bytes), self._blobs("bytes"))

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.workspace.deliveries)

    @cached_property
    def bps_archive(self) -> Archive:
        return answers_archive(self.workspace)

    @cached_property
    def names(self) -> EncryptedBlobs:
        return self.encrypted("names")

    @cached_property
    def cache(self) -> StagingCache:
        return StagingCache(
            self.workspace.staging, self._blobs("staging"), fingerprint(STAGING_ROOMS), self.layouts.digest()
        )

    @property
    def layouts(self) -> WorkspaceLayouts:
        return WorkspaceLayouts(self.workspace.layouts, self.workspace.mappings)

    @cached_property
    def areas(self) -> pa.Table:
        """The contract `areas`, with the villages that this workspace expects to report."""
        return areas_table(self.workspace.report_areas)

    @cached_property
    def kept_facts(self) -> list[pa.Table]:
        """Facts of the releases that are kept, the oldest first: whoever has them lays them beside the next one."""
        return kept_facts(self.workspace.warehouse)

    def open_engine(self) -> Engine:
        """A new engine for transforms, which spills inside the vault; EngineError where it is not installed."""
        return open_engine(self.engine, spill=self.workspace.vault / "spill", master=self.spark_master)

    @property
    def household_store(self) -> HouseholdStore:
        """The sums of registers' villages, as this code and engine make them."""
        code = f"{fingerprint(STORE_ROOMS)} {engine_versions(self.engine)}"
        return HouseholdStore(self.encrypted("registers"), self.key, code)

    @property
    def person_store(self) -> PersonStore:
        """Persons as this code and engine link them, and what people decided about pairs of records."""
        code = f"{fingerprint(LINKAGE_ROOMS)} {linkage_versions()}"
        return PersonStore(self.encrypted("linkage"), self.key, code)

    @property
    def outbox(self) -> Outbox:
        """What goes back to senders."""
        return Outbox(self.workspace.outbox, self.encrypted("outbox"), self.workspace.state / "outbox.json")

    @property
    def keeping(self) -> Keeping:
        return Keeping(self.store, self.ledger, self.names)

    @cached_property
    def kept_aggregates(self) -> KeptAggregates | None:
        """What came out of the vault last; None before the first run with the key."""
        return kept_in(self.workspace.aggregates)

    def _blobs(self, kind: str) -> Blobs:
        return ClosedBlobs(self.workspace.vault / kind) if self.given_key is None else self.encrypted(kind)

    def encrypted(self, kind: str) -> EncryptedBlobs:
        return EncryptedBlobs(self.workspace.vault / kind, self.key, session_of(self.workspace, self.key).note)

    def input_fingerprint(self, deliveries: list[Delivery]) -> str:
        """What a release rests on: deliveries, code, locked versions and the workspace's expected areas."""
        parts = {
            "deliveries": [
                [d.file_sha256, d.delivery_no, d.family, d.received_on.isoformat(), d.received_no, dict(d.declared)]
                for d in deliveries
            ],
            "code": fingerprint(RELEASE_ROOMS),
            "lock": sha256_of((PROJECT / "requirements" / "run.lock").read_bytes()),
            "engine": engine_versions(self.engine),
            "report_areas": list(self.workspace.report_areas),
            "layouts": self.layouts.digest(),
            "vault": self._vault_fingerprint(),
            "corrections": _digest(self.workspace.corrections),
        }
        return sha256_of(json.dumps(parts, sort_keys=True).encode())

    def _vault_fingerprint(self) -> str:
        """What was decided about persons; of a closed vault what came out of it last."""
        if self.given_key is None:
            return f"closed {self.kept_aggregates and self.kept_aggregates.made_from}"
        return digest(read_decisions(self.person_store.blobs))

    def is_up_to_date(self, deliveries: list[Delivery]) -> bool:
        """Whether the current release rests on exactly these deliveries and this code."""
        release = current_release(self.workspace.warehouse)
        return release is not None and (
            read_manifest(release).facts.input_fingerprint == self.input_fingerprint(deliveries)
        )

    def file_names(self) -> dict[str, list[str]]:
        """The names under which files were dropped, by sha256: for the person at this machine only."""
        return names_of(self.names, self.names.names())

    def waiting(self) -> int:
        """How many files wait in all inboxes."""
        return sum(len(drops(self.workspace.inbox(family), self.today)) for family in FAMILIES)


def _digest(path: Path) -> str:
    return sha256_of(path.read_bytes()) if path.exists() else ""


def open_rooms(settings: Settings) -> Rooms:
    """Open the workspace that the settings name; WorkspaceError or a key error says what is missing."""
    workspace = Workspace(settings.workspace.resolve())
    workspace.require()
    key = read_key(settings.key_file or workspace.default_key_file())
    return Rooms(workspace, settings.today(), key, settings.engine, settings.spark_master)


def open_rooms_to_run(settings: Settings) -> Rooms:
    """As `open_rooms`, but without a key file the vault stays closed; a wrong or damaged key is an error still.

    WorkspaceError where the workspace or the clock is not fit for a run.
    """
    workspace = Workspace(settings.workspace.resolve())
    workspace.require()
    require_fit_to_run(workspace, settings)
    try:
        return open_rooms(settings)
    except KeyMissing:
        return Rooms(workspace, settings.today(), None, settings.engine, settings.spark_master)


def make_key(settings: Settings) -> str:
    """Make the workspace's key file where there is none yet; returns where it is."""
    path = settings.key_file or Workspace(settings.workspace.resolve()).default_key_file()
    if not path.exists():
        create_key(path)
    return str(path)
