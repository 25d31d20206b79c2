"""The one pipeline that every deployment runs: take, stage, judge, return, build, publish."""

from __future__ import annotations

from collections.abc import Collection

from flows.bps_fetch import fetch_bps
from flows.closed_vault import aggregates_of, kept_or_nothing
from flows.ingest import load_staged, stage_new, take_bundled_figures, take_inbox
from flows.judge import judge
from flows.linking import link_people
from flows.publishing import (
    aggregate_household_records,
    aggregate_people,
    assemble_tables,
    attack_release,
    build,
    keep_aggregates,
    look_for_leaks,
    publish_release,
)
from flows.returned_reports import return_reports
from flows.rooms import open_rooms_to_run
from setara.result import RunResult
from setara.settings import Settings
from warehouse.release.publish import finish_interrupted
from warehouse.release.releases import current_release


def run_pipeline(families: Collection[str]) -> RunResult:
    """Take these families' inboxes and publish a release if anything is new; or not.

    The workspace is locked throughout. A run that was killed is finished here: deliveries are in the ledger, and
    what was staged is in the cache.
    """
    settings = Settings()
    rooms = open_rooms_to_run(settings)
    with rooms.workspace.locked():
        finish_interrupted(rooms.workspace.warehouse)
        take_bundled_figures(rooms)
        if "bps" in families:
            fetch_bps(rooms, settings)
        known = {delivery.receipt for delivery in rooms.ledger.deliveries()}
        taken = sum(take_inbox(rooms, family) for family in families)
        deliveries = rooms.ledger.deliveries()
        standing = current_release(rooms.workspace.warehouse)
        if standing and rooms.is_up_to_date(deliveries):
            return RunResult(taken, 0, standing.name, is_new=False)
        stage_new(rooms, deliveries)
        staged = load_staged(rooms, deliveries)
        judged = judge(rooms, staged)
        if rooms.given_key is None:
            people, households = aggregates_of(kept_or_nothing(rooms))
        else:
            return_reports(rooms, deliveries, staged, judged)
            people = aggregate_people(rooms, judged, link_people(rooms, judged))
            households = aggregate_household_records(rooms, judged)
        tables = assemble_tables(rooms, deliveries, staged, judged, people=people, households=households)
        release_id = build(rooms, tables, deliveries, settings.clock())
        attack_release(rooms, release_id)
        if rooms.given_key is not None:
            keep_aggregates(rooms, deliveries, staged, judged, people=people, households=households)
        look_for_leaks(rooms, release_id, judged)
        publish_release(rooms, release_id)
        new = {delivery.receipt for delivery in deliveries} - known
        return RunResult(taken, judged.rows_loaded(new), release_id, is_new=True)
