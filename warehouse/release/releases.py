"""The releases a warehouse folder holds, and which of them is current."""

from __future__ import annotations

import json
from pathlib import Path

from warehouse.release.manifest import Manifest, ManifestError, read_manifest

CURRENT_LINK = "current"
CURRENT_FILE = "current.json"
"""Names the current release where the file system has no symbolic links."""


def releases_folder(warehouse_dir: Path) -> Path:
    """`<warehouse_dir>/releases`, a folder a release."""
    return warehouse_dir / "releases"


def list_releases(warehouse_dir: Path) -> list[Manifest]:
    """Manifests of all releases, the oldest first; ManifestError if a folder among them is no release."""
    folder = releases_folder(warehouse_dir)
    if not folder.exists():
        return []
    found = [read_manifest(path) for path in folder.iterdir() if not path.name.startswith(".")]
    return sorted(found, key=lambda manifest: (manifest.facts.built_at, manifest.release_id))


def current_release(warehouse_dir: Path) -> Path | None:
    """Folder of the current release, None before the first; resolved, so that several files are of one release.

    ManifestError if `current` names a release that is not there.
    """
    link, file = warehouse_dir / CURRENT_LINK, warehouse_dir / CURRENT_FILE
    if link.is_symlink():
        release = link.resolve()
    elif file.exists():
        release = releases_folder(warehouse_dir).resolve() / json.loads(file.read_text(encoding="utf-8"))["release_id"]
    else:
        return None
    if not release.is_dir():
        raise ManifestError(
            f"{warehouse_dir}: current names {release.name}, which is not there / menunjuk rilis yang tidak ada"
        )
    return release
