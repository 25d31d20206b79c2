"""The key file: made once, private, never overwritten; and what is said when it is not right."""

from __future__ import annotations

import hmac
import stat
from pathlib import Path

import pytest

from vault.store.keys import KeyExists, KeyMissing, KeyUnreadable, VaultKey, create_key, read_key


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "setara" / "a.key"
    create_key(path)
    return path


def test_a_key_is_read_back(tmp_path: Path) -> None:
    made = create_key(tmp_path / "new" / "a.key")
    assert read_key(tmp_path / "new" / "a.key") == made
    assert len(made.secret) == 32


def test_two_keys_differ(tmp_path: Path) -> None:
    assert create_key(tmp_path / "a") != create_key(tmp_path / "b")


def test_the_file_is_private_and_alone(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert list(key_file.parent.iterdir()) == [key_file]


def test_a_key_is_never_overwritten(key_file: Path) -> None:
    before = key_file.read_bytes()
    with pytest.raises(KeyExists, match="tidak ditimpa"):
        create_key(key_file)
    assert key_file.read_bytes() == before
    assert list(key_file.parent.iterdir()) == [key_file]


def test_a_missing_key_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing) as caught:
        read_key(tmp_path / "none.key")
    assert "SETARA_KEY_FILE" in caught.value.message_id
    assert "Restore it from its backup" in caught.value.message_en


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(key_file: Path, mode: int) -> None:
    key_file.chmod(mode)
    with pytest.raises(KeyUnreadable, match="chmod 600"):
        read_key(key_file)


@pytest.mark.parametrize("content", [b"", b"not base64!", b"c2hvcnQ="])
def test_a_file_that_is_no_key_is_refused_without_showing_it(key_file: Path, content: bytes) -> None:
    key_file.write_bytes(content)
    with pytest.raises(KeyUnreadable) as caught:
        read_key(key_file)
    assert not content or content.decode() not in str(caught.value)
    assert caught.value.__cause__ is None


def test_subkeys_differ_by_purpose_and_repeat(key_file: Path) -> None:
    key = read_key(key_file)
    assert key.subkey("blobs") != key.subkey("tokens")
    assert key.subkey("blobs") == read_key(key_file).subkey("blobs")
    assert key.secret not in (key.subkey("blobs"), key.subkey("tokens"))


def test_a_subkey_is_hkdf_sha256() -> None:
    """RFC 5869 by hand, without salt and of one block: another derivation would close every vault there is."""
    extracted = hmac.digest(bytes(32), b"k" * 32, "sha256")
    expanded = hmac.digest(extracted, b"setara/vault/tokens/1" + b"\x01", "sha256")
    assert VaultKey(b"k" * 32).subkey("tokens") == expanded


def test_the_key_does_not_show_in_its_repr() -> None:
    assert "secret" not in repr(VaultKey(b"k" * 32))
    assert "kkkk" not in repr(VaultKey(b"k" * 32))
