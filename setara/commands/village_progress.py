"""`setara village progress`: how complete and how timely villages report, improvement first."""

from __future__ import annotations

from rich.table import Table

from setara.progress import console
from setara.released import ask_release
from setara.workspace import Workspace

LEVELS = ("regency", "district", "village")
ALL_REPORTS = "_T"
LEAGUE_SQL = """
    SELECT improvement_rank, name_id, progress_id || ' | ' || progress_en AS progress,
           score_change_points, score_pct, n_received, n_on_time, n_complete, n_expected
    FROM mart.village_reporting JOIN core.areas USING (area_code_bps)
    WHERE village_reporting.area_level = '{level}' AND source_code = '{source}'
    ORDER BY improvement_rank, area_code_bps LIMIT {limit}
"""
DUE_SQL = "SELECT DISTINCT source_code FROM mart.village_reporting ORDER BY source_code"
HEADINGS = (
    "wilayah\narea",
    "perkembangan\nprogress",
    "perubahan\nchange",
    "skor\nscore",
    "diterima\nreceived",
    "tepat waktu\non time",
    "lengkap\ncomplete",
    "diharapkan\nexpected",
)
EXPLAINED = (
    "Skor: rata-rata diterima, tepat waktu dan lengkap, 3 bulan terakhir (laporan semester: 1 semester) dibanding "
    "sebelumnya | Score: mean of received, on time and complete, last 3 months (half-yearly reports: 1) against before"
)

AS_OF = "Dihitung sampai hari kiriman terakhir | Counted as of the last delivery"


def print_village_progress(workspace: Workspace, level: str, source: str = ALL_REPORTS, limit: int = 40) -> None:
    """Print the league of a level of LEVELS, for one report (a source contract's name) or for all together."""
    rows = ask_release(workspace, LEAGUE_SQL.format(level=level, source=source.replace("'", "''"), limit=limit))
    if rows.num_rows == 0:
        due = ", ".join(row["source_code"] for row in ask_release(workspace, DUE_SQL).to_pylist())
        console.print(f"Belum jatuh tempo; yang ada | None is due yet; there are: {due or '–'}", soft_wrap=True)
        console.print(AS_OF, soft_wrap=True)
        return
    title = "Kemajuan pelaporan desa/kelurahan | Progress of village reporting"
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("", justify="right")
    for place, heading in enumerate(HEADINGS):
        table.add_column(heading, justify="left" if place < 2 else "right")
    for row in rows.to_pylist():
        change, score = row["score_change_points"], row["score_pct"]
        moved = "" if change is None else f"{change:+.1f}"
        counts = (f"{row[name]:,}" for name in ("n_received", "n_on_time", "n_complete", "n_expected"))
        table.add_row(str(row["improvement_rank"]), row["name_id"], row["progress"], moved, f"{score:.1f}%", *counts)
    console.print(table)
    console.print(EXPLAINED, soft_wrap=True)
    console.print(AS_OF, soft_wrap=True)
