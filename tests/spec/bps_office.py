"""An office that has nothing but what it asks of BPS: fetch on a day, release on a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from expectations.validate import Validation, validate
from setara.bps_server.figures import Catalogue, collected
from setara.bps_server.server import BpsServer
from setara.workspace import Workspace
from sources.bps.archive import Archive
from sources.bps.bundled import bundled_bodies
from sources.bps.catalog import load_catalog
from sources.bps.client.transport import Limits, Transport
from sources.bps.fetch import Fetched, fetch
from sources.bps.stage import stage_bodies
from sources.received.delivery import Delivery
from sources.received.snapshot_table import snapshot_table
from sources.received.snapshots import Ledger, PlainBlobs
from sources.staging.collector import Collector, Staged, merged
from transforms.core.release_calendar import release_states
from transforms.indicators.published import published_values
from warehouse import contract
from warehouse.areas_table import areas_table
from warehouse.engines.opening import Engine, open_engine, stored
from warehouse.indicators.definitions import indicator_table, source_priority_table
from warehouse.query import query
from warehouse.release.build import DATABASE_NAME, build_release, tables_needed
from warehouse.release.manifest import ReleaseFacts
from warehouse.release.publish import building_folder, publish
from warehouse.release.releases import current_release
from warehouse.release_calendar import release_calendar

TIGHT = Limits(connect_s=1, read_s=0.3, total_s=1, attempts=2, between_requests_s=0, longest_wait_s=0.01)
HEADCOUNT, GAP = ("5300", "584"), ("5300", "990001")
"""P0 and P1 of regencies, in the order in which the catalog has them."""


def known_figures(first_year: int, last_year: int) -> Catalogue:
    """The bundled figures of P0 and P1 in these years, as the service knows them."""
    bodies = [(origin["domain"], json.loads(content)) for _, content, origin in bundled_bodies()]
    wanted = [(domain, body) for domain, body in bodies if (domain, str(body["var"][0]["val"])) in (HEADCOUNT, GAP)]
    found = collected(wanted)
    for variable in found.values():
        years = range(first_year - 1900, last_year - 1900 + 1)
        variable.figures = {ids: figure for ids, figure in variable.figures.items() if int(ids[2]) in years}
    return found


@dataclass(frozen=True)
class BpsOffice:
    """A workspace below `folder` and the service that it asks."""

    folder: Path
    service: BpsServer

    @cached_property
    def workspace(self) -> Workspace:
        made = Workspace(self.folder / "workspace")
        made.create("Kupang", ("5371",))
        return made

    @cached_property
    def blobs(self) -> PlainBlobs:
        return PlainBlobs(self.workspace.snapshots / "bytes")

    @cached_property
    def archive(self) -> Archive:
        return Archive(
            self.workspace.snapshots / "answers", self.blobs, Ledger(self.workspace.snapshots / "deliveries")
        )

    def fetch(self, today: date, after_each: Callable[[int], None] = lambda _: None, key: str | None = None) -> Fetched:
        """Ask for P0, then for P1; with the key that the service knows, unless another is given."""
        catalog = load_catalog()
        with Transport(key or self.service.scenario.key, self.archive.keep, self.service.base_url, TIGHT) as transport:
            return fetch(transport, self.archive, [catalog[HEADCOUNT], catalog[GAP]], today, after_each)

    def judged(self) -> tuple[list[Delivery], Staged, Validation]:
        """All that was delivered, staged and judged."""
        deliveries = self.archive.ledger.deliveries()
        bodies = stage_bodies((delivery, self.blobs.get(delivery.file_sha256)) for delivery in deliveries)
        staged = merged(Collector().staged(), bodies)
        return deliveries, staged, validate(staged, database="bps_office", spill=self.folder, run_gx=False)

    def release(self, today: date) -> None:
        """Publish a release of all that was delivered, named by the day."""
        deliveries, staged, judged = self.judged()
        release_id = f"{today:%Y%m%d}"
        tables = _tables(staged, judged, deliveries)
        build_release(building_folder(self.workspace.warehouse, release_id), tables, _facts(release_id, today))
        publish(self.workspace.warehouse, release_id)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What the current release answers."""
        release = current_release(self.workspace.warehouse)
        assert release is not None
        return [tuple(row.values()) for row in query(release / DATABASE_NAME, sql).to_pylist()]


def published_figures(engine: Engine, judged: Validation, areas: ir.Table) -> ir.Table:
    """Rows of indicator_values of the figures that were accepted."""
    return published_values(stored(engine, "bps_values", judged.accepted["bps_values"]), areas)


def _tables(staged: Staged, judged: Validation, deliveries: list[Delivery]) -> dict[str, pa.Table]:
    """The tables that figures of BPS reach, in the order of `warehouse.assemble`; the others of a release are empty."""
    as_of = max(delivery.received_on for delivery in deliveries)
    filled = {
        "areas": areas_table(("5371",)),
        "indicators": indicator_table(),
        "source_priority": source_priority_table(),
        "loads": judged.loads,
        "findings": judged.findings,
        "snapshots": snapshot_table(deliveries, staged.sheets),
    }
    engine = open_engine()
    areas = stored(engine, "areas", filled["areas"])
    published = stored(engine, "published", published_figures(engine, judged, areas))
    expected = stored(engine, "expected", release_calendar().expected(as_of))
    filled["indicator_values"] = published.to_pyarrow()
    filled["calendar"] = release_states(expected, published, areas, as_of).to_pyarrow()
    empty = {name: contract.load(name).empty_table() for name in tables_needed()}
    return {name: contract.load(name).conform(table) for name, table in (empty | filled).items()}


def _facts(release_id: str, today: date) -> ReleaseFacts:
    return ReleaseFacts(
        release_id=release_id,
        built_at=datetime.combine(today, time(20)).astimezone(),
        input_fingerprint="f" * 64,
        workspace_name="kupang",
        setara_version="0.1.0",
        platform="test",
        duckdb_version="1.5.5",
    )
