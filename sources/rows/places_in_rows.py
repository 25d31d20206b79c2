"""Names that stand in a row beside the code of its village: of the village, its kecamatan or its kabupaten/kota.

A code that was filled down by a spreadsheet is that of another village, and only the names beside it show that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.areas.index import AreaIndex, Resolution
from sources.layouts.layout import LEVEL_DIGITS
from sources.sheets.cover import LABELS
from sources.sheets.match import Match
from sources.texts import Cell, clean, written

_LEVELS = ("village", "district", "regency")
PLACE_HEADERS: Mapping[str, str] = {
    header: level for header, level in LABELS.items() if level in _LEVELS and not header.startswith("kode")
}
"""Key of a header to the level of area that it names."""

NamedColumns = Sequence[tuple[int, str]]
"""Columns that name a place, each with its level."""


def columns_beside(match: Match) -> NamedColumns:
    """Those of a sheet with codes of villages."""
    place = match.layout.area
    if place.origin != "rows" or place.code_digits != LEVEL_DIGITS["village"]:
        return []
    village = match.positions[place.headers["village"]]
    named = [(column, PLACE_HEADERS.keys() & heading.keys) for column, heading in enumerate(match.headings)]
    return [(column, PLACE_HEADERS[keys.pop()]) for column, keys in named if len(keys) == 1 and column != village]


def agreed(areas: AreaIndex, found: Resolution, row: Sequence[Cell], columns: NamedColumns) -> Resolution:
    """What was found of the code, or the first name beside it that is of another place."""
    for column, level in columns:
        found = areas.beside(found, clean(written(row[column]) or ""), level)
    return found
