"""Which releases are kept: the newest, the current one, and those named in `reference/kept_releases.yml`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from warehouse.release.publish import remove_release
from warehouse.release.releases import current_release, list_releases, releases_folder
from warehouse.yaml_files import read_yaml

KEPT_RELEASES = Path(__file__).parents[2] / "reference" / "kept_releases.yml"
NEWEST_KEPT = 10


def named_releases() -> frozenset[str]:
    """Ids of the releases that are kept for good."""
    entries = read_yaml(KEPT_RELEASES)["releases"]
    return frozenset(entry["release_id"] for entry in entries)


def delete_old_releases(warehouse_dir: Path, named: Collection[str], newest: int = NEWEST_KEPT) -> list[str]:
    """Delete all releases but the `newest` by build time, the current one and the `named`; their ids, oldest first.

    Needs the workspace lock.
    """
    current = current_release(warehouse_dir)
    ids = [manifest.release_id for manifest in list_releases(warehouse_dir)]
    kept = {*ids[-newest:], *named, *([current.name] if current else [])}
    deleted = [release_id for release_id in ids if release_id not in kept]
    for release_id in deleted:
        remove_release(releases_folder(warehouse_dir) / release_id)
    return deleted
