"""Bytes sealed with AES-256-GCM under a name.

Sealed bytes are: one version byte, a random nonce of 12 bytes, the ciphertext with its tag of 16 bytes. The name is
associated data, so bytes that were moved to another name do not open.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.errors import VaultError
from vault.store.keys import VaultKey

FORMAT_VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = len(FORMAT_VERSION) + NONCE_BYTES


class DamagedBlob(VaultError):  # noqa: N818  the names are the vault's interface
    """The bytes of a blob are not what was put under that name: cut off, changed or moved."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Isi brankas {name} rusak (terpotong, berubah, atau dipindahkan). Pulihkan berkas itu dari cadangan.",
            f"The vault's blob {name} is damaged (cut off, changed or moved). Restore that file from a backup.",
        )


class Sealer:
    """Seals and opens bytes with the blobs subkey of one key."""

    def __init__(self, key: VaultKey) -> None:
        self._cipher = AESGCM(key.subkey("blobs"))

    def seal(self, name: str, content: bytes) -> bytes:
        """The sealed bytes; every time others."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORMAT_VERSION + nonce + self._cipher.encrypt(nonce, content, FORMAT_VERSION + name.encode())

    def open(self, name: str, sealed: bytes) -> bytes:
        """The plain bytes; DamagedBlob where these were not sealed under that name with this key."""
        if len(sealed) < HEADER_BYTES + TAG_BYTES or not sealed.startswith(FORMAT_VERSION):
            raise DamagedBlob(name)
        nonce = sealed[len(FORMAT_VERSION) : HEADER_BYTES]
        try:
            return self._cipher.decrypt(nonce, sealed[HEADER_BYTES:], FORMAT_VERSION + name.encode())
        except InvalidTag as error:
            raise DamagedBlob(name) from error

    def opens(self, name: str, sealed: bytes) -> bool:
        """Whether these bytes were sealed under that name with this key."""
        try:
            self.open(name, sealed)
        except DamagedBlob:
            return False
        return True
