"""The village's name beside its code: where both stand in a row, they must be one village's.

A name that no village has, or that several villages of that district have, says nothing against a code.
"""

from __future__ import annotations

from functools import lru_cache

from sources.areas import AreaIndex
from sources.cover import LABELS
from sources.layout import LEVEL_DIGITS
from sources.match import Match
from sources.texts import Cell, clean, key, written


def name_column(match: Match) -> int | None:
    """The column beside that of the villages' codes that tells their names; None where there is none."""
    place = match.layout.area
    if place.origin != "rows" or place.code_digits != LEVEL_DIGITS["village"]:
        return None
    codes = match.positions[place.headers["village"]]
    named = [n for n, heading in enumerate(match.headings) if LABELS.get(key(heading.text)) == "village" and n != codes]
    return named[0] if len(named) == 1 else None


@lru_cache(maxsize=4096)
def _named(areas: AreaIndex, text: str, district: str) -> str | None:
    near = areas.resolve_name(None, text, district)
    found = areas.resolve_name(None, text) if near.status == "unknown" else near
    return found.area_code_bps


def other_village(areas: AreaIndex, code_bps: str, name: Cell) -> str | None:
    """BPS code of the village that the name means, where that is not the one with the code."""
    text = clean(written(name) or "")
    found = _named(areas, text, areas.parent_of(code_bps) or "") if text else None
    return None if found == code_bps else found


def shown_village(areas: AreaIndex, code_bps: str) -> str:
    """Its name, with that of its kecamatan: namesakes are many."""
    district = areas.parent_of(code_bps)
    return areas.name_of(code_bps) + (f" ({areas.name_of(district)})" if district else "")
