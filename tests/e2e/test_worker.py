"""The deployments of prefect.yaml are accepted by a server, and a worker that runs one publishes a release."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.office import Office

PROJECT = Path(__file__).parent.parent.parent
DEPLOYMENTS = {"nightly-build", "bps-check", "inbox-watch", "monthly-program-load"}
PREFECT = [sys.executable, "-m", "prefect"]

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.xdist_group("office")]


@pytest.fixture
def empty_office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "workspace", tmp_path / "office.key")
    office.setara("init")
    return office


@pytest.fixture
def orchestration(tmp_path: Path, empty_office: Office) -> dict[str, str]:
    """Environment of a Prefect server of this test's own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        **empty_office.environment,
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "DO_NOT_TRACK": "1",
    }


@contextmanager
def running(arguments: list[str], environment: dict[str, str], log: Path) -> Iterator[None]:
    """A program of ours in the background, in a process group that is ended as a whole."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*PREFECT, *arguments], env=environment, cwd=PROJECT, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def prefect(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [*PREFECT, *arguments], env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, f"prefect {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def wait_for_server(url: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the Prefect server did not answer")


def test_a_worker_runs_the_nightly_build_and_publishes(
    empty_office: Office, orchestration: dict[str, str], tmp_path: Path
) -> None:
    url = orchestration["PREFECT_API_URL"]
    with running(["server", "start", "--host", "127.0.0.1"], orchestration, tmp_path / "server.log"):
        wait_for_server(url)
        prefect(orchestration, "work-pool", "create", "setara", "--type", "process")
        prefect(orchestration, "--no-prompt", "deploy", "--all")
        listed = json.loads(prefect(orchestration, "deployment", "ls", "--output", "json"))
        assert {deployment["name"] for deployment in listed} == DEPLOYMENTS

        with running(["worker", "start", "--pool", "setara"], orchestration, tmp_path / "worker.log"):
            prefect(orchestration, "deployment", "run", "nightly-build/nightly-build", "--watch")

    answer = empty_office.setara(
        "query",
        "--csv",
        "SELECT count(*) AS n FROM mart.indicator_values WHERE indicator_code = 'poverty_headcount_pct'",
    )
    assert int(answer.splitlines()[1]) > 200
    assert empty_office.processes() == []
