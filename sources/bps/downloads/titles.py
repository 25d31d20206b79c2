"""Titles of tables: the years at their end, and which table of the catalog they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sources.bps.tables_catalog import Table
from sources.texts import key

YEAR = r"(?:19|20)\d{2}"
LAST_YEARS = re.compile(rf"(?<!\w)(?:tahun\s+)?({YEAR}(?:\s*(?:[-–/,]|dan|and|s\.?d\.?)\s*{YEAR})*)\s*$", re.IGNORECASE)
NEAR_ENOUGH = 85
"""Least rapidfuzz ratio (0 to 100) of a title that may be the one meant; two tables of BPS differ in few words."""


@dataclass(frozen=True)
class Title:
    """A title without the years at its end, and these years."""

    words: str
    years: tuple[int, ...]


def read_title(text: str) -> Title:
    """The title in a cell."""
    found = LAST_YEARS.search(text)
    if found is None:
        return Title(text, ())
    years = tuple(int(year) for year in re.findall(YEAR, found[1]))
    return Title(text[: found.start()], years)


def table_titled(words: str, tables: Iterable[Table]) -> Table | None:
    """The table of that title; letters and digits must agree."""
    return next((table for table in tables if key(words) in map(key, table.titles)), None)


def nearest_title(words: str, tables: Iterable[Table]) -> str | None:
    """The title of the catalog most alike, as a hint; None where none is near."""
    titles = {title: key(title) for table in tables for title in table.titles}
    best = process.extractOne(key(words), titles, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return best[2] if best else None
