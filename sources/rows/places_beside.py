"""What stands beside a village on a cover or in a title: its name beside its code, its kecamatan, its kab/kota."""

from __future__ import annotations

from collections.abc import Iterable

from sources.areas.codes import read_code
from sources.areas.index import AreaIndex
from sources.areas.resolution import Resolution
from sources.layouts.layout import LEVEL_DIGITS
from sources.rows.area_of_level import resolve_at
from sources.sheets.cover import Cover, Said

BESIDE = {"named": "village", "district": "district", "regency": "regency"}
"""By what `Cover.said` calls it: the level of area that it is."""


def village_beside(areas: AreaIndex, said: Said, cover: Cover) -> Resolution:
    """The village that was said; in the district and regency beside it where its name alone is that of several."""
    found = resolve_at(areas, said.value, LEVEL_DIGITS["village"])
    if found.area_code_bps is not None or read_code(said.text) is not None:
        return found
    return told_apart(areas, found, said.text, _text(cover, "district"), _text(cover, "regency"))


def told_apart(areas: AreaIndex, found: Resolution, village: str, district: str, regency: str) -> Resolution:
    """The one village of that name in the district and regency written beside it; what was found where none or several
    are. A name of a district that nobody knows tells nothing."""
    known = district if areas.codes_named(district, within="", level="district") else None
    regencies = areas.codes_named(regency, within="", level="regency") or [""]
    placed = {areas.resolve_name(known, village, within).area_code_bps for within in regencies} - {None}
    return Resolution("ok", placed.pop()) if len(placed) == 1 else found


def place_without(areas: AreaIndex, code: str, covers: Iterable[Cover]) -> str | None:
    """The first place, in words, that stands beside the village of that code and does not hold it; None where none."""
    for cover in covers:
        for name, level in BESIDE.items():
            found = areas.beside(Resolution("ok", code), _text(cover, name), level)
            if found.status == "conflict":
                return found.reading_b
    return None


def _text(cover: Cover, name: str) -> str:
    return cover.said[name].text if name in cover.said else ""
