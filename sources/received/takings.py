"""The takings of files of a day, in their order: so of two files of one day it is known which came later.

A taking is a small file beside the receipts, named by day and number, which lists what it took.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sources.received.snapshots import write_atomic


@dataclass(frozen=True)
class Takings:
    """Those of one family of files; `root` is their folder."""

    root: Path

    def begin(self, day: date, drops: Collection[str]) -> int:
        """The number of a taking of these drops, which is noted: the next of the day, or that of a killed one that was
        of some of them."""
        last = self.last(day)
        if last and not set(json.loads(self._path(day, last).read_bytes())).isdisjoint(drops):
            return last
        write_atomic(self._path(day, last + 1), json.dumps(sorted(drops)).encode())
        return last + 1

    def last(self, day: date) -> int:
        """The number of the last taking of a day; 0 where there was none."""
        return max((int(path.stem.rpartition(".")[2]) for path in self.root.glob(f"{day}.*.json")), default=0)

    def _path(self, day: date, number: int) -> Path:
        return self.root / f"{day}.{number}.json"
