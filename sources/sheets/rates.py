"""Rates where a layout counts: `per 100.000 kelahiran hidup`, `(dalam persen)` or `(dalam ribuan jiwa)` over or below a
column of deaths.

Of a rate nobody can tell the number of deaths, and of figures beside such words not whether they are rates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.sheets.match import Match, NoMatch
from sources.sheets.notes_below import Note, mark_of
from sources.sheets.table_scale import SCALED, units_in
from sources.texts import Cell, clean
from sources.values.units import PERCENT

ROUND_NUMBER = r"(?:1(?:0{0,2}[.,\s]?0{3})|(?:10{0,2}\s*|se(?:ratus\s*)?)ribu)"
OF_WHAT = r"(?:kelahiran(?:\s+hidup)?|kh|penduduk|jiwa|orang|anak|balita|bayi|ibu|kk|keluarga|rumah\s+tangga)"
RATE = re.compile(
    rf"\bper\s*{ROUND_NUMBER}(?![.,]?\d)(?:\s+{OF_WHAT}\b)?|/\s*{ROUND_NUMBER}\s+{OF_WHAT}\b", re.IGNORECASE
)
IN_THOUSANDS = re.compile(
    rf"\b(?:dalam|dlm|satuan\s*:?|x)\s*(?:ratus|ribu|juta)(?:an)?\b(?!\s*(?:rupiah|rp))"
    rf"|^\W*(?:ratus|ribu|juta)(?:an)?(?:\s+{OF_WHAT})?\W*$",
    re.IGNORECASE,
)
STANDARD = re.compile(r"\d|\b(?:satu|standar|target|rasio|ideal)\b", re.IGNORECASE)
"""Words of a note that tells how many there should be, or are elsewhere: `1 bidan per 1.000 penduduk`."""
COUNTED = frozenset({"persons", "children"})
"""Units of columns whose counts people also give as rates; a list of facilities has a standard above it rather."""


def unless_rates(match: Match, grid: Grid, notes: Iterable[Note], declared: Iterable[str]) -> Match | NoMatch:
    """The match; rates where the lines above its table, the notes below it, the headers of its counts of people or the
    `declared` units say that something is per thousand, or where those lines or notes say that it is in percent or in
    thousands."""
    if match.layout.shape != "table":
        return match
    counts = [column for header, column in match.positions.items() if _counts(match, header)]
    if not counts:
        return match
    on_counts = [note for note in notes if _is_on_counts(note, match, counts)]
    above = list(_above(grid, match))
    told = [*above, *_in_headers(grid, match, counts), *((text, None) for text in declared)]
    found = [(rate[0], cell) for text, cell in told if (rate := RATE.search(clean(text)))]
    found += [(said, _place(grid, note)) for note in on_counts if (said := _rate_in_note(note)) is not None]
    if not any(_may_be_scaled(match, header) for header in match.positions):
        in_notes = ((str(cell), _place(grid, note)) for note in on_counts for cell in note.cells)
        texts = [*above, *in_notes, *((text, None) for text in declared)]
        found += [(scale[0], cell) for text, cell in texts if (scale := IN_THOUSANDS.search(clean(text)))]
    if not any(_may_be_percent(match, header) for header in match.positions):
        found += [(said, cell) for said, cell in above if _says_percent([said])]
        found += [(clean(str(note.cells[-1])), _place(grid, note)) for note in on_counts if _says_percent(note.cells)]
    if not found:
        return match
    said, cell = found[0]
    return NoMatch("rates", cell=cell, detail=said, nearest=match)


def _counts(match: Match, header: str) -> bool:
    return any(match.layout.contract.column(name).unit in COUNTED for name in match.layout.columns_of(header))


def _may_be_percent(match: Match, header: str) -> bool:
    """Whether a header has a column of percentages, or of what the sender declares to be that."""
    columns = [match.layout.contract.column(name) for name in match.layout.columns_of(header)]
    return any(column.is_numeric and column.unit in {None, "percent"} for column in columns)


def _may_be_scaled(match: Match, header: str) -> bool:
    """Whether a header has a column of amounts, which thousands may be meant for."""
    return any(match.layout.contract.column(name).unit in SCALED for name in match.layout.columns_of(header))


def _says_percent(cells: Sequence[Cell]) -> bool:
    return any(unit.unit == PERCENT for unit in units_in(cells))


def _rate_in_note(note: Note) -> str | None:
    """The rate that a note says figures to be; None of a standard."""
    text = " ".join(clean(str(cell)) for cell in note.cells)
    rate = RATE.search(text)
    return None if rate is None or STANDARD.search(text[: rate.start()]) else rate[0]


def _is_on_counts(note: Note, match: Match, counts: Sequence[int]) -> bool:
    marks = [mark_of(heading.text) for heading in match.headings]
    return any(note.is_on(marks[column], marks) for column in counts)


def _place(grid: Grid, note: Note) -> str:
    row = grid.rows[note.row_index]
    column = next(column for column, cell in enumerate(row) if cell is note.cells[-1])
    return cell_name(grid.row_numbers[note.row_index], column)


def _above(grid: Grid, match: Match) -> Iterator[tuple[str, str | None]]:
    for index in range(match.header_row - match.lines + 1):
        for column, cell in enumerate(grid.rows[index]):
            if isinstance(cell, str):
                yield cell, cell_name(grid.row_numbers[index], column)


def _in_headers(grid: Grid, match: Match, columns: Iterable[int]) -> Iterator[tuple[str, str | None]]:
    number = grid.row_numbers[match.header_row]
    yield from ((match.headings[column].text, cell_name(number, column)) for column in columns)
