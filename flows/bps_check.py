"""Every morning: take new BPS bodies, and publish if a figure is new or changed."""

from __future__ import annotations

from prefect import flow

from flows.pipeline import run_pipeline
from setara.result import RunResult


@flow(name="bps-check", persist_result=False)
def bps_check() -> RunResult:
    """Take the BPS inbox and publish a release if anything is new."""
    return run_pipeline(["bps"])
