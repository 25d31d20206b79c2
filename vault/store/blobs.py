"""The encrypted store of the vault: named bytes on disk, each sealed on its own (vault/store/sealing.py)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from vault.errors import VaultError
from vault.store.files import create_file, replace_file
from vault.store.keys import VaultKey, WrongKey
from vault.store.sealing import HEADER_BYTES, TAG_BYTES, DamagedBlob, Sealer

MARKER = "vault.marker"
MARKER_TEXT = b"setara vault"
MARKER_BYTES = HEADER_BYTES + len(MARKER_TEXT) + TAG_BYTES
# a kind, then a sha256 and perhaps a suffix: a name with room for a person's or a file's name is refused
NAME = re.compile(r"(?:[a-z_]+/)*[0-9a-f]{64}(?:[.-][a-z0-9_.-]+)?")


class BlobMissing(VaultError):  # noqa: N818
    """Nothing is stored under that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Brankas tidak berisi {name}. Terima ulang berkas sumbernya, atau pulihkan dari cadangan.",
            f"The vault holds no {name}. Take in its source file again, or restore it from a backup.",
        )


def _unnoted(_: str) -> None:
    """Nobody keeps a log of what is opened."""


class EncryptedBlobs:
    """Bytes by name below `root`; nothing is ever written there in the clear, temporary files included.

    Opening makes `root` where it is missing and raises WrongKey where `key` is not the key of the vault there.
    Names are `kind/<sha256>` with an optional suffix (`raw/<sha256>`, `staging/<sha256>.parquet`); any other is a
    ValueError, because names can be seen on disk. `note` is told the name of `root` before a blob is opened.
    """

    def __init__(self, root: Path, key: VaultKey, note: Callable[[str], None] = _unnoted) -> None:
        self.root = root
        self._sealer = Sealer(key)
        self._note = note
        self._check_key()

    def put(self, name: str, content: bytes) -> None:
        """Stores `content` under `name`, whole or not at all; where two put at once the last one wins."""
        replace_file(self._path(name), self._sealer.seal(name, content))

    def get(self, name: str) -> bytes:
        """What was put under `name`; BlobMissing, or DamagedBlob where the bytes are not what was put."""
        self._note(self.root.name)
        path = self._path(name)
        try:
            sealed = path.read_bytes()
        except FileNotFoundError as error:
            raise BlobMissing(name) from error
        return self._sealer.open(name, sealed)

    def exists(self, name: str) -> bool:
        """Whether something is stored under `name`; that it is whole is only known by `get`."""
        return self._path(name).is_file()

    def names(self, prefix: str = "") -> list[str]:
        """All names that start with `prefix`, sorted."""
        return [name for name in blob_names(self.root) if name.startswith(prefix)]

    def delete(self, name: str) -> None:
        """Afterwards nothing is stored under `name`, whether there was something or not."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            # the name itself is not shown: it may be a person's
            raise ValueError("a blob's name is kind/<sha256> with an optional suffix, all in lower case")
        return self.root / name

    def _check_key(self) -> None:
        marker = self.root / MARKER
        if not marker.exists():
            self._make_marker(marker)
        self._require_key_of(marker)

    def _require_key_of(self, marker: Path) -> None:
        sealed = marker.read_bytes()
        if len(sealed) != MARKER_BYTES:
            raise DamagedBlob(MARKER)
        if not self._sealer.opens(MARKER, sealed):
            raise WrongKey(marker.parent)

    def _make_marker(self, marker: Path) -> None:
        """Writes the marker of a new store; of one that lost it only if its first blob opens with this key.

        A store beside others is of their vault, so it may not begin with another key.
        """
        for name in self.names()[:1]:
            self.get(name)
        for beside in sorted(self.root.parent.glob(f"*/{MARKER}"))[:1]:
            self._require_key_of(beside)
        try:
            create_file(marker, self._sealer.seal(MARKER, MARKER_TEXT))
        except FileExistsError:
            return  # another process opened the new vault first: its marker is checked next


def blob_names(root: Path) -> list[str]:
    """Names of all blobs below `root`, sorted; none where there is no such folder."""
    found = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return sorted(name for name in found if NAME.fullmatch(name))


def stores(vault: Path) -> list[Path]:
    """The folders of a vault that are stores of blobs, sorted; those that lost their marker, too."""
    folders = sorted(path for path in vault.glob("*") if path.is_dir())
    return [folder for folder in folders if (folder / MARKER).exists() or blob_names(folder)]
