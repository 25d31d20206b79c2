"""Notes below a table, each with the headers that it is a note on: `*) dalam ribuan` is one on `Jumlah *)`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.sheets.cover import NOTED_TARGET, Said
from sources.sheets.match import Match
from sources.sheets.noted_origin import noted_origin
from sources.sheets.row_words import is_figure
from sources.sheets.title_spans import noted_span
from sources.texts import Cell, clean

MARK = re.compile(r"^\W*(\*+)")
TARGET = re.compile(
    r"\bsasaran\b[^\d%]*?(?P<number>\d[\d.]*)\s*(?:anak|bayi|balita|orang|org|jiwa|kk)\b"
    r"|\bsasaran\b[^\d%:=]*[:=]\s*(?P<alone>\d[\d.]*)\s*$",
    re.IGNORECASE,
)
"""`Sasaran bulan ini 100 anak`, `Jumlah sasaran : 100`; not that of children of some age, `sasaran 12-59 bulan`."""
MOST_CELLS = 2
"""`Keterangan :` and what it is."""


class Note(NamedTuple):
    """The cells of a note, the index of its row, and the mark of the headers that it is said of."""

    cells: Sequence[Cell]
    row_index: int
    mark: str | None

    def is_on(self, mark: str | None, marks: Collection[str | None]) -> bool:
        """Whether it is a note on a header with that mark; `marks` are those of all headers that may be meant."""
        return self.mark is None or self.mark == mark or self.mark not in marks


def notes_below(grid: Grid, match: Match) -> Iterator[Note]:
    """The notes below the header of a table."""
    for index in range(match.header_row + 1, len(grid.rows)):
        filled = grid.filled[index]
        if _may_be_note(filled):
            mark = MARK.match(clean(str(filled[0])))
            yield Note(filled, index, mark[1] if mark else None)


def said_by_notes(grid: Grid, match: Match) -> dict[str, Said]:
    """What notes below a table say of all of it: `noted_target`, `noted_period` and `noted_village`, and `titled_span`
    where it is not of one month."""
    texts = [
        (" ".join(clean(str(cell)) for cell in note.cells), _place(grid, note)) for note in notes_below(grid, match)
    ]
    found = {**noted_origin(texts), **noted_span(texts)}
    targets = (target for text, _ in texts if (target := TARGET.search(text)) is not None)
    target = next(targets, None)
    return found if target is None else {**found, NOTED_TARGET: Said(target["number"] or target["alone"])}


def _place(grid: Grid, note: Note) -> str:
    column = next(n for n, cell in enumerate(grid.rows[note.row_index]) if cell is note.cells[0])
    return cell_name(grid.row_numbers[note.row_index], column)


def mark_of(text: str) -> str | None:
    """The asterisks behind a header, `Jumlah *)`."""
    found = re.search(r"(\*+)\W*$", text)
    return found[1] if found else None


def _may_be_note(filled: Sequence[Cell]) -> bool:
    return 0 < len(filled) <= MOST_CELLS and not any(not isinstance(cell, str) or is_figure(cell) for cell in filled)
