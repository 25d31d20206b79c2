"""The encrypted store: what is put comes back, and nothing else opens."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest

from vault.store.blobs import MARKER, BlobMissing, EncryptedBlobs
from vault.store.files import TEMPORARY_PREFIX
from vault.store.keys import VaultKey, WrongKey
from vault.store.sealing import DamagedBlob

KEY = VaultKey(b"a" * 32)
OTHER_KEY = VaultKey(b"b" * 32)
SECRET = b"NIK,NAMA\n5371014107900001,Contoh Sintetis\n" * 50
NAME = "raw/" + hashlib.sha256(b"one").hexdigest()
OTHER_NAME = "raw/" + hashlib.sha256(b"two").hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> EncryptedBlobs:
    return EncryptedBlobs(tmp_path / "vault", KEY)


def test_what_is_put_comes_back(blobs: EncryptedBlobs) -> None:
    blobs.put(NAME, SECRET)
    blobs.put(OTHER_NAME, b"")
    assert blobs.get(NAME) == SECRET
    assert blobs.get(OTHER_NAME) == b""
    assert EncryptedBlobs(blobs.root, KEY).get(NAME) == SECRET


def test_nothing_on_disk_is_in_the_clear(blobs: EncryptedBlobs) -> None:
    blobs.put(NAME, SECRET)
    files = [path for path in blobs.root.rglob("*") if path.is_file()]
    assert len(files) == 2  # the blob and the marker
    assert not any(b"5371014107900001" in path.read_bytes() or b"NAMA" in path.read_bytes() for path in files)


def test_the_temporary_file_is_encrypted_too(blobs: EncryptedBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        blobs.put(NAME, SECRET)
    (left,) = (path for path in blobs.root.rglob(f"{TEMPORARY_PREFIX}*"))
    assert b"5371014107900001" not in left.read_bytes()
    assert not blobs.exists(NAME)
    assert blobs.names() == []


def test_the_same_bytes_are_sealed_differently(blobs: EncryptedBlobs) -> None:
    blobs.put(NAME, SECRET)
    first = (blobs.root / NAME).read_bytes()
    blobs.put(NAME, SECRET)
    assert (blobs.root / NAME).read_bytes() != first


def test_names_exists_and_delete(blobs: EncryptedBlobs) -> None:
    staged = "staging/" + "c" * 64 + ".parquet"
    for name in (NAME, OTHER_NAME, staged):
        blobs.put(name, b"x")
    assert blobs.names() == sorted([NAME, OTHER_NAME, staged])
    assert blobs.names("staging/") == [staged]
    blobs.delete(NAME)
    blobs.delete(NAME)
    assert not blobs.exists(NAME)
    assert blobs.exists(OTHER_NAME)
    with pytest.raises(BlobMissing, match=NAME):
        blobs.get(NAME)


@pytest.mark.parametrize(
    "name", ["daftar_penerima.xlsx", "raw/Contoh Sintetis", "5371014107900001", "../" + "a" * 64, "raw/" + "A" * 64, ""]
)
def test_a_name_that_could_tell_of_a_person_is_refused_without_repeating_it(blobs: EncryptedBlobs, name: str) -> None:
    with pytest.raises(ValueError, match="sha256") as caught:
        blobs.put(name, b"x")
    assert not name or name not in str(caught.value)


def test_the_wrong_key_is_known_at_the_door(blobs: EncryptedBlobs) -> None:
    blobs.put(NAME, SECRET)
    with pytest.raises(WrongKey, match="SETARA_KEY_FILE"):
        EncryptedBlobs(blobs.root, OTHER_KEY)
    assert EncryptedBlobs(blobs.root, KEY).get(NAME) == SECRET


def test_a_new_store_beside_others_does_not_begin_with_another_key(blobs: EncryptedBlobs) -> None:
    with pytest.raises(WrongKey):
        EncryptedBlobs(blobs.root.with_name("outbox"), OTHER_KEY)
    assert not (blobs.root.with_name("outbox") / MARKER).exists()
    EncryptedBlobs(blobs.root.with_name("outbox"), KEY)


def test_a_vault_that_lost_its_marker_still_knows_its_key(blobs: EncryptedBlobs) -> None:
    blobs.put(NAME, SECRET)
    (blobs.root / MARKER).unlink()
    with pytest.raises(DamagedBlob):
        EncryptedBlobs(blobs.root, OTHER_KEY)
    assert EncryptedBlobs(blobs.root, KEY).get(NAME) == SECRET


@pytest.mark.parametrize("size", [0, 1, 20, 28, 100])
def test_a_blob_that_was_cut_off_is_named(blobs: EncryptedBlobs, size: int) -> None:
    blobs.put(NAME, SECRET)
    os.truncate(blobs.root / NAME, size)
    with pytest.raises(DamagedBlob, match=NAME):
        blobs.get(NAME)


@pytest.mark.parametrize("place", [0, 5, 40, -1])
def test_a_changed_byte_is_noticed(blobs: EncryptedBlobs, place: int) -> None:
    blobs.put(NAME, SECRET)
    sealed = bytearray((blobs.root / NAME).read_bytes())
    sealed[place] ^= 1
    (blobs.root / NAME).write_bytes(sealed)
    with pytest.raises(DamagedBlob, match=NAME):
        blobs.get(NAME)


def test_a_moved_blob_does_not_open(blobs: EncryptedBlobs) -> None:
    blobs.put(NAME, SECRET)
    (blobs.root / NAME).rename(blobs.root / OTHER_NAME)
    with pytest.raises(DamagedBlob, match=OTHER_NAME):
        blobs.get(OTHER_NAME)


def test_a_marker_that_was_cut_off_is_named(blobs: EncryptedBlobs) -> None:
    os.truncate(blobs.root / MARKER, 5)
    with pytest.raises(DamagedBlob, match=MARKER):
        EncryptedBlobs(blobs.root, KEY)


def test_of_two_writers_one_wins_whole(blobs: EncryptedBlobs) -> None:
    contents = [bytes([number]) * 200_000 for number in range(2)]
    other = EncryptedBlobs(blobs.root, KEY)
    seen = set()

    def write(store: EncryptedBlobs, content: bytes) -> None:
        for _ in range(20):
            store.put(NAME, content)

    blobs.put(NAME, contents[0])
    threads = [threading.Thread(target=write, args=pair) for pair in zip((blobs, other), contents, strict=True)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen.add(blobs.get(NAME))
    for thread in threads:
        thread.join()
    assert seen <= set(contents)
    assert blobs.get(NAME) in contents
    assert blobs.names() == [NAME]
