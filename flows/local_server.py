"""A Prefect server of our own for one run: on loopback, in the workspace's own PREFECT_HOME, gone with the run.

Prefect's built-in ephemeral server outlives a killed run and keeps its database locked; this one is bound to the
process that started it. Where PREFECT_API_URL is set (a worker, an office server) nothing is started.
"""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from setara.processes import spawn_bound

STARTUP_SECONDS = 120
DATABASE_BYTES = 8 * 1024 * 1024
"""What the database of a new server takes, and what it writes beside it; with less the server ends."""

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # An error is told once, by whoever started the run.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}


class ServerDidNotStartError(RuntimeError):
    """The local Prefect server did not answer in time, or ended; the message names its log."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _ended(server: subprocess.Popen[bytes], log: Path) -> Exception:
    """What to say of a server that has ended by itself."""
    if shutil.disk_usage(log.parent).free < DATABASE_BYTES:
        # its log may lack the words: they need room, too
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(log.parent))
    return ServerDidNotStartError(
        f"Server Prefect di komputer ini berhenti; sebabnya ada di akhir {log}. Jalankan lagi | "
        f"The local Prefect server ended with status {server.returncode}; why is at the end of that file. Run again"
    )


def _await_health(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise _ended(server, log)
        if _answers(url):
            return
        time.sleep(0.1)
    raise ServerDidNotStartError(
        f"Server Prefect di komputer ini tidak menjawab; lihat {log}, lalu coba lagi | "
        f"The local Prefect server did not answer in {STARTUP_SECONDS} s; see that file, then try again"
    )


def _is_of_connection(error: Exception) -> bool:
    # prefect has imported it by then; before, it would only cost time
    from httpx import TransportError

    return isinstance(error, TransportError)


@dataclass(frozen=True)
class LocalServer:
    """The server that PREFECT_API_URL names."""

    is_ours: bool
    """Started for this run; False where PREFECT_API_URL named a server already."""
    wait: Callable[[], None]
    """Returns once it answers; ServerDidNotStartError where it does not, OSError where the disk has no room for it."""


@contextmanager
def prefect_server(home: Path) -> Iterator[LocalServer]:
    """Set PREFECT_API_URL to a server that lives as long as this block; call before prefect is imported.

    The server starts while the caller imports what it needs; before the first flow the caller waits for it.
    """
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update({key: value for key, value in QUIET.items() if key not in os.environ})
    if os.environ.get("PREFECT_API_URL"):
        yield LocalServer(is_ours=False, wait=lambda: None)
        return
    os.environ["PREFECT_HOME"] = str(home.resolve())
    port = _free_port()
    url = f"http://127.0.0.1:{port}/api"
    log = home / "server.log"
    command = [sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error", "--lifespan", "on"]
    with log.open("wb") as output:
        environment = {**os.environ, "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
        server = spawn_bound([*command, *options], environment, output, cwd=home)
    try:
        os.environ["PREFECT_API_URL"] = url
        yield LocalServer(is_ours=True, wait=lambda: _await_health(server, url, log))
    except Exception as error:
        if server.poll() is not None and _is_of_connection(error):
            raise _ended(server, log) from error
        raise
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.terminate()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
