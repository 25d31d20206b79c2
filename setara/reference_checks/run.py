"""Run a folder of reference checks (`checks.json` with CSV data) through the project's own functions."""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
from ibis.common.exceptions import IbisError

from setara.reference_checks.check import Check, CheckResult, Expectation, Unsupported, erase, read_table
from setara.reference_checks.compare import differences

FILE = "checks.json"
INLINE = "inline"
COMPUTING_ERRORS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, IbisError, duckdb.Error)


class ReferenceSetError(Exception):
    """The folder holds no readable set of checks."""


def verify_reference(directory: Path) -> list[CheckResult]:
    """One result per check of `directory`, in the order of its checks.json.

    A check passes when every expected value is met. It is unsupported when its family has no module or its module says
    that it cannot answer; an error while computing is a failure with the error as its reason. Raises ReferenceSetError
    when checks.json is missing or not in the format.
    """
    return [_verify(raw, directory) for raw in _load(directory)]


def _load(directory: Path) -> list[Mapping[str, Any]]:
    path = directory / FILE
    if not path.is_file():
        raise ReferenceSetError(f"There is no {FILE} in {directory}.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ReferenceSetError(f"{path} is not JSON: {error}") from error
    checks = content.get("checks") if isinstance(content, dict) else content
    if not isinstance(checks, list) or not all(isinstance(check, dict) and "id" in check for check in checks):
        raise ReferenceSetError(f"{path} has no list of checks.")
    return checks


def _verify(raw: Mapping[str, Any], directory: Path) -> CheckResult:
    identity = raw["id"], str(raw.get("family")), bool(raw.get("core"))
    compute = adapter(identity[1])
    if compute is None:
        return CheckResult(*identity, "unsupported", reason=f"no module for the family {identity[1]}")
    tolerance = raw.get("tol") or {}
    expected = Expectation(raw.get("expected"), tolerance.get("rel", 0.0), tolerance.get("abs", 0.0))
    try:
        got = compute(as_check(raw, directory))
    except Unsupported as reason:
        return CheckResult(*identity, "unsupported", reason=str(reason))
    except COMPUTING_ERRORS as error:
        return CheckResult(*identity, "failed", reason=f"{type(error).__name__}: {error}")
    found = differences(got, expected)
    return CheckResult(*identity, "failed" if found else "passed", found)


def adapter(family: str) -> Callable[[Check], Any] | None:
    """The function that computes the checks of a family, or None where there is none."""
    name = f"{__package__}.{family}"
    if not family.isidentifier() or importlib.util.find_spec(name) is None:
        return None
    return getattr(importlib.import_module(name), "compute", None)


def as_check(raw: Mapping[str, Any], directory: Path) -> Check:
    """A check as its family's module sees it: without the expected values. Raises Unsupported on missing data."""
    return Check(
        id=raw["id"],
        family=str(raw.get("family")),
        indicator=raw.get("indicator") or "",
        params=raw["params"] if isinstance(raw.get("params"), dict) else {},
        data=_tables(raw.get("data") or INLINE, directory),
        asked=erase(raw.get("expected")),
        folder=directory,
        core=bool(raw.get("core")),
        note=raw.get("note") or "",
    )


def _tables(data: str | list[str], directory: Path) -> dict[str, Any]:
    names = data if isinstance(data, list) else [name.strip() for name in data.split("+")]
    files = [directory / name for name in names if name != INLINE]
    missing = [path.name for path in files if path.parent != directory or not path.is_file()]
    if missing:
        raise Unsupported(f"no file {', '.join(missing)} beside {FILE}")
    return {path.name: read_table(path) for path in files}
