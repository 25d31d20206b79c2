"""Notes below a table, each with the headers that it is a note on: `*) dalam ribuan` is one on `Jumlah *)`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sources.books.book import Grid
from sources.sheets.match import Match
from sources.sheets.row_words import is_figure
from sources.texts import Cell, clean

MARK = re.compile(r"^\W*(\*+)")
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


def mark_of(text: str) -> str | None:
    """The asterisks behind a header, `Jumlah *)`."""
    found = re.search(r"(\*+)\W*$", text)
    return found[1] if found else None


def _may_be_note(filled: Sequence[Cell]) -> bool:
    return 0 < len(filled) <= MOST_CELLS and not any(not isinstance(cell, str) or is_figure(cell) for cell in filled)
