"""A wrong setting and a disk that is full or cannot be written end in words that say what to do, not in a traceback."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import duckdb
import pytest
from pydantic import BaseModel, ValidationError

from setara import cli
from setara.errors import DISK_FAULTS, told
from setara.exit_status import FAILED


def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["setara", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == FAILED
    return capsys.readouterr().err


@pytest.mark.parametrize(("setting", "value"), [("SETARA_NOW", "kemarin"), ("SETARA_ENGINE", "sparkle")])
def test_a_setting_that_cannot_be_used_is_named(
    setting: str, value: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(setting, value)
    words = said(capsys, monkeypatch, "releases")
    assert f"pengaturan tidak dapat dipakai | a setting cannot be used: {setting}: " in words


def test_a_place_that_is_no_folder_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SETARA_WORKSPACE", str(tmp_path / "file"))
    monkeypatch.setenv("SETARA_KEY_FILE", str(tmp_path / "key"))
    assert f"{tmp_path / 'file'}" in (words := said(capsys, monkeypatch, "init"))
    assert DISK_FAULTS[errno.ENOTDIR] in words


@pytest.mark.parametrize("fault", DISK_FAULTS)
def test_a_disk_that_refuses_is_told_with_its_file(fault: int) -> None:
    assert (
        told(OSError(fault, "as the kernel says it", "/srv/setara/state")) == f"/srv/setara/state {DISK_FAULTS[fault]}"
    )


@pytest.mark.parametrize("fault", DISK_FAULTS)
def test_a_disk_that_refuses_the_database_is_told(fault: int) -> None:
    words = f'TransactionContext Error: Failed to commit: Could not write file "setara.duckdb": {os.strerror(fault)}'
    assert told(duckdb.TransactionException(words)) == DISK_FAULTS[fault]
    assert told(duckdb.BinderException("no such column")) is None


def test_what_is_no_answer_keeps_its_traceback() -> None:
    class Other(BaseModel):
        number: int

    with pytest.raises(ValidationError) as of_another:
        Other.model_validate({"number": "x"})
    assert [told(error) for error in (of_another.value, OSError(errno.EIO, "io"), KeyError("x"))] == [None] * 3
