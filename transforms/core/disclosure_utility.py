"""What is left to read after disclosure control, told from the published facts alone: it gives no hidden cell away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from warehouse.disclosure_rules import disclosure_rules

LEVELS = ("village", "district", "regency", "province")
TABLE = ("measure_code", "source_code", "period", "breakdown", "breakdown_value")


@dataclass(frozen=True)
class Kept:
    """Of one measure and level how many cells are published, and how much of the total stands in them.

    `total_shown_pct` compares the published cells with the published totals of the highest areas, of tables of which
    those are published; None where there are none.
    """

    measure_code: str
    area_level: str
    cells: int
    cells_shown: int
    total_shown_pct: float | None

    @property
    def cells_shown_pct(self) -> float:
        """Share of the cells that are published."""
        return 100 * self.cells_shown / self.cells


def disclosure_utility(facts: pa.Table) -> list[Kept]:
    """A line per measure that is protected or hidden with others, and level, of `facts` (contract `facts`, after
    disclosure); the finest level first."""
    rules = disclosure_rules()
    by_table: dict[tuple[Any, ...], dict[str, list[float | None]]] = defaultdict(lambda: defaultdict(list))
    columns = [facts[name].to_pylist() for name in (*TABLE, "area_level", "value", "unit")]
    for measure, *place, level, value, unit in zip(*columns, strict=True):
        if rules.protects(measure, unit) or measure in rules.groups:
            by_table[measure, *place][level].append(value)
    by_measure: dict[tuple[str, str], list[tuple[list[float | None], float | None]]] = defaultdict(list)
    for table, levels in by_table.items():
        total = _total(levels)
        for level, values in levels.items():
            by_measure[table[0], level].append((values, total))
    lines = [_line(*of, tables) for of, tables in by_measure.items()]
    return sorted(lines, key=lambda line: (line.measure_code, LEVELS.index(line.area_level)))


def _total(levels: dict[str, list[float | None]]) -> float | None:
    """Sum of the highest areas; None where one of them is hidden."""
    highest = levels[max(levels, key=LEVELS.index)]
    shown = [value for value in highest if value is not None]
    return sum(shown) if len(shown) == len(highest) else None


def _line(measure: str, level: str, tables: list[tuple[list[float | None], float | None]]) -> Kept:
    cells = [value for values, _ in tables for value in values]
    shown = sum(value for values, total in tables if total is not None for value in values if value is not None)
    whole = sum(total for _, total in tables if total is not None)
    return Kept(
        measure,
        level,
        cells=len(cells),
        cells_shown=sum(value is not None for value in cells),
        total_shown_pct=100 * shown / whole if whole else None,
    )
