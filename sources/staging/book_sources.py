"""Readers of books for a process in which nothing limits the time of staging."""

from __future__ import annotations

from dataclasses import dataclass

from sources.books.book import Book
from sources.staging.stage import BookSource

MOST_CELLS, MOST_CHARACTERS = 10_000, 1_000_000
"""Of a book that is staged in no time."""


class LargeBookError(Exception):
    """A book that may take long to stage."""


@dataclass(frozen=True)
class SmallBooks:
    """A reader of books that are staged in no time; LargeBookError at others."""

    reader: BookSource

    def read(self, content: bytes) -> Book:
        """The book in a file's bytes."""
        book = self.reader.read(content)
        n_cells = sum(len(row) for sheet in book.sheets for row in sheet.rows)
        if n_cells > MOST_CELLS:
            raise LargeBookError
        texts = (cell for sheet in book.sheets for row in sheet.rows for cell in row if isinstance(cell, str))
        if sum(map(len, texts)) > MOST_CHARACTERS:
            raise LargeBookError
        return book


@dataclass(frozen=True)
class KnownBook:
    """A reader that knows what there is to say of a file."""

    book: Book

    def read(self, _content: bytes) -> Book:
        """The book, whatever the bytes."""
        return self.book
