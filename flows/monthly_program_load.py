"""Monthly: take programme lists and payments into the vault, and publish their aggregates."""

from __future__ import annotations

from prefect import flow

from flows.pipeline import run_pipeline
from setara.result import RunResult


@flow(name="monthly-program-load", persist_result=False)
def monthly_program_load() -> RunResult:
    """Take the programme records' inbox and publish a release if anything is new."""
    return run_pipeline(["program_records"])
