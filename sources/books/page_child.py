"""The child process that opens books and web pages: `python -m sources.books.page_child SECONDS PARENT_PID`.

BPS hands out tables as pages named .xls. Other senders are asked for a workbook (F04): pages are opened here only.
"""

from __future__ import annotations

import json
from typing import Any

from sources.books import child, limits
from sources.books.confined import serve
from sources.html_tables import tables

PAGE = "HTML"
"""Name of every table of a page."""


def answer_to(content: bytes) -> dict[str, Any]:
    """The answer to one file, as `child.answer_to` gives it; a page has one sheet for each of its tables."""
    answer = child.answer_to(content)
    if answer["status"] != "html":
        return answer
    try:
        return _read_page(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return child.failure("encoding", PAGE)
    except MemoryError:
        return child.failure("too_large", "memory")


def _read_page(page: str) -> dict[str, Any]:
    grids = tables(page)
    n_cells = sum(len(grid) * len(grid[0]) for grid in grids)
    if n_cells > limits.GRID_CELLS:
        return child.failure("too_large", f"{n_cells}")
    if not grids:
        return child.failure("empty", PAGE)
    sheets = [
        {
            "name": PAGE,
            "hidden": False,
            "rows": [[cell or None for cell in row] for row in grid],
            "row_numbers": list(range(1, len(grid) + 1)),
        }
        for grid in grids
    ]
    return {"status": "ok", "detail": "", "sheets": sheets}


def _encoded(content: bytes) -> bytes:
    return json.dumps(answer_to(content), default=child.tagged, separators=(",", ":")).encode()


if __name__ == "__main__":
    serve(_encoded, limits.MEMORY_BYTES)
