"""Whether several that tell of a file say the same, and how it is shown where they do not."""

from __future__ import annotations

from collections.abc import Sequence

from sources.areas.resolution import Resolution
from sources.sheets.cover import Said
from sources.values.periods import parse

SEPARATOR = " | "
"""Between the texts of those who disagree."""
MOST_SHOWN = 4


def same_area(found: list[Resolution]) -> bool:
    """Whether all mean one area that is known."""
    codes = {each.area_code_bps for each in found}
    return len(codes) == 1 and None not in codes


def different(told: list[Said]) -> list[str]:
    """The texts that differ, in order."""
    return list(dict.fromkeys(said.text for said in told))


def of_frequency(told: list[Said], frequency: str) -> list[Said]:
    """What is said, without periods of another length that hold with one of this: May is in the first half-year."""
    found = [parse(said.value) for said in told]
    meant = next((period for period in found if period is not None and period.frequency == frequency), None)
    if meant is None:
        return told
    return [
        said
        for said, period in zip(told, found, strict=True)
        if period is None or period.frequency == frequency or period.end < meant.start or period.start > meant.end
    ]


def shown(texts: Sequence[str]) -> str:
    """The first of texts that differ: a table may name a hundred periods."""
    return SEPARATOR.join([*texts[:MOST_SHOWN], *(["\u2026"] if len(texts) > MOST_SHOWN else [])])


def first_cell(told: list[Said]) -> str | None:
    """Where the first of those stands who have a cell."""
    return next((said.cell for said in told if said.cell is not None), None)
