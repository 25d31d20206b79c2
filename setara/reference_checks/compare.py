"""Where an answer differs from the expected one. Only what is expected is compared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from setara.reference_checks.check import Difference, Expectation

ABSENT = "not computed"


def differences(got: Any, expected: Expectation) -> tuple[Difference, ...]:
    """Every value of `expected` that `got` lacks or misses; numbers by tolerance, null by null, text as it is."""
    return tuple(_differences("", got, expected.values, expected))


def _differences(path: str, got: Any, wanted: Any, expected: Expectation) -> Iterator[Difference]:
    if isinstance(wanted, Mapping):
        yield from _in_mapping(path, got, wanted, expected)
    elif isinstance(wanted, list):
        yield from _in_list(path, got, wanted, expected)
    elif not _agrees(got, wanted, expected):
        yield Difference(path or "value", wanted, got)


def _in_mapping(path: str, got: Any, wanted: Mapping[str, Any], expected: Expectation) -> Iterator[Difference]:
    if not isinstance(got, Mapping):
        yield Difference(path or "value", "named values", got)
        return
    for key, value in wanted.items():
        inner = f"{path}.{key}" if path else key
        if key in got:
            yield from _differences(inner, got[key], value, expected)
        else:
            yield Difference(inner, value, ABSENT)


def _in_list(path: str, got: Any, wanted: list[Any], expected: Expectation) -> Iterator[Difference]:
    if not isinstance(got, Sequence) or isinstance(got, str) or len(got) != len(wanted):
        yield Difference(path or "value", f"{len(wanted)} values", got)
        return
    for place, (one, value) in enumerate(zip(got, wanted, strict=True)):
        yield from _differences(f"{path}[{place}]", one, value, expected)


def _agrees(got: Any, wanted: Any, expected: Expectation) -> bool:
    if not _is_number(wanted) or not _is_number(got):
        return type(got) is type(wanted) and got == wanted
    return math.isfinite(got) and abs(got - wanted) <= expected.abs + expected.rel * abs(wanted)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
