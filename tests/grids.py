"""Sheets for tests of staging, without files: grids, books and a reader that gives them back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from sources.areas.index import AreaIndex
from sources.books.book import Book, Grid
from sources.received.delivery import Delivery
from sources.staging.stage import Staged, stage
from sources.texts import Cell, written

RECEIVED_ON = date(2025, 6, 5)
Lines = Sequence[Sequence[Cell]]


class BooksByContent:
    """A reader whose files are numbers of books: the bytes `b"0"` are the first book."""

    def __init__(self, books: Sequence[Book]) -> None:
        self._books = books

    def read(self, content: bytes) -> Book:
        return self._books[int(content)]


@cache
def area_index() -> AreaIndex:
    """The project's own areas, loaded once for all tests."""
    return AreaIndex.load()


def grid(lines: Lines, name: str = "Data") -> Grid:
    """A sheet with these lines from row 1."""
    width = max((len(line) for line in lines), default=0)
    rows = tuple(tuple(line) + (None,) * (width - len(line)) for line in lines)
    return Grid(name, False, rows, tuple(range(1, len(rows) + 1)))


def as_csv(lines: Lines) -> Grid:
    """The same lines as a CSV gives them: every cell is text, an empty one None."""
    return grid([[written(cell) or None for cell in line] for line in lines], "CSV")


def book(*sheets: Grid) -> Book:
    """A workbook that opened well."""
    return Book("ok", "", sheets)


def delivery(number: int = 0, *, delivery_no: int = 1, declared: Mapping[str, str] | None = None) -> Delivery:
    """A receipt of the numbered file."""
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    first = None if delivery_no == 1 else date(2025, 6, 1)
    return Delivery(sha256, delivery_no, "village_reports", RECEIVED_ON, first, 10, declared or {})


def staged(receipts: Iterable[tuple[Delivery, Book]]) -> dict[bool, Staged]:
    """What staging makes of these receipts."""
    pairs = list(receipts)
    reader = BooksByContent([book for _, book in pairs])
    files = [(receipt, str(number).encode()) for number, (receipt, _) in enumerate(pairs)]
    return stage(files, area_index(), reader)


def staged_file(*sheets: Grid, declared: Mapping[str, str] | None = None) -> dict[bool, Staged]:
    """What staging makes of one file with these sheets."""
    return staged([(delivery(declared=declared), book(*sheets))])
