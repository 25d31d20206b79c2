"""The key of a vault: 32 random bytes in one file outside the workspace, and the subkeys derived from it."""

from __future__ import annotations

import base64
import binascii
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.errors import VaultError
from vault.files import create_file

KEY_BYTES = 32
Purpose = Literal["blobs", "tokens"]


class KeyMissing(VaultError):  # noqa: N818  the names are the vault's interface
    """There is no key file at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Berkas kunci {path} tidak ada. Pulihkan dari cadangan, atau jalankan `setara init` bila brankas baru.",
            f"The key file {path} is missing. Restore it from its backup, or run `setara init` if the vault is new.",
        )


class KeyUnreadable(VaultError):  # noqa: N818
    """The key file is there, but others may read it, or it does not hold a key."""


class KeyExists(VaultError):  # noqa: N818
    """A key file is already at the path: a key is never overwritten, for what it encrypted would be lost."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Berkas kunci {path} sudah ada dan tidak ditimpa. Pakai kunci itu, atau pilih tempat lain.",
            f"The key file {path} exists already and is not overwritten. Use that key, or choose another place.",
        )


class WrongKey(VaultError):  # noqa: N818
    """The key is not the one that the vault was made with."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"Kunci ini bukan kunci brankas {root}. Arahkan SETARA_KEY_FILE ke kunci yang dipakai saat brankas dibuat.",
            f"This key is not the key of the vault {root}. Point SETARA_KEY_FILE at the key the vault was made with.",
        )


@dataclass(frozen=True)
class VaultKey:
    """The master key; it is never used itself, only its subkeys are. Its repr does not show it."""

    secret: bytes = field(repr=False)

    def subkey(self, purpose: Purpose) -> bytes:
        """32 bytes for one purpose by HKDF-SHA256 (RFC 5869): knowing one subkey tells nothing of another."""
        derivation = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"setara/vault/{purpose}/1".encode())
        return derivation.derive(self.secret)


def create_key(path: Path) -> VaultKey:
    """Makes a new key file (base64, mode 0600, parent folders too) and gives its key; KeyExists where there is one."""
    key = VaultKey(secrets.token_bytes(KEY_BYTES))
    try:
        create_file(path, base64.b64encode(key.secret) + b"\n")
    except FileExistsError as error:
        raise KeyExists(path) from error
    return key


def read_key(path: Path) -> VaultKey:
    """The key in that file; KeyMissing where there is none, KeyUnreadable where it cannot be trusted or understood."""
    try:
        mode = path.stat().st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyUnreadable(
                f"Berkas kunci {path} dapat dibaca orang lain. Jalankan: chmod 600 {path}",
                f"The key file {path} can be read by others. Run: chmod 600 {path}",
            )
        text = path.read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(path) from error
    except OSError as error:
        raise KeyUnreadable(
            f"Berkas kunci {path} tidak dapat dibaca ({error.strerror}). Periksa pemilik dan izin berkas.",
            f"The key file {path} cannot be read ({error.strerror}). Check its owner and permissions.",
        ) from error
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        secret = b""
    if len(secret) != KEY_BYTES:
        # without `from`: the bytes of the file must not reach a traceback
        raise KeyUnreadable(
            f"Berkas {path} bukan kunci brankas yang utuh. Pulihkan dari cadangan.",
            f"The file {path} is not a whole vault key. Restore it from its backup.",
        )
    return VaultKey(secret)
