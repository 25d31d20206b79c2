"""What a benchmark is to reach, how time grows with size, and the files in which both are kept."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import linear_regression
from typing import Any

from rich.table import Table
from rich.text import Text


@dataclass(frozen=True)
class Target:
    """A value that is to be at most `limit`, and the number of rows it was measured on."""

    words: str
    rows: int
    value: float
    limit: float

    @property
    def is_met(self) -> bool:
        """Whether the value is within the limit."""
        return self.value <= self.limit


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The fitted b of seconds = a size^b: 1 where time is linear."""
    return linear_regression([math.log(n) for n in sizes], [math.log(s) for s in seconds]).slope


def targets_table(found: list[Target]) -> Table:
    """A line per target: what was measured and whether it is met."""
    table = Table("Sasaran | Target")
    for name in ("Baris | Rows", "Nilai | Value", "Paling banyak | At most", ""):
        table.add_column(name, justify="right")
    for target in found:
        verdict = Text("tercapai | met", "green") if target.is_met else Text("tidak | not met", "bold red")
        table.add_row(target.words, f"{target.rows:,}", f"{target.value:.3g}", f"{target.limit:.3g}", verdict)
    return table


def write_document(file: Path, machine: Mapping[str, str], targets: Sequence[Target], **measured: Any) -> None:
    """A JSON document of the machine, what was measured and the targets."""
    told = [asdict(target) | {"is_met": target.is_met} for target in targets]
    document = {"machine": dict(machine), **measured, "targets": told}
    file.write_text(json.dumps(document, indent=2) + "\n")
