"""Rotation: another key opens everything, the old one nothing, tokens stay, and no moment is bad for a kill."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from vault.errors import VaultError
from vault.store.blobs import MARKER, EncryptedBlobs
from vault.store.files import TEMPORARY_PREFIX
from vault.store.keys import RotationUnfinished, WrongKey, create_key, key_in, read_key, unfinished_key_file
from vault.store.rotation import OLD_SUFFIX, RotationRefused, rotate
from vault.tokens import person_token

NIK = "9971014107900001"
CONTENTS = {hashlib.sha256(bytes([number])).hexdigest(): bytes([number]) * 1000 for number in range(12)}
KINDS = ("bytes", "names", "staging")


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "a.key"


@pytest.fixture
def vault(tmp_path: Path, key_file: Path) -> Path:
    key = create_key(key_file)
    for kind in KINDS:
        blobs = EncryptedBlobs(tmp_path / "vault" / kind, key)
        for name, content in CONTENTS.items():
            blobs.put(name, kind.encode() + content)
    return tmp_path / "vault"


def require_whole(vault: Path, key_file: Path) -> None:
    key = read_key(key_file)
    for kind in KINDS:
        blobs = EncryptedBlobs(vault / kind, key)
        assert {name: blobs.get(name) for name in blobs.names()} == {
            name: kind.encode() + content for name, content in CONTENTS.items()
        }


def unheard(_: int) -> None:
    """Nobody looks at the progress."""


def test_the_new_key_opens_everything_and_the_old_one_nothing(vault: Path, key_file: Path) -> None:
    old = read_key(key_file)
    done = rotate(vault, key_file, unheard)
    assert read_key(key_file) != old
    assert done.key_name == read_key(key_file).name != old.name
    assert done.blobs_resealed == len(KINDS) * (len(CONTENTS) + 1)
    assert key_in(done.old_key_file) == old
    require_whole(vault, key_file)
    for kind in KINDS:
        with pytest.raises(WrongKey):
            EncryptedBlobs(vault / kind, old)


def test_tokens_stay_while_nothing_else_of_the_old_key_is_carried_over(vault: Path, key_file: Path) -> None:
    old = read_key(key_file)
    rotate(vault, key_file, unheard)
    (key_file.with_name(key_file.name + OLD_SUFFIX)).unlink()
    rotate(vault, key_file, unheard)
    new = read_key(key_file)
    assert person_token(NIK, new) == person_token(NIK, old)
    assert old.secret not in (new.secret, new.carried_tokens)
    assert new.subkey("blobs") != old.subkey("blobs")
    assert "b'" not in repr(new)


def test_an_old_key_is_destroyed_by_its_owner_before_the_next_rotation(vault: Path, key_file: Path) -> None:
    rotate(vault, key_file, unheard)
    with pytest.raises(RotationRefused, match="masih ada"):
        rotate(vault, key_file, unheard)
    require_whole(vault, key_file)


def test_a_damaged_blob_stops_it_before_anything_is_changed(vault: Path, key_file: Path) -> None:
    damaged = vault / "bytes" / next(iter(CONTENTS))
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-1])
    with pytest.raises(RotationRefused, match=f"bytes/{damaged.name}"):
        rotate(vault, key_file, unheard)
    assert not unfinished_key_file(key_file).exists()
    damaged.write_bytes(whole)
    require_whole(vault, key_file)


def test_the_key_of_another_vault_changes_nothing(vault: Path, key_file: Path, tmp_path: Path) -> None:
    create_key(tmp_path / "other.key")
    with pytest.raises(WrongKey):
        rotate(vault, tmp_path / "other.key", unheard)
    require_whole(vault, key_file)


def test_a_store_that_lost_its_marker_is_rotated_too(vault: Path, key_file: Path) -> None:
    (vault / "names" / MARKER).unlink()
    rotate(vault, key_file, unheard)
    require_whole(vault, key_file)


CHILD = """
import sys
from pathlib import Path
from vault.store import rotation
vault, key_file, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
done = 0
def die_at(number):
    global done
    done += number
    if done == last:
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
rotation.rotate(vault, key_file, die_at)
"""


@pytest.mark.parametrize("blobs_done", [1, 13, 14, 38, 39])
def test_a_kill_loses_nothing_and_the_next_call_finishes(vault: Path, key_file: Path, blobs_done: int) -> None:
    old = key_in(key_file)
    killed = subprocess.run(
        [sys.executable, "-c", CHILD, str(vault), str(key_file), str(blobs_done)], timeout=60, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    (vault / "bytes" / f"{TEMPORARY_PREFIX}left").write_bytes(b"half a blob")
    with pytest.raises(RotationUnfinished, match="setara vault rotate"):
        read_key(key_file)
    done = rotate(vault, key_file, unheard)
    assert done.blobs_resealed == len(KINDS) * (len(CONTENTS) + 1) - blobs_done
    require_whole(vault, key_file)
    assert key_in(done.old_key_file) == old
    assert not unfinished_key_file(key_file).exists()
    assert not list(vault.rglob(f"{TEMPORARY_PREFIX}*"))


def test_a_kill_while_the_key_files_are_exchanged_is_finished_as_well(
    vault: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda path, to: die() if path.suffix == ".new" else path.rename(to))
        with pytest.raises(KeyboardInterrupt):
            rotate(vault, key_file, unheard)
    assert key_file.with_name(key_file.name + OLD_SUFFIX).exists()
    assert rotate(vault, key_file, unheard).blobs_resealed == 0
    require_whole(vault, key_file)


def test_every_error_says_what_to_do_in_both_languages(vault: Path, key_file: Path) -> None:
    unfinished_key_file(key_file).write_bytes(b"")
    with pytest.raises(VaultError) as caught:
        read_key(key_file)
    assert "Jalankan lagi" in caught.value.message_id
    assert "again" in caught.value.message_en
