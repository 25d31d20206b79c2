"""The field in which faults are planted: finds files and rows that have none yet and marks them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from setara.demo.chance import chance
from setara.demo.plan import Cell, DemoError, DemoFile, Expected, Row, Sheet
from setara.demo.world import World

T = TypeVar("T")


@dataclass(frozen=True)
class Spot:
    """A row in its sheet and file."""

    file: DemoFile
    sheet: Sheet
    row: Row

    def expect(self, code: str, header: str = "") -> None:
        """A finding about this row, at the cell under `header` where one is given."""
        self.file.expected.append(Expected(code, self.sheet, self.row, header))

    def spoil(self, fate: str, code: str, header: str, value: Cell) -> None:
        """Write `value` under `header`, which makes that finding at that cell and ends the row that way."""
        self.row.cells[header] = value
        self.row.fate = fate
        self.expect(code, header)


class Field:
    """All planned files; what a fault took is not given to another, so that no fault hides or feeds another."""

    def __init__(self, world: World, files: list[DemoFile]) -> None:
        self.world = world
        self.files = files
        self._rng: random.Random = chance(world.seed, "faults")

    def file(self, what: str, fits: Callable[[DemoFile], bool]) -> DemoFile:
        """A file without any fault for which `fits` is true, taken from now on. DemoError where none is left."""
        fitting = [f for f in self.files if not f.taken and not _has_faulty_row(f) and fits(f)]
        chosen = self._choose(what, fitting)
        chosen.taken = True
        return chosen

    def spot(self, what: str, source: str, fits: Callable[[Spot], bool] = lambda spot: True) -> Spot:
        """A row of that source without a fault, in a file not taken, that fits. DemoError where none is left."""
        chosen = self._choose(what, [spot for spot in self._spots(source) if fits(spot)])
        chosen.row.faulty = True
        return chosen

    def _spots(self, source: str) -> Iterator[Spot]:
        for file in self.files:
            for sheet in file.sheets:
                if sheet.source == source and not file.taken:
                    yield from (Spot(file, sheet, row) for row in sheet.rows if not row.faulty)

    def _choose(self, what: str, fitting: list[T]) -> T:
        if not fitting:
            raise DemoError(f"no place left to plant {what}; the demo needs more villages or months")
        return self._rng.choice(fitting)


def _has_faulty_row(file: DemoFile) -> bool:
    return any(row.faulty for sheet in file.sheets for row in sheet.rows)
