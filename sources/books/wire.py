"""A book as it travels from the child that opened it to its parent: JSON, dates with a tag."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sources.books.book import Book, Grid


def encoded(book: Book) -> bytes:
    """The bytes of a book."""
    sheets = [
        {
            "name": grid.name,
            "hidden": grid.hidden,
            "rows": grid.rows,
            "row_numbers": grid.row_numbers,
            "hidden_rows": sorted(grid.hidden_rows),
            "hidden_columns": sorted(grid.hidden_columns),
            "day_zero": grid.day_zero,
        }
        for grid in book.sheets
    ]
    told = {"status": book.status, "detail": book.detail, "names_a_person": book.names_a_person}
    answer = told | {"sheets": sheets}
    return json.dumps(answer, default=_tagged, separators=(",", ":")).encode()


def decoded(answer: bytes) -> Book:
    """The book in such bytes."""
    told = json.loads(answer, object_hook=_untagged)
    return Book(told["status"], told["detail"], tuple(map(_grid, told["sheets"])), told["names_a_person"])


def _grid(sheet: dict[str, Any]) -> Grid:
    return Grid(
        name=sheet["name"],
        hidden=sheet["hidden"],
        rows=tuple(map(tuple, sheet["rows"])),
        row_numbers=tuple(sheet["row_numbers"]),
        hidden_rows=frozenset(sheet["hidden_rows"]),
        hidden_columns=frozenset(sheet["hidden_columns"]),
        day_zero=sheet["day_zero"],
    )


def _tagged(cell: date) -> dict[str, str]:
    return {"t" if isinstance(cell, datetime) else "d": cell.isoformat()}


def _untagged(pairs: dict[str, Any]) -> Any:
    if "d" in pairs:
        return date.fromisoformat(pairs["d"])
    if "t" in pairs:
        return datetime.fromisoformat(pairs["t"])
    return pairs
