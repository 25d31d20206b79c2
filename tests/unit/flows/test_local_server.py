"""The local Prefect server that does not start, or ends: why, in words that help."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from flows import local_server
from flows.local_server import ServerDidNotStartError, prefect_server


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Says how many bytes the disk has left; the server is one that ends at once."""
    monkeypatch.setenv("PREFECT_API_URL", "")
    monkeypatch.setattr(local_server.sys, "executable", "/bin/false")
    return lambda n_bytes: monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=n_bytes))


def test_a_full_disk_is_told_as_one(tmp_path: Path, free: Callable[[int], None]) -> None:
    """The server's own words would stand in a log that could not be written either."""
    free(4096)
    with prefect_server(tmp_path / "prefect") as server, pytest.raises(OSError, match="No space left") as refused:
        server.wait()
    assert (refused.value.errno, refused.value.filename) == (errno.ENOSPC, str(tmp_path / "prefect"))


def test_another_end_names_the_log(tmp_path: Path, free: Callable[[int], None]) -> None:
    free(2**40)
    with prefect_server(tmp_path / "prefect") as server, pytest.raises(ServerDidNotStartError, match=r"server\.log"):
        server.wait()


def lose_the_server(home: Path) -> None:
    with prefect_server(home) as server:
        with pytest.raises(ServerDidNotStartError):
            server.wait()
        raise httpx.ConnectError("connection refused")


def test_a_server_that_ends_in_the_middle_of_a_run_is_told(tmp_path: Path, free: Callable[[int], None]) -> None:
    """As when the machine runs out of memory: the flow knows only that nobody answers."""
    free(2**40)
    with pytest.raises(ServerDidNotStartError, match="berhenti"):
        lose_the_server(tmp_path / "prefect")


def test_another_fault_of_a_run_keeps_its_name(tmp_path: Path, free: Callable[[int], None]) -> None:
    free(2**40)
    with pytest.raises(KeyError), prefect_server(tmp_path / "prefect"):
        raise KeyError("a fault of ours")
