"""The task that asks BPS for what the catalog knows. The service being away is told, and is no failure of the night."""

from __future__ import annotations

from flows.rooms import Rooms
from flows.tasks import step_task
from setara.bps_access import open_transport
from setara.bps_state import write_state
from setara.progress import step
from setara.settings import Settings
from sources.bps.catalog import load_catalog
from sources.bps.fetch import Fetched, askable, fetch


def fetch_now(rooms: Rooms, settings: Settings) -> Fetched | None:
    """Fetch all variables of the catalog into snapshots and deliveries; None without a key, since nothing is asked."""
    if settings.bps_api_key is None:
        return None
    entries = askable(load_catalog(), settings.bps_api_url)
    with (
        step("Bertanya pada BPS | Asking BPS", len(entries)) as advance,
        open_transport(settings, rooms.bps_archive.keep) as transport,
    ):
        fetched = fetch(transport, rooms.bps_archive, entries, rooms.today, advance)
    write_state(rooms.workspace, fetched, settings.clock())
    return fetched


fetch_bps = step_task(fetch_now)
