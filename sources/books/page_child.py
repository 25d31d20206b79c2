"""The child process that opens books and web pages: `python -m sources.books.page_child SECONDS PARENT_PID`.

BPS hands out tables as pages named .xls. Other senders are asked for a workbook (F04): pages are opened here only.
"""

from __future__ import annotations

from sources.books import limits
from sources.books.book import Book, numbered
from sources.books.confined import serve
from sources.books.html_tables import tables
from sources.books.opening import open_book
from sources.books.wire import encoded

PAGE = "HTML"
"""Name of every table of a page."""


def open_page_or_book(content: bytes) -> Book:
    """As `open_book`; a page has one sheet for each of its tables."""
    book = open_book(content)
    if book.status != "html":
        return book
    try:
        return _page(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Book("encoding", PAGE)
    except MemoryError:
        return Book("too_large", "memory")


def _page(page: str) -> Book:
    grids = tables(page)
    n_cells = sum(len(grid) * len(grid[0]) for grid in grids)
    if n_cells > limits.GRID_CELLS:
        return Book("too_large", f"{n_cells}")
    if not grids:
        return Book("empty", PAGE)
    sheets = (numbered(PAGE, tuple(tuple(cell or None for cell in row) for row in grid)) for grid in grids)
    return Book("ok", "", tuple(sheets))


if __name__ == "__main__":
    serve(lambda content: encoded(open_page_or_book(content)), limits.MEMORY_BYTES)
