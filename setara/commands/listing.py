"""What the reading commands print: findings, status, releases, query results."""

from __future__ import annotations

import csv as csv_writer
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
from rich.table import Table
from rich.text import Text

from setara.commands.outputs import save
from setara.corrections_told import print_corrections
from setara.freshness import print_last_fetch, print_releases_of_bps
from setara.progress import console
from setara.released import ask_release, print_missing, released_folder
from setara.settings import Settings
from setara.workspace import FAMILIES, Workspace
from sources.received.inbox import drops
from warehouse.release.releases import list_releases

SHOWN_ROWS = 200
CONFIRMED_BY = {
    "sender": "pengirim | confirmed by the sender",
    "office": "kantor | confirmed by the office",
}


def print_query(workspace: Workspace, sql: str, as_csv: bool, to: Path | None) -> None:
    """Print what a query on the current release answers, or write it into the file `to`."""
    answer = ask_release(workspace, sql)
    if to:
        save(to, answer)
        return
    if as_csv:
        writer = csv_writer.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.column_names)
        writer.writerows(zip(*(column.to_pylist() for column in answer.columns), strict=True))
        return
    console.print(_as_table(answer))
    if answer.num_rows > SHOWN_ROWS:
        console.print(f"… {answer.num_rows - SHOWN_ROWS:,} baris lagi | more rows; all of them with --csv, --to")


def _as_table(answer: pa.Table) -> Table:
    table = Table()
    for field in answer.schema:
        is_number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        table.add_column(field.name, justify="right" if is_number else "left")
    for row in answer.slice(0, SHOWN_ROWS).to_pylist():
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    return table


def print_releases(workspace: Workspace) -> None:
    """Print the kept releases, newest first; the current one is marked."""
    current = released_folder(workspace).name
    table = Table()
    for heading in ("rilis | release", "dibuat | built (UTC)", "baris | rows", ""):
        table.add_column(heading)
    for release in reversed(list_releases(workspace.warehouse)):
        mark = "berlaku | current" if release.release_id == current else ""
        built_at = f"{release.facts.built_at_utc:%Y-%m-%d %H:%M}"
        table.add_row(release.release_id, built_at, f"{release.rows:,}", mark)
    console.print(table)


FINDINGS_SQL = """
    SELECT code, severity, file_sha256, sheet_no, row_number, cell, message_id, message_en, next_step_id,
           confirmed_by, confirmed_on
    FROM meta.findings WHERE {where}
    ORDER BY CASE severity WHEN 'reject' THEN 0 WHEN 'ask' THEN 1 ELSE 2 END,
             code, file_sha256, sheet_no, row_number, cell
"""


def print_findings(settings: Settings, code: str | None, limit: int) -> None:
    """Print findings with the names of their files, which only this machine's key can read."""
    from flows.rooms import open_rooms

    rooms = open_rooms(settings)
    names = rooms.file_names()
    where = "true" if code is None else "code = upper('" + code.replace("'", "''") + "')"
    found = ask_release(rooms.workspace, FINDINGS_SQL.format(where=where)).to_pylist()
    for finding in found[:limit]:
        name = ", ".join(names.get(finding["file_sha256"], [finding["file_sha256"][:12]]))
        place = _place(finding)
        console.print(Text(finding["code"], "bold"), f"{finding['severity']} · {name} · {place}")
        console.print(f"    {finding['message_id']} | {finding['message_en']}", soft_wrap=True)
        console.print(f"    → {_what_next(finding)}", soft_wrap=True)
    console.print(f"{min(limit, len(found)):,} dari | of {len(found):,} temuan | findings")


def _what_next(finding: dict[str, Any]) -> str:
    if finding["confirmed_by"] is None:
        return finding["next_step_id"]
    return f"Sudah dinyatakan benar oleh {CONFIRMED_BY[finding['confirmed_by']]}: {finding['confirmed_on']}"


def _place(finding: dict[str, Any]) -> str:
    sheet, row, cell = finding["sheet_no"], finding["row_number"], finding["cell"]
    if cell:
        return cell if "!" in cell else f"lembar | sheet {sheet}, {cell}"
    return f"lembar | sheet {sheet}, baris | row {row}" if row else "seluruh berkas | whole file"


CALENDAR_SQL = """
    SELECT source_code, period, n_received, n_on_time, n_late,
           count(*) FILTER (receipt_status = 'held') AS n_held,
           count(*) FILTER (receipt_status = 'rejected') AS n_rejected, n_missing, n_expected
    FROM meta.calendar LEFT JOIN core.village_report_receipts USING (source_code, period)
    WHERE indicator_code IS NULL
    GROUP BY ALL ORDER BY source_code, period
"""
CALENDAR_HEADINGS = (
    *("laporan\nreport", "periode\nperiod", "diterima\nreceived", "tepat waktu\non time", "terlambat\nlate"),
    *("ditahan\nheld", "ditolak\nrejected", "belum\nmissing", "diharapkan\nexpected"),
)
ROWS_SQL = """
    SELECT coalesce(sum(rows_loaded), 0)::BIGINT AS loaded, coalesce(sum(rows_rejected), 0)::BIGINT AS rejected,
           coalesce(sum(rows_held), 0)::BIGINT AS held
    FROM meta.loads
"""


def print_status(settings: Settings) -> None:
    """Print the current release, what waits, how complete village reports are and how fresh BPS figures are."""
    workspace = Workspace(settings.workspace.resolve())
    workspace.require()
    console.print(f"Ruang kerja | Workspace  {workspace.name}  {workspace.root}")
    for family in FAMILIES:
        waiting = len(drops(workspace.inbox(family), settings.today()))
        console.print(f"Menunggu | Waiting       {family}: {waiting:,}")
    console.print(f"Rilis | Release          {released_folder(workspace).name}")
    (rows,) = ask_release(workspace, ROWS_SQL).to_pylist()
    console.print(
        f"Baris | Rows             dimuat | loaded {rows['loaded']:,} · ditolak | rejected {rows['rejected']:,} · "
        f"ditahan | held {rows['held']:,}"
    )
    print_missing(workspace)
    print_corrections(workspace)
    table = Table(title="Laporan desa/kelurahan | Village reports", title_justify="left", title_style="bold")
    for position, heading in enumerate(CALENDAR_HEADINGS):
        table.add_column(heading, justify="right" if position > 1 else "left")
    for row in ask_release(workspace, CALENDAR_SQL).to_pylist():
        table.add_row(*(str(value) for value in row.values()))
    console.print(table)
    print_releases_of_bps(workspace, settings.today())
    print_last_fetch(workspace, settings.clock())
