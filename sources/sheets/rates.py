"""Rates where a layout counts: `Angka kematian per 100.000 kelahiran hidup` over a column of deaths.

Of a rate nobody can tell the number of deaths, and of figures below such words nobody can tell whether they are rates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.sheets.match import Match, NoMatch
from sources.texts import clean

ROUND_NUMBER = r"(?:1(?:0{0,2}[.,\s]?0{3})|(?:10{0,2}\s*|se(?:ratus\s*)?)ribu)"
OF_WHAT = r"(?:kelahiran(?:\s+hidup)?|kh|penduduk|jiwa|orang|anak|balita|bayi|ibu|kk|keluarga|rumah\s+tangga)"
RATE = re.compile(
    rf"\bper\s*{ROUND_NUMBER}(?![.,]?\d)(?:\s+{OF_WHAT}\b)?|/\s*{ROUND_NUMBER}\s+{OF_WHAT}\b", re.IGNORECASE
)
COUNTED = frozenset({"persons", "children"})
"""Units of columns whose counts people also give as rates; a list of facilities has a standard above it rather."""


def unless_rates(match: Match, grid: Grid, declared: Iterable[str]) -> Match | NoMatch:
    """The match; rates where the lines above its table, the headers of its counts of people or the `declared` units say
    that something is per thousand."""
    if match.layout.shape != "table":
        return match
    counts = [column for header, column in match.positions.items() if _counts(match, header)]
    told = [*_above(grid, match), *_in_headers(grid, match, counts), *((text, None) for text in declared)]
    found = [(rate[0], cell) for text, cell in told if counts and (rate := RATE.search(clean(text)))]
    if not found:
        return match
    said, cell = found[0]
    return NoMatch("rates", cell=cell, detail=said, nearest=match)


def _counts(match: Match, header: str) -> bool:
    return any(match.layout.contract.column(name).unit in COUNTED for name in match.layout.columns_of(header))


def _above(grid: Grid, match: Match) -> Iterator[tuple[str, str | None]]:
    for index in range(match.header_row - match.lines + 1):
        for column, cell in enumerate(grid.rows[index]):
            if isinstance(cell, str):
                yield cell, cell_name(grid.row_numbers[index], column)


def _in_headers(grid: Grid, match: Match, columns: Iterable[int]) -> Iterator[tuple[str, str | None]]:
    number = grid.row_numbers[match.header_row]
    yield from ((match.headings[column].text, cell_name(number, column)) for column in columns)
