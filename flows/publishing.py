"""Tasks that make a release: aggregate people inside the vault, assemble, build, pass the gate, publish."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from expectations.gate import open_gate
from flows.closed_vault import missing_in, to_keep
from flows.judge import Judged
from flows.rooms import Rooms
from flows.tasks import step_task
from pages.build import build_site
from setara import __version__
from setara.progress import step
from sources.received.delivery import Delivery
from sources.received.snapshot_table import snapshot_table
from sources.staging.collector import merged
from sources.staging.stage import Staged
from sources.values.categories import programs
from vault.households import REGISTER, SURVEY, HouseholdAggregates, aggregate_households
from vault.kept_aggregates import keep
from vault.leak_gate import LeakFound, require_no_leak
from vault.people import Aggregates, aggregate, joined
from vault.persons import Persons
from vault.registers import aggregate_registers
from vault.withheld import without_names
from warehouse.assemble import Inputs, assemble
from warehouse.engines.opening import engine_version
from warehouse.indicators.definitions import indicator_table, source_priority_table
from warehouse.release.build import DATABASE_NAME, build_release
from warehouse.release.disclosure_gate import audit_release
from warehouse.release.manifest import ReleaseFacts
from warehouse.release.publish import building_folder, publish
from warehouse.release.retention import delete_old_releases, named_releases
from warehouse.targets import target_table

KEPT_RELEASES = 10
KNOWN_PROGRAM_COLUMNS = ("program_code", "program_name", "program_type", "agency", "agency_type", "fund_source")


def known_programs() -> pa.Table:
    """The programmes of `reference/programs.yml`, a row each."""
    return pa.Table.from_pylist(programs()).select(KNOWN_PROGRAM_COLUMNS)


@step_task
def aggregate_people(rooms: Rooms, judged: Judged, persons: Persons) -> Aggregates:
    """Count people inside the vault; what comes out is protected."""
    with step("Menghitung di brankas | Counting in the vault"):
        people, others = (judged.accepted(is_personal=is_personal) for is_personal in (True, False))
        beside = {name: others[name] for name in ("program_budgets", "program_stages", "bps_values")}
        beside |= {"programs": known_programs(), "source_priority": source_priority_table(), "areas": rooms.areas}
        of_programs = aggregate(people, beside, persons, rooms.open_engine(), older=rooms.kept_facts)
        of_registers = aggregate_registers(people, rooms.areas, persons, rooms.open_engine(), older=rooms.kept_facts)
        return joined(of_programs, of_registers)


@step_task
def aggregate_household_records(rooms: Rooms, judged: Judged) -> HouseholdAggregates:
    """Measure households inside the vault; what comes out is of areas, and protected."""
    with step("Mengukur rumah tangga di brankas | Measuring households in the vault"):
        figures = judged.accepted(is_personal=False)["bps_values"]
        accepted = judged.accepted(is_personal=True)
        return aggregate_households(
            {name: accepted[name] for name in (SURVEY, REGISTER)},
            figures,
            rooms.areas,
            source_priority_table(),
            engine=rooms.open_engine(),
            store=rooms.household_store,
            older=rooms.kept_facts,
        )


@step_task
def assemble_tables(
    rooms: Rooms,
    deliveries: Sequence[Delivery],
    staged: dict[bool, Staged],
    judged: Judged,
    *,
    people: Aggregates,
    households: HouseholdAggregates,
) -> dict[str, pa.Table]:
    """All tables of the release."""
    everything = merged(staged[False], staged[True])
    with step("Menyusun indikator | Assembling indicators"):
        return assemble(
            Inputs(
                accepted=judged.accepted(is_personal=False),
                staged=everything.rows,
                sheets=everything.sheets,
                cells=everything.cells,
                row_fates=judged.both("row_fates"),
                program_facts=people.facts,
                program_lineage=people.lineage,
                program_values=people.indicator_values,
                household_values=households.indicator_values,
                household_facts=households.facts,
                household_lineage=households.lineage,
                known_programs=known_programs(),
                kept_facts=rooms.kept_facts,
                own={
                    "areas": rooms.areas,
                    "indicators": indicator_table(),
                    "source_priority": source_priority_table(),
                    "targets": target_table(),
                    "loads": judged.both("loads"),
                    "findings": judged.both("findings"),
                    "corrections": judged.corrections,
                    "snapshots": without_names(snapshot_table(deliveries, everything.sheets), judged.persons),
                },
            ),
            rooms.open_engine(),
        )


@step_task
def build(rooms: Rooms, tables: dict[str, pa.Table], deliveries: list[Delivery], now: datetime) -> str:
    """Build the release where no reader looks, and let the gate judge it; returns its id. GateRefused stops here."""
    input_fingerprint, missing = rooms.input_fingerprint(deliveries), missing_in(rooms, deliveries)
    release_id = f"{now:%Y%m%d-%H%M%S}-{input_fingerprint[:8]}"
    facts = ReleaseFacts(
        release_id=release_id,
        built_at=now,
        input_fingerprint=input_fingerprint,
        workspace_name=rooms.workspace.name,
        setara_version=__version__,
        platform=platform.platform(),
        duckdb_version=engine_version("duckdb"),
        engine=f"{rooms.engine} {engine_version(rooms.engine)}",
        missing=None if missing is None else {"id": missing.message_id, "en": missing.message_en},
    )
    folder = building_folder(rooms.workspace.warehouse, release_id)
    with step("Membangun gudang data | Building the warehouse"):
        build_release(folder, tables, facts, build_site)
    with step("Memeriksa rilis | Checking the release"):
        open_gate(folder / DATABASE_NAME, database="setara_gate", spill=rooms.workspace.vault / "spill")
    return release_id


@step_task
def attack_release(rooms: Rooms, release_id: str) -> None:
    """Try to work small counts out of the release and the kept ones together; DisclosureRefused stops here."""
    with step("Menguji kerahasiaan | Testing disclosure control"):
        audit_release(building_folder(rooms.workspace.warehouse, release_id), rooms.kept_facts)


@step_task
def keep_aggregates(
    rooms: Rooms,
    deliveries: list[Delivery],
    staged: dict[bool, Staged],
    judged: Judged,
    *,
    people: Aggregates,
    households: HouseholdAggregates,
) -> None:
    """Keep what came out of the vault outside it, so that a run without the key can build, too."""
    kept = to_keep(
        rooms, deliveries, staged[True], judged.personal, people=people, households=households, persons=judged.persons
    )
    keep(rooms.workspace.aggregates, kept)


@step_task
def look_for_leaks(rooms: Rooms, release_id: str, judged: Judged) -> None:
    """Look for the vault's persons in the release and in all that lies outside the vault; LeakFound stops here."""
    workspace = rooms.workspace
    outside = (
        building_folder(workspace.warehouse, release_id),
        workspace.state,
        workspace.outbox,
        workspace.quarantine,
    )
    with step("Mencari kebocoran | Looking for leaks"):
        try:
            require_no_leak(outside, judged.persons)
        except LeakFound:
            # What was kept a moment ago may be what leaks, and the next run with the key makes it again.
            shutil.rmtree(workspace.aggregates, ignore_errors=True)
            raise


@step_task
def publish_release(rooms: Rooms, release_id: str) -> None:
    """Make the release current; old ones beyond those kept go."""
    publish(rooms.workspace.warehouse, release_id)
    delete_old_releases(rooms.workspace.warehouse, named_releases(), newest=KEPT_RELEASES)
