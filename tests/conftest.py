"""What all tests share: in CI no test may skip but those on optional material that is not part of the project."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

OPTIONAL = "optional:"

# The same examples each time, so that only a change makes a test fail; --hypothesis-profile=default seeks new ones.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--kills N`: a sample in `make test`, more with `make crash`."""
    parser.addoption("--kills", type=int, default=1, help="how many runs the crash test kills")


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
