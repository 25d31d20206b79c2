"""What `setara run` ends with, by what the run did. The run itself is stood in for; end-to-end tests make real ones."""

from __future__ import annotations

import os

import pytest
from typer.testing import CliRunner

import setara.account
import setara.conduct
from setara.cli import app
from setara.result import RunResult


@pytest.mark.parametrize(
    ("did", "arguments", "files_taken", "rows_loaded", "not_loaded", "status"),
    [
        ("loaded all", [], 12, 300, 0, 0),
        ("made findings, which are no failure", [], 12, 300, 7, 0),
        ("found nothing new", [], 0, 0, 7, 0),
        ("loaded nothing of it", [], 3, 0, 9, 1),
        ("loaded all", ["--strict"], 12, 300, 0, 0),
        ("kept rows back", ["--strict"], 12, 300, 7, 3),
        ("loaded nothing of it", ["--strict"], 3, 0, 9, 1),
        ("was asked for an inbox that is none", ["--only", "nowhere"], 12, 300, 0, 2),
        ("was asked for an engine that is none", ["--engine", "sparkle"], 12, 300, 0, 2),
    ],
)
def test_a_run_ends_with(  # noqa: PLR0917 - the columns of the table above
    monkeypatch: pytest.MonkeyPatch,
    did: str,
    arguments: list[str],
    files_taken: int,
    rows_loaded: int,
    not_loaded: int,
    status: int,
) -> None:
    result = RunResult(files_taken, rows_loaded, "20250820-080000-abcdef01", is_new=bool(files_taken))
    monkeypatch.setattr(setara.conduct, "conduct_run", lambda *_: result)
    monkeypatch.setattr(setara.account, "print_account", lambda *_: None)
    monkeypatch.setattr(setara.account, "rows_not_loaded", lambda _: not_loaded)
    assert CliRunner().invoke(app, ["run", *arguments]).exit_code == status, did


def test_the_engine_asked_for_is_that_of_the_run_and_of_its_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setenv("SETARA_ENGINE", "duckdb")
    monkeypatch.setattr(setara.conduct, "conduct_run", lambda settings, *_: asked.append(settings.engine))
    CliRunner().invoke(app, ["run", "--engine", "spark"])
    assert [*asked, os.environ["SETARA_ENGINE"]] == ["spark", "spark"]
