"""The area that a cell means where its level is known: a village, or a regency."""

from __future__ import annotations

from datetime import date

from sources.areas.index import AreaIndex
from sources.areas.resolution import Resolution
from sources.layouts.layout import LEVEL_DIGITS
from sources.texts import Cell, clean


def resolve_at(areas: AreaIndex, written: Cell, code_digits: int) -> Resolution:
    """The area of that level that a cell means; an area of another level is unknown here, with what it is as a hint."""
    if isinstance(written, (bool, date)):
        return Resolution("unknown")
    text = clean(written) if isinstance(written, str) else written
    found = areas.resolve(text)
    if found.status == "ambiguous" and isinstance(text, str) and code_digits == LEVEL_DIGITS["village"]:
        # a district may have the name of one of its villages
        found = areas.resolve_name(None, text)
    if found.area_code_bps is not None and len(found.area_code_bps) != code_digits:
        return Resolution("unknown", reading_b=f"{areas.name_of(found.area_code_bps)} (BPS {found.area_code_bps})")
    return found
