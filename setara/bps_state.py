"""What came of the last fetch from BPS, and how old the figures are that releases rest on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from setara.workspace import Workspace
from sources.bps.fetch import Failure, Fetched
from sources.received.snapshots import write_atomic


@dataclass(frozen=True)
class FetchState:
    """The last fetch: when it ended, its outcome (fetched, partly, refused, away), and its failures."""

    finished_at: datetime
    outcome: str
    new_bodies: int
    failures: tuple[Failure, ...]


def write_state(workspace: Workspace, fetched: Fetched, finished_at: datetime) -> None:
    """Note what came of a fetch."""
    state = {
        "finished_at": finished_at.isoformat(timespec="seconds"),
        "outcome": fetched.outcome,
        "new_bodies": fetched.new_bodies,
        "failures": [asdict(failure) for failure in fetched.failures],
    }
    write_atomic(_path(workspace), json.dumps(state, ensure_ascii=False, indent=1).encode())


def read_state(workspace: Workspace) -> FetchState | None:
    """What came of the last fetch; None where there was none."""
    path = _path(workspace)
    if not path.exists():
        return None
    state = json.loads(path.read_text(encoding="utf-8"))
    return FetchState(
        datetime.fromisoformat(state["finished_at"]),
        state["outcome"],
        state["new_bodies"],
        tuple(Failure(**failure) for failure in state["failures"]),
    )


def _path(workspace: Workspace) -> Path:
    return workspace.state / "bps_fetch.json"
