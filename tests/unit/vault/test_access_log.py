"""The access log: two lines a session, nothing of a person, and whatever is taken out of it is noticed."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vault.store import access_log
from vault.store.access_log import HEAD, LOG, AccessLog, Session
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import VaultKey

KEY = VaultKey(b"a" * 32)
NAME = "c" * 64


@pytest.fixture
def log(tmp_path: Path) -> AccessLog:
    """A log of five sessions."""
    log = AccessLog(tmp_path, KEY)
    for number in range(5):
        log.append(f"command {number}", "begun", {"bytes": 1})
    return log


def rewritten(log: AccessLog, change: Callable[[list[str]], list[str]]) -> list[int]:
    path = log.vault / LOG
    path.write_text("".join(change(path.read_text().splitlines(keepends=True))))
    return log.faults()


def test_a_session_says_what_it_opened_and_how_often(tmp_path: Path) -> None:
    session = Session(AccessLog(tmp_path / "vault", KEY), "vault return")
    names, content = (EncryptedBlobs(tmp_path / "vault" / kind, KEY, session.note) for kind in ("names", "bytes"))
    names.put(NAME, b"x")
    content.put(NAME, b"y")
    assert session.log.entries() == []  # writing is no access
    names.get(NAME)
    content.get(NAME)
    content.get(NAME)
    session.close()
    begun, ended = session.log.entries()
    assert [entry["command"] for entry in (begun, ended)] == ["vault return"] * 2
    assert (begun["event"], begun["blobs"]) == ("begun", {"names": 1})
    assert (ended["event"], ended["blobs"]) == ("ended", {"bytes": 2, "names": 1})
    assert session.log.faults() == []


def test_a_session_that_opens_nothing_leaves_no_line(tmp_path: Path) -> None:
    session = Session(AccessLog(tmp_path, KEY), "run")
    session.close()
    assert not (tmp_path / LOG).exists()
    assert session.log.faults() == []


def test_a_whole_log_holds(log: AccessLog) -> None:
    assert [entry["no"] for entry in log.entries()] == [1, 2, 3, 4, 5]
    assert log.faults() == []


@pytest.mark.parametrize("place", range(5))
def test_a_removed_line_is_noticed_wherever_it_stood(log: AccessLog, place: int) -> None:
    assert rewritten(log, lambda lines: lines[:place] + lines[place + 1 :])


def test_a_changed_line_is_noticed(log: AccessLog) -> None:
    assert rewritten(log, lambda lines: [line.replace("command 2", "command 9") for line in lines]) == [3]


def test_lines_in_another_order_are_noticed(log: AccessLog) -> None:
    assert rewritten(log, lambda lines: [lines[1], lines[0], *lines[2:]])


def test_a_log_cut_off_with_its_head_made_to_fit_is_noticed(log: AccessLog) -> None:
    head = json.loads((log.vault / HEAD).read_text())
    (log.vault / HEAD).write_text(json.dumps({**head, "lines": 3}))
    assert rewritten(log, lambda lines: lines[:3]) == [4]


def test_a_removed_head_or_log_is_noticed(log: AccessLog) -> None:
    (log.vault / HEAD).rename(log.vault / "elsewhere")
    assert log.faults() == [6]
    (log.vault / "elsewhere").rename(log.vault / HEAD)
    (log.vault / LOG).unlink()
    assert log.faults() == [1]


def test_a_line_that_was_cut_in_two_is_named_and_the_next_begins_anew(log: AccessLog) -> None:
    path = log.vault / LOG
    path.write_bytes(path.read_bytes()[:-20])
    log.append("next", "begun", {"names": 1})
    assert log.entries()[-1]["command"] == "next"
    assert 5 in log.faults()


@pytest.mark.parametrize("refused", ["line", "head"])
def test_a_full_disk_leaves_the_log_as_it_was(log: AccessLog, refused: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a line, or one that the head does not know, would look like a log that somebody changed."""
    before, write = (log.vault / LOG).read_bytes(), os.write

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        if refused == "line":
            disk.setattr(os, "write", lambda handle, line: write(handle, line[:20]))
        else:
            disk.setattr(access_log, "replace_file", full)
        with pytest.raises(OSError, match="No space left"):
            log.append("setara run", "begun", {"files": 1})

    assert (log.vault / LOG).read_bytes() == before
    log.append("setara run", "begun", {"files": 1})
    assert log.faults() == []


def test_the_log_stays_whole_when_the_key_is_rotated(log: AccessLog) -> None:
    rotated = AccessLog(log.vault, KEY.successor())
    rotated.append("run", "begun", {"names": 1})
    assert rotated.faults() == []
    assert AccessLog(log.vault, VaultKey(b"b" * 32)).faults()
