"""Running a flow from the command line: the lock, the local Prefect server, and nothing at all if nothing is new."""

from __future__ import annotations

from setara.progress import console
from setara.result import RunResult
from setara.settings import Settings
from setara.workspace import Workspace
from warehouse.engines.opening import require_engine
from warehouse.release.publish import finish_interrupted
from warehouse.release.releases import current_release


def conduct_run(settings: Settings, workspace: Workspace, families: tuple[str, ...]) -> RunResult:
    """Run the nightly flow; without new input, and no key to ask BPS with, the current release stands at once."""
    from flows.rooms import open_rooms_to_run

    require_engine(settings.engine)
    rooms = open_rooms_to_run(settings)
    with workspace.locked():
        finish_interrupted(workspace.warehouse)
        release = current_release(workspace.warehouse)
        asks_bps = settings.bps_api_key is not None and "bps" in families
        if release and not asks_bps and not rooms.waiting() and rooms.is_up_to_date(rooms.ledger.deliveries()):
            return RunResult(files_taken=0, rows_loaded=0, release_id=release.name, is_new=False)
    console.print("Setara bekerja | Setara is working")
    return _run_flow(workspace, families)


def _run_flow(workspace: Workspace, families: tuple[str, ...]) -> RunResult:
    # The server sets the environment that prefect reads when it is imported, so the flow is imported inside.
    from flows.local_server import prefect_server

    with prefect_server(workspace.state / "prefect") as server:
        from flows.nightly_build import nightly_build
        from flows.stale_runs import mark_stale_runs_crashed

        server.wait()
        if server.is_ours:
            with workspace.locked():
                mark_stale_runs_crashed()
        return nightly_build(list(families))
