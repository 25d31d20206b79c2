"""Flow runs that a killed process left as running: nobody would ever end them, so they are marked as crashed."""

from __future__ import annotations

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed


def mark_stale_runs_crashed() -> int:
    """Mark every run of this workspace's own server that is not finished; returns how many.

    Only for a server that no other process uses, under the workspace's lock: then a run that has not ended is dead.
    """
    unfinished = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=unfinished)))
        for run in runs:
            client.set_flow_run_state(run.id, Crashed(message="The process of this run was killed."), force=True)
    return len(runs)
