"""Rotation: all blobs of a vault sealed with a new key, however often it is interrupted.

The next key lies beside the key file (`.new`) before the first blob is sealed with it, so what is sealed with either
key can always be opened; which one it is, the blob itself says. Only when every blob is sealed with the next key does
that become the key, and the old one stays as `.old` until its owner destroys it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vault.errors import VaultError
from vault.store.blobs import MARKER, blob_names, stores
from vault.store.files import replace_file, sweep, sync_folder
from vault.store.keys import KeyExists, VaultKey, WrongKey, key_in, unfinished_key_file, write_key
from vault.store.sealing import Sealer

OLD_SUFFIX = ".old"


class RotationRefused(VaultError):  # noqa: N818  the names are the vault's interface
    """The vault is not in a state in which its key can be changed; nothing was changed."""


@dataclass(frozen=True)
class Rotation:
    """What was done."""

    key_name: str
    blobs_resealed: int
    old_key_file: Path
    """Opens backups of the vault from before; to be destroyed by its owner when these are gone."""


def rotate(vault: Path, key_file: Path, report: Callable[[int], None]) -> Rotation:
    """Seal all blobs below `vault` with a new key, which then lies in `key_file`; tokens stay the same.

    The caller holds the workspace's lock. After a kill, calling it again finishes the work. `report` is told 1 after
    each blob. Raises RotationRefused where a blob opens with neither key or an older key has not been destroyed yet,
    WrongKey where the key is that of another vault, and the errors of `key_in`.
    """
    current, next_file = key_in(key_file), unfinished_key_file(key_file)
    old_file = key_file.with_name(key_file.name + OLD_SUFFIX)
    if not next_file.exists():
        _require_no_old_key(old_file)
        _require_whole(vault, [Sealer(current)])
        write_key(next_file, current.successor())
    else:
        _require_whole(vault, [Sealer(current), Sealer(key_in(next_file))])
    next_key = key_in(next_file)
    old, new = Sealer(current), Sealer(next_key)
    sweep(vault)
    done = 0
    for path, name in _sealed_files(vault):
        done += _reseal(path, name, old, new)
        report(1)
    _exchange(key_file, next_file, old_file, current)
    return Rotation(next_key.name, done, old_file)


def _require_no_old_key(old_file: Path) -> None:
    if old_file.exists():
        raise RotationRefused(
            f"Kunci lama {old_file} masih ada. Pastikan cadangan memakai kunci kini, hapus berkas itu, lalu ulangi.",
            f"The old key {old_file} is still there. See that backups use the key of now, delete that file, try again.",
        )


def _require_whole(vault: Path, keys: list[Sealer]) -> None:
    """Every blob opens with one of the keys, or nothing is begun: a damaged one could never be restored afterwards."""
    damaged = [
        f"{path.parent.name}/{name}"
        for path, name in _sealed_files(vault)
        if not any(key.opens(name, path.read_bytes()) for key in keys)
    ]
    markers = [vault / name for name in damaged if name.endswith(MARKER)]
    if markers:
        raise WrongKey(markers[0].parent)
    if damaged:
        shown = ", ".join(damaged[:3])
        raise RotationRefused(
            f"{len(damaged)} isi brankas rusak: {shown}. Pulihkan dari cadangan atau hapus, lalu ulangi.",
            f"{len(damaged)} blobs of the vault are damaged: {shown}. Restore them from a backup or delete them first.",
        )


def _sealed_files(vault: Path) -> Iterator[tuple[Path, str]]:
    """Every sealed file with the name that it is sealed under; a store's marker behind its blobs."""
    for store in stores(vault):
        names = [*blob_names(store), *([MARKER] if (store / MARKER).exists() else [])]
        yield from ((store / name, name) for name in names)


def _reseal(path: Path, name: str, old: Sealer, new: Sealer) -> bool:
    """Whether the file was still sealed with the old key; now it is with the new one."""
    sealed = path.read_bytes()
    if new.opens(name, sealed):
        return False
    replace_file(path, new.seal(name, old.open(name, sealed)))
    return True


def _exchange(key_file: Path, next_file: Path, old_file: Path, old: VaultKey) -> None:
    try:
        write_key(old_file, old)
    except KeyExists:
        if key_in(old_file) != old:
            raise
    next_file.replace(key_file)
    sync_folder(key_file.parent)
