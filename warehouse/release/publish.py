"""Make a built release the current one, at once; finish or undo what a kill interrupted.

releases/.building-<id>   is being built; never read
releases/.publishing-<id> an empty mark: <id> is on its way, and counts only once `current` names it
current                   replaced: this is the commit
setara.duckdb             a copy of the current release's file, follows at once
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from warehouse import durable
from warehouse.release.build import DATABASE_NAME
from warehouse.release.manifest import read_manifest, sha256_of
from warehouse.release.releases import CURRENT_FILE, CURRENT_LINK, current_release, releases_folder

BUILDING = ".building-"
PUBLISHING = ".publishing-"
REMOVING = ".removing-"


class PublishError(RuntimeError):
    """A release cannot be published; the message says why. Nothing has changed for readers."""


def building_folder(warehouse_dir: Path, release_id: str) -> Path:
    """Where a release is built before it is published."""
    return releases_folder(warehouse_dir) / f"{BUILDING}{release_id}"


def publish(warehouse_dir: Path, release_id: str) -> None:
    """Make the release that was built in `building_folder` the current one. Needs the workspace lock.

    ManifestError if that build is not there or not complete; PublishError if the release exists already.
    """
    built = building_folder(warehouse_dir, release_id)
    release = releases_folder(warehouse_dir) / release_id
    if read_manifest(built).release_id != release_id:
        raise PublishError(f"{built} holds another release")
    if release.exists():
        raise PublishError(f"release {release_id} exists already; a release is never changed")
    durable.sync_tree(built)
    mark = releases_folder(warehouse_dir) / f"{PUBLISHING}{release_id}"
    mark.touch()
    durable.sync(mark.parent)
    built.replace(release)
    durable.sync(release.parent)
    _point_current(warehouse_dir, release_id)
    _follow_current(warehouse_dir, release)
    mark.unlink()


def finish_interrupted(warehouse_dir: Path) -> None:
    """Bring the folder into order after a kill: a release that was not committed goes, one that was is completed.

    Safe at any time under the workspace lock; does nothing where all is in order.
    """
    folder = releases_folder(warehouse_dir)
    if not folder.exists():
        return
    current = current_release(warehouse_dir)
    if current is not None:
        _follow_current(warehouse_dir, current)
    for mark in folder.glob(f"{PUBLISHING}*"):
        release = folder / mark.name.removeprefix(PUBLISHING)
        if release.exists() and release.resolve() != current:
            remove_release(release)
        mark.unlink()
    for leftover in (*folder.glob(f"{BUILDING}*"), *folder.glob(f"{REMOVING}*")):
        shutil.rmtree(leftover)
    for leftover in warehouse_dir.glob(f"{durable.TEMPORARY_PREFIX}*"):
        leftover.unlink()


def remove_release(release: Path) -> None:
    """Delete a release that is not current; under another name first, so that no half of one is ever listed."""
    doomed = release.with_name(f"{REMOVING}{release.name}")
    release.replace(doomed)
    shutil.rmtree(doomed)


def _point_current(warehouse_dir: Path, release_id: str) -> None:
    file = warehouse_dir / CURRENT_FILE
    try:
        durable.replace_link(warehouse_dir / CURRENT_LINK, f"{releases_folder(warehouse_dir).name}/{release_id}")
    except durable.LinksRefused:
        durable.replace_text(file, json.dumps({"release_id": release_id}) + "\n")
    else:
        # Left from a disk without links: it would name an old release for ever.
        file.unlink(missing_ok=True)


def _follow_current(warehouse_dir: Path, release: Path) -> None:
    """Have `setara.duckdb` be the current release's file, by its bytes."""
    file = warehouse_dir / DATABASE_NAME
    if file.exists() and sha256_of(file) == read_manifest(release).file(DATABASE_NAME).sha256:
        return
    # What someone wrote into the old copy must not be replayed into the new one.
    file.with_name(f"{DATABASE_NAME}.wal").unlink(missing_ok=True)
    durable.replace_copy(file, release / DATABASE_NAME)
