"""What all tests share: in CI no test may skip but those on optional material that is not part of the project."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.office import DEMO_OPTIONS, Office

OPTIONAL = "optional:"

# The same examples each time, so that only a change makes a test fail; --hypothesis-profile=default seeks new ones.
# Without a deadline: how long an example takes says how busy the machine is.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--kills N`: a sample in `make slow`, more with `make crash`."""
    parser.addoption("--kills", type=int, default=1, help="how many runs the crash test kills")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a file that names no group are one: so one worker makes what they share, and the others do not."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(Path(__file__).parent).as_posix()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where SETARA_NO_SKIP is set; reasons that begin with 'optional:' may stay."""
    report = yield
    if report.skipped and os.environ.get("SETARA_NO_SKIP") and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not reason.removeprefix("Skipped: ").startswith(OPTIONAL):
            report.outcome = "failed"
            report.longrepr = f"no test may skip here, and this one did: {reason}"
    return report


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One small synthetic Kupang, carried through the whole pipeline once for all end-to-end tests, which only read it.

    Beside its workspace lie account.txt, what the run said, and seconds.txt, how long it took.
    """
    folder = tmp_path_factory.mktemp("office")
    made = Office(folder / "workspace", folder / "office.key")
    made.setara("init")
    made.setara("demo", *DEMO_OPTIONS)
    started = time.monotonic()
    (folder / "account.txt").write_text(made.setara("run"), encoding="utf-8")
    (folder / "seconds.txt").write_text(str(time.monotonic() - started))
    return made
