"""Grids of a file's tables; a page that keeps names and figures in tables of their own is put together again.

The pages of BPS named .xls hold four tables where people see one: the corner, the names of the areas below it, the
header beside the corner, and the figures below the header. A cell is named by its place in the table put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sources.books.book import Book
from sources.books.cell_names import cell_name
from sources.books.page_child import PAGE
from sources.bps.downloads.drift import DriftError
from sources.texts import Cell, is_blank, written

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class TableGrid:
    """One table from A1, rows of equal width. `kind` is download, static or simdasi; text cells hold Indonesian numbers
    where `is_indonesian`; `published_on` is what the service says of it, None where it says nothing."""

    number: int
    rows: Rows
    row_numbers: Sequence[int]
    kind: str = "download"
    is_indonesian: bool = False
    published_on: date | None = None

    @property
    def width(self) -> int:
        """Number of columns."""
        return max(map(len, self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """The cell as one line of text; empty where it is blank."""
        cell = self.rows[row][column]
        return "" if is_blank(cell) else " ".join((written(cell) or "").split())

    def cell(self, row: int, column: int) -> str:
        """A1 name of a cell."""
        return cell_name(self.row_numbers[row], column)

    def is_empty(self, row: int, columns: Iterable[int]) -> bool:
        """Whether these cells of a row are all blank."""
        return all(is_blank(self.rows[row][column]) for column in columns)


def grids_of(book: Book) -> list[TableGrid]:
    """The tables of an opened file, numbered as its sheets are; sheets without a cell are none.

    Raises DriftError where the parts of a page do not fit together.
    """
    sheets = [(number, sheet) for number, sheet in enumerate(book.sheets, start=1) if _is_used(sheet.rows)]
    if sheets and all(sheet.name == PAGE for _, sheet in sheets):
        whole = _together([sheet.rows for _, sheet in sheets])
        return [TableGrid(number, rows, range(1, len(rows) + 1)) for number, rows in enumerate(whole, start=1)]
    return [TableGrid(number, sheet.rows, sheet.row_numbers) for number, sheet in sheets]


def _is_used(rows: Rows) -> bool:
    return any(not is_blank(cell) for row in rows for cell in row)


def _together(parts: Sequence[Rows]) -> list[Rows]:
    whole: list[Rows] = []
    place = 0
    while place < len(parts):
        four = parts[place : place + 4]
        if _is_cut_in_four(four):
            whole.append(_joined(*four))
            place += 4
        else:
            whole.append(parts[place])
            place += 1
    return whole


def _is_cut_in_four(parts: Sequence[Rows]) -> bool:
    if len(parts) < 4:
        return False
    corner, names, head, figures = ((len(part), len(part[0])) for part in parts)
    return corner[1] == names[1] == 1 and head[1] == figures[1] and corner[0] <= head[0]


def _joined(corner: Rows, names: Rows, head: Rows, figures: Rows) -> Rows:
    if len(names) != len(figures):
        raise DriftError(
            "unreadable", f"{len(names)} nama, {len(figures)} baris angka | {len(names)} names, {len(figures)} rows"
        )
    left = [*(row[0] for row in corner), *[None] * (len(head) - len(corner))]
    top = [(name, *row) for name, row in zip(left, head, strict=True)]
    return [*top, *((name[0], *row) for name, row in zip(names, figures, strict=True))]
