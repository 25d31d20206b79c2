"""The child process that opens books: `python -m sources.books.child SECONDS PARENT_PID`."""

from __future__ import annotations

from sources.books import limits
from sources.books.confined import serve
from sources.books.opening import open_book
from sources.books.wire import encoded

if __name__ == "__main__":
    serve(lambda content: encoded(open_book(content)), limits.MEMORY_BYTES)
