"""A run stops before it takes anything where the computer's clock lies before the release that stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from setara.conduct import conduct_run
from setara.settings import Settings
from setara.workspace import FAMILIES, Workspace, WorkspaceError
from tests.unit.warehouse.made_builds import FIRST_BUILT_AT, made_release

TODAY = (datetime.now(UTC) - FIRST_BUILT_AT).days


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """One without a key, with a file that waits; the run itself is stood in for."""
    workspace = Workspace(tmp_path / "office")
    workspace.create("Office", ("5371",))
    (workspace.inbox("village_reports") / "laporan.csv").write_text("a,b\n")
    monkeypatch.setenv("SETARA_WORKSPACE", str(workspace.root))
    monkeypatch.setenv("SETARA_KEY_FILE", str(tmp_path / "none.key"))
    monkeypatch.delenv("SETARA_NOW", raising=False)
    monkeypatch.setattr("setara.conduct._run_flow", lambda *_: "it ran")
    return workspace


def test_a_clock_before_the_standing_release_stops_the_run(workspace: Workspace) -> None:
    """The run built a release of years ago, which stood at once and was the first to be deleted."""
    made_release(workspace.warehouse, "one", day=TODAY + 3)
    with pytest.raises(WorkspaceError, match=r"(?s)Betulkan jam komputer.*Set the clock right"):
        conduct_run(Settings(), workspace, FAMILIES)
    assert list(workspace.inbox("village_reports").iterdir())


@pytest.mark.parametrize("day", [TODAY - 30, TODAY + 1])
def test_a_later_clock_and_one_that_was_mended_by_hours_do_not(workspace: Workspace, day: int) -> None:
    made_release(workspace.warehouse, "one", day=day)
    assert conduct_run(Settings(), workspace, FAMILIES) == "it ran"


def test_neither_does_a_time_that_was_given(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETARA_NOW", "2025-08-20T08:00:00")
    made_release(workspace.warehouse, "one", day=TODAY + 3)
    assert conduct_run(Settings(), workspace, FAMILIES) == "it ran"
