"""The account of a run: what was read, loaded, rejected, held and why, and where everything is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from setara.corrections_told import print_corrections
from setara.freshness import print_last_fetch
from setara.progress import console
from setara.released import ask_release, print_missing, released_folder
from setara.result import RunResult
from setara.workspace import Workspace
from warehouse.release.releases import read_manifest

FAMILY_NAMES = {
    "bps": "Statistik BPS\nBPS statistics",
    "village_reports": "Laporan desa/kelurahan\nVillage reports",
    "program_records": "Catatan program\nProgramme records",
    "microdata": "Data mikro\nMicrodata",
}
SEVERITY_NAMES = {"reject": "ditolak", "ask": "ditanyakan", "warn": "peringatan"}
ROW_COUNTS = ("rows_read", "rows_loaded", "rows_rejected", "rows_held", "rows_duplicate", "rows_layout")


def print_account(workspace: Workspace, result: RunResult, now: datetime) -> None:
    """Print the account of the current release in both languages."""
    console.print()
    console.print(_loads(_rows(workspace, LOADS_SQL)))
    findings = _rows(workspace, FINDINGS_SQL)
    if findings:
        console.print(_findings(findings))
    made = (
        "rilis baru | new release"
        if result.is_new
        else "tidak ada masukan baru, rilis tetap | no new input, same release"
    )
    taken = f"\n{result.files_taken:,} berkas diterima | files taken"
    console.print(f"{taken} · {made}:", Text(result.release_id, "bold"))
    print_missing(workspace)
    print_corrections(workspace)
    print_last_fetch(workspace, now)
    _whereabouts(workspace)


LOADS_SQL = f"""
    SELECT family, count(DISTINCT (file_sha256, delivery_no)) AS files,
           {", ".join(f"sum({name})::BIGINT AS {name}" for name in ROW_COUNTS)}
    FROM meta.loads GROUP BY family ORDER BY family
"""
FINDINGS_SQL = """
    SELECT code, severity, count(*) AS n, count(DISTINCT file_sha256) AS files,
           min_by(next_step_id, (file_sha256, row_number, cell)) AS next_step
    FROM meta.findings WHERE confirmed_by IS NULL GROUP BY code, severity
    ORDER BY CASE severity WHEN 'reject' THEN 0 WHEN 'ask' THEN 1 ELSE 2 END, n DESC, code
"""


def rows_not_loaded(workspace: Workspace) -> int:
    """Rows rejected or held in the current release."""
    ((not_loaded,),) = _rows(workspace, "SELECT sum(rows_rejected + rows_held)::BIGINT FROM meta.loads")
    return not_loaded or 0


def _rows(workspace: Workspace, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in ask_release(workspace, sql).to_pylist()]


def _loads(rows: list[tuple[Any, ...]]) -> Table:
    table = Table(title="Yang dibaca | What was read", title_justify="left", title_style="bold")
    table.add_column("sumber\nsource")
    headings = (
        "berkas\nfiles",
        "baris\nrows",
        "dimuat\nloaded",
        "ditolak\nrejected",
        "ditahan\nheld",
        "ganda\nduplicate",
    )
    for heading in (*headings, "judul dsb.\nlayout"):
        table.add_column(heading, justify="right")
    for family, *counts in rows:
        table.add_row(FAMILY_NAMES[family], *(f"{count:,}" for count in counts))
    return table


def _findings(rows: list[tuple[Any, ...]]) -> Table:
    table = Table(
        title="Temuan, dan langkah berikutnya | Findings, and what to do", title_justify="left", title_style="bold"
    )
    table.add_column("kode\ncode")
    table.add_column("akibat\neffect")
    table.add_column("temuan\nfindings", justify="right")
    table.add_column("berkas\nfiles", justify="right")
    table.add_column("langkah berikut | next step")
    for code, severity, count, files, next_step in rows:
        table.add_row(code, SEVERITY_NAMES[severity], f"{count:,}", f"{files:,}", next_step)
    return table


def _whereabouts(workspace: Workspace) -> None:
    manifest = read_manifest(released_folder(workspace))
    shown = _relative(workspace.root)
    console.print(f"Gudang data | Warehouse   {shown}/warehouse/setara.duckdb")
    console.print(f"Parquet                   {shown}/warehouse/current/parquet/  ({manifest.rows:,} baris | rows)")
    console.print(f"Halaman | Page            {shown}/warehouse/current/site/index.html")
    console.print("\nBerikutnya | Next")
    console.print(
        "  setara findings                     semua temuan per berkas dan sel | every finding by file and cell"
    )
    console.print('  setara query "FROM mart.indicators_latest LIMIT 5"')
    console.print("  setara status                       rilis, kotak masuk, cakupan | release, inbox, coverage\n")


def _relative(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
