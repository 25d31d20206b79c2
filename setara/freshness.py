"""How fresh the figures of BPS are: the last fetch, releases that are awaited, late or put off, and newest periods."""

from __future__ import annotations

from datetime import date, datetime

from rich.table import Table

from setara.bps_access import answers_archive
from setara.bps_state import FetchState, read_state
from setara.progress import console
from setara.released import ask_release
from setara.workspace import Workspace

NO_FETCH = (
    "BPS: angka bawaan dipakai; untuk mengambil yang baru, isi BPS_API_KEY dengan token gratis dari webapi.bps.go.id | "
    "the bundled figures are used; to fetch newer ones, set BPS_API_KEY to a free token from webapi.bps.go.id"
)
OUTCOMES = {
    "fetched": "semua terambil | all fetched",
    "partly": "sebagian terambil | fetched in part",
    "refused": "kunci ditolak | key refused",
    "away": "layanan tidak terjangkau | service away",
}


def print_last_fetch(workspace: Workspace, now: datetime) -> None:
    """Say what the last fetch from BPS brought and how long ago, what failed and why, and on which data all rests."""
    state = read_state(workspace)
    if state is None:
        console.print(NO_FETCH, soft_wrap=True)
        return
    console.print(
        f"BPS: {OUTCOMES[state.outcome]}, {state.finished_at:%Y-%m-%d %H:%M} ({_age(state.finished_at, now)}), "
        f"{state.new_bodies:,} jawaban baru | new answers",
        soft_wrap=True,
    )
    _print_failures(state)
    if state.outcome in {"refused", "away"}:
        console.print(_resting_on(workspace, now), soft_wrap=True)


def _print_failures(state: FetchState) -> None:
    for failure in state.failures:
        what = f"{failure.domain}/{failure.variable} {failure.cause}"
        console.print(f"  {what}: {failure.detail}" if failure.detail else f"  {what}", soft_wrap=True)
        console.print(f"    → {failure.next_step}", soft_wrap=True)


def _resting_on(workspace: Workspace, now: datetime) -> str:
    """Which data a release rests on while the service does not answer."""
    seen = answers_archive(workspace).seen()
    if not seen:
        return "  memakai angka bawaan, belum pernah ada jawaban | resting on the bundled figures, nothing answered yet"
    checked_at = max(each.checked_at for each in seen)
    day = f"{checked_at.astimezone(now.tzinfo):%Y-%m-%d %H:%M} ({_age(checked_at, now)})"
    return f"  memakai data terakhir, dicek terakhir {day} | resting on the last data, last checked then"


def _age(moment: datetime, now: datetime) -> str:
    days = (now - moment).days
    if days == 0:
        return "hari ini | today"
    return f"{days} hari lalu | {days} days ago"


RELEASES_SQL = """
    WITH told AS (
        SELECT *, CASE WHEN state = 'published' THEN state
                       WHEN DATE '{today}' <= postponed_until THEN 'postponed'
                       WHEN DATE '{today}' <= due_on THEN 'due'
                       ELSE 'late' END AS state_today
        FROM meta.calendar WHERE indicator_code IS NOT NULL
    )
    SELECT indicator_code, area_level,
           max(period) FILTER (state_today = 'published') AS newest,
           max(last_known_from) AS changed_on,
           min(period) FILTER (state_today = 'late') AS late_from,
           max(period) FILTER (state_today = 'late') AS late_to,
           min(period || ' → ' || postponed_until) FILTER (state_today = 'postponed') AS put_off,
           min(period || ': ' || CASE WHEN is_assumed THEN '± ' ELSE '' END || expected_on)
               FILTER (state_today = 'due') AS awaited
    FROM told GROUP BY indicator_code, area_level ORDER BY indicator_code, area_level DESC
"""


def print_releases_of_bps(workspace: Workspace, today: date) -> None:
    """Print each BPS indicator's newest period and the releases that are late, put off or awaited on this day."""
    table = Table(title="Statistik BPS | BPS statistics", title_justify="left", title_style="bold")
    headings = (
        "indikator\nindicator",
        "terbaru\nnewest",
        "berubah\nchanged",
        "terlambat\nlate",
        "ditunda BPS\nput off",
    )
    for heading in (*headings, "ditunggu\nawaited"):
        table.add_column(heading)
    for row in ask_release(workspace, RELEASES_SQL.format(today=today)).to_pylist():
        late = dict.fromkeys(period for period in (row["late_from"], row["late_to"]) if period)
        cells = (
            row["indicator_code"] + (" (prov.)" if row["area_level"] == "province" else ""),
            row["newest"],
            row["changed_on"],
            " … ".join(late),
            row["put_off"],
            row["awaited"],
        )
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    console.print(table)
    console.print("± perkiraan, tanpa tanggal dari BPS | assumed, BPS names no day")
