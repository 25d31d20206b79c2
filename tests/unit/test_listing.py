"""What `setara findings` and `setara status` ask and count."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import flows.rooms
from setara import listing
from setara.listing import print_findings, print_status
from setara.settings import Settings
from setara.workspace import Workspace, WorkspaceError
from tests.unit.erasure.offices import office
from warehouse import contract


@pytest.mark.parametrize("code", ["N01", "n01"])
def test_a_code_is_meant_in_capitals_or_not(
    code: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In small letters it said that there was no such finding."""
    table = contract.load("findings")
    found = dict.fromkeys(table.column_names) | {"code": "N01", "severity": "reject", "cell": "B2", "sheet_no": 1}
    con = duckdb.connect(":memory:")
    con.execute("CREATE SCHEMA meta")
    con.register("made", pa.Table.from_pylist([found | {"file_sha256": "a" * 64}], schema=table.arrow_schema()))
    con.execute("CREATE TABLE meta.findings AS FROM made")
    rooms = office(tmp_path / "office")
    monkeypatch.setattr(flows.rooms, "open_rooms", lambda _: rooms)
    monkeypatch.setattr(listing, "ask_release", lambda _, sql: con.execute(sql).to_arrow_table())
    print_findings(Settings(), code, 50)
    assert "1 dari | of 1 temuan" in capsys.readouterr().out


def test_what_waits_is_what_a_run_would_take(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "office")
    workspace.create("Office", ("5371",))
    inbox = workspace.inbox("village_reports")
    for name in ("laporan.csv", "manifest.csv", ".tersembunyi", "~$laporan.xlsx"):
        (inbox / name).write_text("file\n")
    monkeypatch.setenv("SETARA_WORKSPACE", str(workspace.root))
    with pytest.raises(WorkspaceError):
        print_status(Settings())
    assert "village_reports: 1" in capsys.readouterr().out
