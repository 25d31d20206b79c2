"""The encrypted store of the vault: named bytes on disk, each sealed with AES-256-GCM.

A blob on disk is: one version byte, a random nonce of 12 bytes, the ciphertext with its tag of 16 bytes. The blob's
name is associated data, so a blob that was moved to another name does not open.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.errors import VaultError
from vault.files import create_file, replace_file
from vault.keys import VaultKey, WrongKey

FORMAT_VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
MARKER = "vault.marker"
MARKER_TEXT = b"setara vault"
# a kind, then a sha256 and perhaps a suffix: a name with room for a person's or a file's name is refused
NAME = re.compile(r"(?:[a-z_]+/)*[0-9a-f]{64}(?:[.-][a-z0-9_.-]+)?")


class DamagedBlob(VaultError):  # noqa: N818  the names are the vault's interface
    """The bytes of a blob are not what was put under that name: cut off, changed or moved."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Isi brankas {name} rusak (terpotong, berubah, atau dipindahkan). Pulihkan berkas itu dari cadangan.",
            f"The vault's blob {name} is damaged (cut off, changed or moved). Restore that file from a backup.",
        )


class BlobMissing(VaultError):  # noqa: N818
    """Nothing is stored under that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Brankas tidak berisi {name}. Terima ulang berkas sumbernya, atau pulihkan dari cadangan.",
            f"The vault holds no {name}. Take in its source file again, or restore it from a backup.",
        )


class EncryptedBlobs:
    """Bytes by name below `root`; nothing is ever written there in the clear, temporary files included.

    Opening makes `root` where it is missing and raises WrongKey where `key` is not the key of the vault there.
    Names are `kind/<sha256>` with an optional suffix (`raw/<sha256>`, `staging/<sha256>.parquet`); any other is a
    ValueError, because names can be seen on disk.
    """

    def __init__(self, root: Path, key: VaultKey) -> None:
        self.root = root
        self._cipher = AESGCM(key.subkey("blobs"))
        self._check_key()

    def put(self, name: str, content: bytes) -> None:
        """Stores `content` under `name`, whole or not at all; where two put at once the last one wins."""
        replace_file(self._path(name), self._seal(name, content))

    def get(self, name: str) -> bytes:
        """What was put under `name`; BlobMissing, or DamagedBlob where the bytes are not what was put."""
        path = self._path(name)
        try:
            sealed = path.read_bytes()
        except FileNotFoundError as error:
            raise BlobMissing(name) from error
        try:
            return self._open(name, sealed)
        except InvalidTag as error:
            raise DamagedBlob(name) from error

    def exists(self, name: str) -> bool:
        """Whether something is stored under `name`; that it is whole is only known by `get`."""
        return self._path(name).is_file()

    def names(self, prefix: str = "") -> list[str]:
        """All names that start with `prefix`, sorted."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())
        return sorted(name for name in found if name.startswith(prefix) and NAME.fullmatch(name))

    def delete(self, name: str) -> None:
        """Afterwards nothing is stored under `name`, whether there was something or not."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            # the name itself is not shown: it may be a person's
            raise ValueError("a blob's name is kind/<sha256> with an optional suffix, all in lower case")
        return self.root / name

    def _seal(self, name: str, content: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORMAT_VERSION + nonce + self._cipher.encrypt(nonce, content, FORMAT_VERSION + name.encode())

    def _open(self, name: str, sealed: bytes) -> bytes:
        """The plain bytes; DamagedBlob where it is too short or of another format, InvalidTag where it does not fit."""
        header = len(FORMAT_VERSION) + NONCE_BYTES
        if len(sealed) < header + TAG_BYTES or not sealed.startswith(FORMAT_VERSION):
            raise DamagedBlob(name)
        nonce = sealed[len(FORMAT_VERSION) : header]
        return self._cipher.decrypt(nonce, sealed[header:], FORMAT_VERSION + name.encode())

    def _check_key(self) -> None:
        marker = self.root / MARKER
        if not marker.exists():
            self._make_marker(marker)
        try:
            self._open(MARKER, marker.read_bytes())
        except InvalidTag as error:
            raise WrongKey(self.root) from error

    def _make_marker(self, marker: Path) -> None:
        """Writes the marker of a new vault; of one that lost it only if its first blob opens with this key."""
        for name in self.names()[:1]:
            self.get(name)
        try:
            create_file(marker, self._seal(MARKER, MARKER_TEXT))
        except FileExistsError:
            return  # another process opened the new vault first: its marker is checked next
