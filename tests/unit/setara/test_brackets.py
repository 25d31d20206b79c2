"""Brackets in names of files, in values and in errors are text: nothing of them is taken for a style."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pytest

from setara import cli
from setara.commands import listing
from setara.workspace import Workspace, WorkspaceError

WRITTEN = "Laporan [rev 2] Alak [/final].xlsx"


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that answers WRITTEN below a heading with brackets."""
    monkeypatch.setattr(listing, "ask_release", lambda *_: pa.table({"[col] a": [WRITTEN]}))


@pytest.mark.usefixtures("answered")
def test_a_value_of_a_query_stands_as_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    listing.print_query(Workspace(tmp_path), "", as_csv=False, to=None)
    shown = capsys.readouterr().out
    assert WRITTEN in shown
    assert "[col] a" in shown


def test_an_error_that_repeats_brackets_is_shown_and_hides_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise WorkspaceError(WRITTEN)

    monkeypatch.setattr(cli, "app", fail)
    monkeypatch.setattr(sys, "argv", ["setara"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == cli.EXIT_FAILED
    assert WRITTEN in capsys.readouterr().err
