"""BookReader: a file's bytes to its sheets, whatever the bytes do to the process that opens them."""

from __future__ import annotations

from sources.books import limits
from sources.books.book import Book
from sources.books.child_reader import ChildReader, Unread
from sources.books.pipe import child_command
from sources.books.wire import decoded


class BookReader(ChildReader):
    """Opens workbooks and texts."""

    def __init__(self, seconds: int = limits.SECONDS) -> None:
        """`seconds`: time limit of one file."""
        super().__init__(seconds, limits.FILE_BYTES)

    def read(self, content: bytes) -> Book:
        """The book in `content`. Never raises because of what a file holds."""
        answer = self._answer(content)
        return Book(answer.status, answer.detail) if isinstance(answer, Unread) else decoded(answer)

    def _command(self) -> list[str]:
        return child_command(self._seconds)


class PageReader(BookReader):
    """Opens web pages, too: a sheet named HTML for each of their tables."""

    def _command(self) -> list[str]:
        return child_command(self._seconds, "sources.books.page_child")
