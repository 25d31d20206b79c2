"""What status, fetch and the account say of how fresh BPS figures are."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

import setara.freshness
from setara.bps_state import write_state
from setara.freshness import print_last_fetch, print_releases_of_bps
from setara.settings import WITA
from setara.workspace import Workspace
from sources.bps.fetch import Failure, Fetched
from warehouse import contract

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=WITA)
AWAY = Failure("5300", "584", "too_slow", "30 s", "Coba lagi nanti | Try again later")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    made.state.mkdir()
    return made


def answered(workspace: Workspace, checked_at: datetime) -> None:
    """A request that the service answered at that time."""
    record = {"request": "list?model=data", "sha256": "0" * 64, "drop": "0" * 32, "checked_at": checked_at.isoformat()}
    folder = workspace.snapshots / "answers" / "requests"
    folder.mkdir(parents=True)
    (folder / "one.json").write_text(json.dumps(record))


def said(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> list[str]:
    print_last_fetch(workspace, NOW)
    return capsys.readouterr().out.splitlines()


def test_without_any_fetch_one_line_says_what_is_used_and_how_to_get_a_key(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = said(workspace, capsys)
    assert "angka bawaan" in line
    assert "bundled figures" in line
    assert "BPS_API_KEY" in line
    assert "webapi.bps.go.id" in line


def test_a_fetch_is_told_with_its_age(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    write_state(workspace, Fetched(7, 7, 2, ()), NOW - timedelta(days=3, hours=1))
    (line,) = said(workspace, capsys)
    assert "all fetched, 2026-11-18 05:00 (3 hari lalu | 3 days ago), 2 jawaban baru | new answers" in line


def test_while_the_service_is_away_the_age_of_the_last_data_is_told(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(workspace, NOW - timedelta(days=12))
    write_state(workspace, Fetched(7, 0, 0, (AWAY,)), NOW)
    outcome, failure, step, resting = said(workspace, capsys)
    assert "service away, 2026-11-21 06:00 (hari ini | today)" in outcome
    assert failure == "  5300/584 too_slow: 30 s"
    assert step == "    → Coba lagi nanti | Try again later"
    assert "memakai data terakhir, dicek terakhir 2026-11-09 06:00 (12 hari lalu | 12 days ago)" in resting


def test_a_service_that_never_answered_leaves_the_bundled_figures(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    write_state(workspace, Fetched(7, 0, 0, (AWAY,)), NOW)
    assert "resting on the bundled figures" in said(workspace, capsys)[-1]


def release(period: str, **changes: Any) -> dict[str, Any]:
    """A release of poverty figures that is awaited in the July of its year."""
    year = int(period)
    return {
        "source_code": "poverty_headcount_pct",
        "indicator_code": "poverty_headcount_pct",
        "area_level": "regency",
        "period": period,
        "state": "due",
        "expected_on": date(year, 7, 15),
        "due_on": date(year, 8, 14),
        "is_assumed": False,
        **changes,
    }


def table_of(rows: list[dict[str, Any]], today: date, capsys: pytest.CaptureFixture[str]) -> str:
    with duckdb.connect() as con, pytest.MonkeyPatch.context() as patch:
        con.register("calendar", pa.Table.from_pylist(rows, schema=contract.load("calendar").arrow_schema()))
        con.execute("CREATE SCHEMA meta")
        con.execute("CREATE TABLE meta.calendar AS SELECT * FROM calendar")
        patch.setattr(setara.freshness, "ask_release", lambda _, sql: con.execute(sql).to_arrow_table())
        print_releases_of_bps(Workspace(Path()), today)
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "poverty_headcount_pct" in line]
    return " ".join(line.split())


PUBLISHED = release("2024", state="published", last_known_from=date(2024, 9, 1))
VILLAGE = {"source_code": "village_deaths", "period": "2025-01"}


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2025, 8, 14), "2024 │ 2024-09-01 │ │ │ 2025: 2025-07-15"),
        (date(2025, 8, 15), "2024 │ 2024-09-01 │ 2025 │ │ 2026: ± 2026-07-15"),
        (date(2026, 8, 15), "2024 │ 2024-09-01 │ 2025 … 2026 │ │"),
    ],
)
def test_states_are_those_of_the_day_on_which_one_asks(
    today: date, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [PUBLISHED, release("2025"), release("2026", is_assumed=True), VILLAGE]
    assert shown in table_of(rows, today, capsys)


def test_what_the_source_put_off_is_not_late(capsys: pytest.CaptureFixture[str]) -> None:
    put_off = release("2025", postponed_until=date(2025, 12, 1), due_on=date(2025, 12, 31))
    assert "2024-09-01 │ │ 2025 → 2025-12-01 │ │" in table_of([PUBLISHED, put_off], date(2025, 11, 1), capsys)


def test_a_release_for_the_province_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "poverty_headcount_pct (prov.) │" in table_of(
        [release("2025", area_level="province")], date(2025, 8, 1), capsys
    )
