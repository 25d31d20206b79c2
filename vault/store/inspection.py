"""What lies in a vault and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vault.store.blobs import EncryptedBlobs, stores
from vault.store.keys import VaultKey
from vault.store.sealing import DamagedBlob


@dataclass(frozen=True)
class StoreState:
    """One kind of blobs: how many, how large on disk, and which cannot be opened."""

    kind: str
    blobs: int
    size_bytes: int
    damaged: tuple[str, ...]


def inspect(vault: Path, key: VaultKey) -> list[StoreState]:
    """The state of every store, each blob having been opened. WrongKey or DamagedBlob where a store cannot be."""
    return [_state(EncryptedBlobs(folder, key)) for folder in stores(vault)]


def _state(blobs: EncryptedBlobs) -> StoreState:
    names = blobs.names()
    size_bytes = sum((blobs.root / name).stat().st_size for name in names)
    return StoreState(blobs.root.name, len(names), size_bytes, tuple(name for name in names if not _opens(blobs, name)))


def _opens(blobs: EncryptedBlobs, name: str) -> bool:
    try:
        blobs.get(name)
    except DamagedBlob:
        return False
    return True
