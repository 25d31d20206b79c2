"""What `setara findings` and `setara status` ask and count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import flows.rooms
from setara.commands import listing
from setara.commands.listing import print_findings, print_status
from setara.settings import Settings
from setara.workspace import Workspace, WorkspaceError
from tests.unit.erasure.offices import office
from warehouse import contract

FINDING = {"code": "N01", "severity": "reject", "cell": "B2", "sheet_no": 1, "file_sha256": "a" * 64}


def release_of(**tables: dict[str, object]) -> Callable[..., pa.Table]:
    """Asks a release in memory that has one row in each of these tables."""
    con = duckdb.connect(":memory:")
    for name, values in tables.items():
        table = contract.load(name)
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
        row = dict.fromkeys(table.column_names) | values
        con.register("made", pa.Table.from_pylist([row], schema=table.arrow_schema()))
        con.execute(f"CREATE TABLE {table.schema}.{name} AS FROM made")
        con.unregister("made")
    return lambda _, sql: con.execute(sql).to_arrow_table()


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., str]:
    """Prints the findings of an office that has one with these values."""

    def prints(code: str | None, **values: object) -> str:
        rooms = office(tmp_path / "office")
        monkeypatch.setattr(flows.rooms, "open_rooms", lambda _: rooms)
        monkeypatch.setattr(listing, "ask_release", release_of(findings=FINDING | values))
        print_findings(Settings(), code, 50)
        return capsys.readouterr().out

    return prints


@pytest.mark.parametrize("code", ["N01", "n01"])
def test_a_code_is_meant_in_capitals_or_not(code: str, printed: Callable[..., str]) -> None:
    """In small letters it said that there was no such finding."""
    assert "1 dari | of 1 temuan" in printed(code)


@pytest.mark.parametrize(
    ("cell", "row_number", "place"),
    [("B2", 2, "sheet 1, B2"), ("Sampul!B3", 0, "Sampul!B3"), ("", 3, "row 3"), ("", 0, "whole file")],
)
def test_a_finding_says_where_it_is(cell: str, row_number: int, place: str, printed: Callable[..., str]) -> None:
    assert printed(None, cell=cell, row_number=row_number).splitlines()[0].endswith(place)


def test_what_was_confirmed_needs_nothing_more(printed: Callable[..., str]) -> None:
    said = printed(None, next_step_id="Periksa lagi.", confirmed_by="sender", confirmed_on=date(2025, 8, 20))
    assert "benar oleh pengirim | confirmed by the sender: 2025-08-20" in said
    assert "Periksa lagi." not in said


def test_what_nobody_confirmed_says_what_to_do(printed: Callable[..., str]) -> None:
    assert "→ Periksa lagi." in printed(None, next_step_id="Periksa lagi.")


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


def test_the_status_accounts_for_every_report_and_row(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Reports and rows that are held or rejected were in no column: 1 received and 4 missing of 6 expected."""
    workspace = Workspace(tmp_path / "office")
    workspace.create("Office", ("5371",))
    report = {"source_code": "village_deaths", "period": "2025-01"}
    counts = {"n_received": 1, "n_on_time": 1, "n_late": 0, "n_missing": 4, "n_expected": 6}
    asked = release_of(
        calendar=report | counts,
        village_report_receipts=report | {"receipt_status": "held"},
        loads={"rows_loaded": 7, "rows_rejected": 2, "rows_held": 3},
    )
    monkeypatch.setenv("SETARA_WORKSPACE", str(workspace.root))
    monkeypatch.setattr(listing, "ask_release", asked)
    monkeypatch.setattr(listing, "released_folder", lambda _: Path("release-1"))
    for name in ("print_missing", "print_corrections", "print_releases_of_bps", "print_last_fetch"):
        monkeypatch.setattr(listing, name, lambda *_: None)
    print_status(Settings())
    said = capsys.readouterr().out
    row = next(line for line in said.splitlines() if "village_deaths" in line)
    assert row.replace("│", " ").split()[1:] == ["2025-01", "1", "1", "0", "1", "0", "4", "6"]
    assert "loaded 7 · ditolak | rejected 2 · ditahan | held 3" in said
