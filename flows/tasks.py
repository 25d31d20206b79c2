"""How Setara uses Prefect tasks: to order and record. Content keys are the only cache, so Prefect keeps no result."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE

P = ParamSpec("P")
R = TypeVar("R")


def step_task(step: Callable[P, R]) -> Callable[P, R]:
    """A step of the pipeline as a Prefect task that caches nothing and stores no result."""
    return task(cache_policy=NO_CACHE, persist_result=False)(step)
