"""One reference check: its question (data, parameters, names of what is asked) and the answer that it expects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

NULLS = ["", "NA", "NaN", "NULL", "null"]


class Unsupported(Exception):  # noqa: N818, a verdict on a check, not a fault
    """The check asks for something that no function of `transforms` computes."""


@dataclass(frozen=True)
class Check:
    """A check without its answer. `asked` has the shape of the answer with every value erased: names, no numbers."""

    id: str
    family: str
    indicator: str
    params: Mapping[str, Any]
    data: Mapping[str, pa.Table]
    """Tables by file name; empty where the data are inline, in `params`."""
    asked: Any
    folder: Path
    """Where the set lies: some checks use a table beside the ones that they name."""
    core: bool = False
    note: str = ""

    def table(self) -> pa.Table:
        """The first table of the check. Raises Unsupported where it has none."""
        if not self.data:
            raise Unsupported(f"{self.id} has no table")
        return next(iter(self.data.values()))

    def table_like(self, word: str) -> pa.Table:
        """The table whose file name contains `word`: of the check, else beside it. Raises Unsupported without one."""
        for name, table in self.data.items():
            if word in name:
                return table
        beside = sorted(self.folder.glob(f"*{word}*.csv"))
        if not beside:
            raise Unsupported(f"{self.id} needs a table *{word}*.csv")
        return read_table(beside[0])


@dataclass(frozen=True)
class Expectation:
    """What a check expects, and how near a number must be: |got - expected| <= abs + rel * |expected|."""

    values: Any
    rel: float
    abs: float


@dataclass(frozen=True)
class Difference:
    """One value that is not as expected, at `path` such as `[3].gini`."""

    path: str
    expected: Any
    got: Any


@dataclass(frozen=True)
class CheckResult:
    """What came of one check. `verdict` is passed, failed or unsupported; `reason` says why where no value differs."""

    id: str
    family: str
    core: bool
    verdict: str
    differences: tuple[Difference, ...] = field(default=())
    reason: str = ""


def read_table(path: Path) -> pa.Table:
    """A CSV file as a table; empty cells and the usual words for nothing are null."""
    options = pa_csv.ConvertOptions(null_values=NULLS, strings_can_be_null=True)
    return pa_csv.read_csv(path, convert_options=options)


def erase(expected: Any) -> Any:
    """The shape of an expected answer: same keys and lengths, no values."""
    if isinstance(expected, Mapping):
        return {key: erase(value) for key, value in expected.items()}
    if isinstance(expected, list):
        return [erase(value) for value in expected]
    return None
