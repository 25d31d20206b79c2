"""Households told twice: by their records and by the additive store, group by group."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import ibis.expr.types as ir
from household_tables import households, rows

from transforms.indicators.additive_store.bins import village_bins
from transforms.indicators.additive_store.measures import POINTS, store_measures
from transforms.indicators.measures import household_measures

Household = tuple[float | None, float | None, float | None]
Row = dict[str, Any]


def told(groups: Sequence[Sequence[Household]]) -> Iterator[tuple[Row, Row]]:
    """For each group of households (welfare, weight, line) the measures of the records and those of the store."""
    numbers = [number for number, group in enumerate(groups) for _ in group]
    x, w, z = (list(column) for column in zip(*(household for group in groups for household in group), strict=True))
    table = households(x, w, z=[None if line is None else float(line) for line in z], g=numbers)
    exact = rows(household_measures, table, "x", "w", "z", ("g",), points=POINTS)
    stored = rows(through_store, table, ("g",))
    return zip(*(sorted(found, key=lambda row: row["g"]) for found in (exact, stored)), strict=True)


def through_store(table: ir.Table, by: Sequence[str]) -> ir.Table:
    return store_measures(village_bins(table, welfare="x", weight="w", line="z", keys=by), by)


def bounded(stored: Row) -> list[str]:
    """The measures that have bounds."""
    return [name.removesuffix("_low") for name in stored if name.endswith("_low")]


def is_near(found: Any, value: Any, nothing: float) -> bool:
    """Whether a measure is the same to nine digits, or both are `nothing` or less; other values must be equal."""
    if isinstance(found, float) and isinstance(value, float):
        return math.isclose(found, value, rel_tol=1e-9, abs_tol=nothing)
    return found == value
