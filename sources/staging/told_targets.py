"""The target of each village of a table, as covers and lines around the table tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sources.areas.index import AreaIndex
from sources.layouts.layout import LEVEL_DIGITS
from sources.rows.area_of_level import resolve_at
from sources.sheets.cover import NOTED_TARGET, Cover, Said
from sources.texts import Cell
from sources.values.target_forms import read_target

SINGLE = ("target", NOTED_TARGET)
"""What a cover or a note says of the one village of a table."""


def told_targets(
    areas: AreaIndex, covers: Sequence[Cover], declared: Said | None, villages: Collection[str | None]
) -> dict[str | None, float | None]:
    """Target by BPS code of the village: each from its own line, or the single one where there is one village; None
    where two are told that differ.

    `villages` are those of the rows; None is one that was not understood, and each of these may be another.
    """
    told: dict[str | None, set[float | None]] = defaultdict(set)
    for cover in covers:
        for written_code, said in cover.village_targets.items():
            resolution = resolve_at(areas, written_code, LEVEL_DIGITS["village"])
            if resolution.area_code_bps is not None:
                told[resolution.area_code_bps].add(_number(said.value))
    only = set(villages)
    if len(only) == 1 and (None not in only or len(villages) == 1):
        singles = [cover.said[name] for cover in covers for name in SINGLE if name in cover.said]
        told[only.pop()] |= {_number(said.value) for said in (*singles, declared) if said is not None}
    return {village: numbers.pop() if len(numbers) == 1 else None for village, numbers in told.items() if numbers}


def _number(value: Cell) -> float | None:
    number = read_target(value).value
    return number if isinstance(number, float) else None
