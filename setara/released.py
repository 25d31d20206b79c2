"""Asking the current release, wherever the workspace says it is."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from setara.progress import console
from setara.workspace import Workspace, WorkspaceError
from warehouse.query import query
from warehouse.release.build import DATABASE_NAME
from warehouse.release.releases import current_release, read_manifest


def released_folder(workspace: Workspace) -> Path:
    """Folder of the current release; WorkspaceError where there is no workspace or no release yet."""
    workspace.require()
    release = current_release(workspace.warehouse)
    if release is None:
        raise WorkspaceError(
            f"Belum ada rilis di {workspace.root}. Buat dengan: setara run | No release yet. Make one with: setara run"
        )
    return release


def print_missing(workspace: Workspace) -> None:
    """Say what the current release does not have, where it was built without the vault's key."""
    missing = read_manifest(released_folder(workspace)).facts.missing
    if missing:
        console.print(f"{missing['id']} | {missing['en']}", style="bold yellow", soft_wrap=True)


def ask_release(workspace: Workspace, sql: str) -> pa.Table:
    """What the current release answers; QueryError as `warehouse.query` raises it."""
    return query(released_folder(workspace) / DATABASE_NAME, sql)
