"""Nightly: take everything that waits in the inboxes, build and publish. `setara run` is this flow, too."""

from __future__ import annotations

from prefect import flow

from flows.pipeline import run_pipeline
from setara.result import RunResult
from setara.workspace import FAMILIES


@flow(name="nightly-build", persist_result=False)
def nightly_build(families: list[str] | None = None) -> RunResult:
    """Take these families' inboxes (all by default) and publish a release if anything is new."""
    return run_pipeline(families or FAMILIES)
