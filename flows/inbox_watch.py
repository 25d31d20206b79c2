"""During office hours: take village reports as they come, so that findings go back the same day."""

from __future__ import annotations

from prefect import flow

from flows.pipeline import run_pipeline
from setara.result import RunResult


@flow(name="inbox-watch", persist_result=False)
def inbox_watch() -> RunResult:
    """Take the village reports' inbox and publish a release if anything is new."""
    return run_pipeline(["village_reports"])
