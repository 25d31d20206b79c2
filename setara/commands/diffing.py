"""What `setara diff` prints: how many figures changed between two releases, by indicator, and every revision."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
from rich.table import Table

from setara.commands.outputs import save
from setara.progress import console
from setara.released import released_folder
from setara.workspace import Workspace, WorkspaceError
from warehouse.release.diff import KINDS, changes
from warehouse.release.releases import list_releases, releases_folder

LATEST, PREVIOUS = "latest", "previous"
SHOWN_REVISIONS = 100
KIND_NAMES = {
    "revised": "direvisi\nrevised",
    "new": "baru\nnew",
    "withdrawn": "ditarik\nwithdrawn",
    "suppressed": "ditekan\nsuppressed",
    "status": "status\nstatus",
    "indicator_added": "indikator baru\nindicator added",
    "indicator_removed": "indikator hilang\nindicator removed",
}


def print_diff(workspace: Workspace, older: str, newer: str, as_csv: bool, to: Path | None) -> None:
    """Print what changed from one release to another, or write it into the file `to`; WorkspaceError where one of them
    is not there."""
    folders = [release_named(workspace, name) for name in (older, newer)]
    found = changes(*(folder / "parquet" for folder in folders))
    if to:
        save(to, found)
        return
    if as_csv:
        pc_csv.write_csv(found, sys.stdout.buffer)
        return
    console.print(f"{folders[0].name} → {folders[1].name}", style="bold")
    if not found.num_rows:
        console.print("Tidak ada angka yang berubah | No figure changed")
        return
    console.print(_counts(found))
    revisions = found.filter(pc.equal(found["kind"], "revised"))
    if revisions.num_rows:
        console.print(_revisions(revisions.slice(0, SHOWN_REVISIONS)))
    more = revisions.num_rows - SHOWN_REVISIONS
    if more > 0:
        console.print(f"… {more:,} revisi lagi | more revisions")
    console.print("Semua perubahan | All changes: --csv, --to")


def release_named(workspace: Workspace, name: str) -> Path:
    """Folder of a release by its id; `latest` is the current one, `previous` the one built before it."""
    current = released_folder(workspace)
    ids = [release.release_id for release in list_releases(workspace.warehouse)]
    if name == PREVIOUS:
        before = ids[: ids.index(current.name)]
        if not before:
            raise WorkspaceError(f"Tidak ada rilis sebelum {current.name} | There is no release before {current.name}")
        name = before[-1]
    elif name == LATEST:
        name = current.name
    if name not in ids:
        raise WorkspaceError(f"Tidak ada rilis {name}; ada | There is no release {name}; there are: {', '.join(ids)}")
    return releases_folder(workspace.warehouse) / name


def _counts(found: pa.Table) -> Table:
    """One row per indicator that changed; only kinds that occur."""
    counts = Counter(zip(found["indicator_code"].to_pylist(), found["kind"].to_pylist(), strict=True))
    kinds = [kind for kind in KINDS if kind in set(found["kind"].to_pylist())]
    table = Table(title="Angka yang berubah | Figures that changed", title_justify="left", title_style="bold")
    table.add_column("indikator\nindicator")
    for kind in kinds:
        table.add_column(KIND_NAMES[kind], justify="right")
    for indicator in sorted({indicator for indicator, _ in counts}):
        table.add_row(indicator, *(f"{counts[indicator, kind]:,}" for kind in kinds))
    return table


def _revisions(revised: pa.Table) -> Table:
    table = Table(title="Revisi | Revisions", title_justify="left", title_style="bold")
    for heading in ("indikator\nindicator", "wilayah\narea", "periode\nperiod", "rincian\nbreakdown"):
        table.add_column(heading)
    table.add_column("sumber, metode\nsource, method")
    for heading in ("lama\nold", "baru\nnew"):
        table.add_column(heading, justify="right")
    table.add_column("sejak\nsince")
    for row in revised.to_pylist():
        parts = (row["sex"], row["breakdown"], row["breakdown_value"])
        table.add_row(
            *(row["indicator_code"], row["area_code_bps"], row["period"]),
            " ".join(part for part in parts if part != "_T"),
            f"{row['source_code']}, {row['method_version']}",
            *(f"{row['old_value']:.10g}", f"{row['new_value']:.10g}"),
            f"{row['new_known_from']}",
        )
    return table
