"""Names that stand in a row beside its village: of the village, its kecamatan or its kabupaten/kota.

A code that was filled down by a spreadsheet is that of another village, and only the names beside it show that. Of
several villages of one name they tell which is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.areas.codes import read_code
from sources.areas.index import AreaIndex
from sources.areas.resolution import Resolution
from sources.layouts.layout import LEVEL_DIGITS
from sources.rows.places_beside import told_apart
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


def agreed(
    areas: AreaIndex,
    found: Resolution,
    village: Cell,
    row: Sequence[Cell],
    columns: NamedColumns,
    *,
    above: Mapping[str, str],
) -> Resolution:
    """What was found of the village as written, in the places beside it, or in those `above` the table where none are
    beside it; or the first name beside it that is of another place."""
    names = [(level, clean(written(row[column]) or "")) for column, level in columns]
    if found.status == "ambiguous" and isinstance(village, str) and read_code(village) is None:
        told = {**above, **{level: name for level, name in names if name}}
        found = told_apart(areas, found, clean(village), told.get("district", ""), told.get("regency", ""))
    for level, name in names:
        found = areas.beside(found, name, level)
    return found
