"""The key of a vault: 32 random bytes in one file outside the workspace, and the subkeys derived from it.

A key that took another one's place carries the secret of its tokens on a second line of the file: blobs are sealed with
the new key alone, while a person keeps the token that all records know.
"""

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
from vault.store.files import create_file

KEY_BYTES = 32
UNFINISHED_SUFFIX = ".new"
"""Behind the key file's name: the next key, while blobs are being sealed with it."""
Purpose = Literal["blobs", "tokens", "identity"]
LastingPurpose = Literal["released_tokens", "access_log"]


class KeyMissing(VaultError):  # noqa: N818  the names are the vault's interface
    """There is no key file at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Berkas kunci {path} tidak ada. Pulihkan dari cadangan, atau sebut tempatnya: SETARA_KEY_FILE.",
            f"The key file {path} is missing. Restore it from its backup, or say where it is: SETARA_KEY_FILE.",
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


class RotationUnfinished(VaultError):  # noqa: N818
    """Some blobs are sealed with the old key and some with the next one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Penggantian kunci {path} belum selesai. Jalankan lagi `setara vault rotate`; tidak ada yang hilang.",
            f"The rotation of the key {path} is not finished. Run `setara vault rotate` again; nothing is lost.",
        )


@dataclass(frozen=True)
class VaultKey:
    """The master key; it is never used itself, only its subkeys are. Its repr does not show it."""

    secret: bytes = field(repr=False)
    carried_tokens: bytes | None = field(default=None, repr=False)
    """The tokens subkey of the key before it, where this key took another's place."""

    def subkey(self, purpose: Purpose) -> bytes:
        """32 bytes for one purpose by HKDF-SHA256 (RFC 5869): knowing one subkey tells nothing of another.

        That of `tokens` outlives a rotation.
        """
        if purpose == "tokens" and self.carried_tokens is not None:
            return self.carried_tokens
        return _derived(self.secret, purpose)

    def lasting_subkey(self, purpose: LastingPurpose) -> bytes:
        """As `subkey`, for what must stay the same when the key is rotated."""
        return _derived(self.subkey("tokens"), purpose)

    @property
    def name(self) -> str:
        """16 hex digits that tell one key from another and nothing of the key."""
        return self.subkey("identity").hex()[:16]

    def successor(self) -> VaultKey:
        """A new random key that makes the same tokens."""
        return VaultKey(secrets.token_bytes(KEY_BYTES), self.subkey("tokens"))


def _derived(secret: bytes, purpose: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"setara/vault/{purpose}/1".encode())
    return derivation.derive(secret)


def create_key(path: Path) -> VaultKey:
    """Makes a new key file and gives its key; KeyExists where there is one."""
    key = VaultKey(secrets.token_bytes(KEY_BYTES))
    write_key(path, key)
    return key


def write_key(path: Path, key: VaultKey) -> None:
    """Writes the key to a new file (base64, mode 0600, parent folders too); KeyExists where there is one."""
    secrets_of_key = [key.secret] if key.carried_tokens is None else [key.secret, key.carried_tokens]
    try:
        create_file(path, b"".join(base64.b64encode(secret) + b"\n" for secret in secrets_of_key))
    except FileExistsError as error:
        raise KeyExists(path) from error


def unfinished_key_file(path: Path) -> Path:
    """Where the next key lies while a rotation is under way."""
    return path.with_name(path.name + UNFINISHED_SUFFIX)


def read_key(path: Path) -> VaultKey:
    """The key in that file, as `key_in`; RotationUnfinished where it is not the key of all blobs."""
    key = key_in(path)
    if unfinished_key_file(path).exists():
        raise RotationUnfinished(path)
    return key


def key_in(path: Path) -> VaultKey:
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
        found = [base64.b64decode(line, validate=True) for line in text.split()]
    except binascii.Error:
        found = []
    if len(found) not in (1, 2) or any(len(secret) != KEY_BYTES for secret in found):
        # without `from`: the bytes of the file must not reach a traceback
        raise KeyUnreadable(
            f"Berkas {path} bukan kunci brankas yang utuh. Pulihkan dari cadangan.",
            f"The file {path} is not a whole vault key. Restore it from its backup.",
        )
    return VaultKey(*found)
