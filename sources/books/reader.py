"""BookReader: a file's bytes to its sheets, whatever the bytes do to the process that opens them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sources.books import limits
from sources.books.child_reader import ChildReader, Unread
from sources.books.pipe import child_command

CellValue = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Grid:
    """One sheet from A1: rows of equal width, blank cells None. A CSV is one visible grid named CSV."""

    name: str
    hidden: bool
    rows: tuple[tuple[CellValue, ...], ...]
    row_numbers: tuple[int, ...]
    """Number of each row on the sheet, from 1; of a CSV the physical line its record begins on."""
    hidden_rows: frozenset[int] = frozenset()
    """Numbers of the rows that are hidden or filtered away; only .xlsx and .ods tell."""


@dataclass(frozen=True)
class Book:
    """What came of opening a file: `status` is ok, or a read_status of staged_sheets and no sheets.

    `detail` is short and holds nothing of the file's content.
    """

    status: str
    detail: str
    sheets: tuple[Grid, ...] = ()


class BookReader(ChildReader):
    """Opens workbooks and texts."""

    def __init__(self, seconds: int = limits.SECONDS) -> None:
        """`seconds`: time limit of one file."""
        super().__init__(seconds, limits.FILE_BYTES)

    def read(self, content: bytes) -> Book:
        """The book in `content`. Never raises because of what a file holds."""
        answer = self._answer(content)
        if isinstance(answer, Unread):
            return Book(answer.status, answer.detail)
        return _book(json.loads(answer, object_hook=_untagged))

    def _command(self) -> list[str]:
        return child_command(self._seconds)


class PageReader(BookReader):
    """Opens web pages, too: a sheet named HTML for each of their tables."""

    def _command(self) -> list[str]:
        return child_command(self._seconds, "sources.books.page_child")


def _book(answer: dict[str, Any]) -> Book:
    sheets = tuple(
        Grid(
            name=sheet["name"],
            hidden=sheet["hidden"],
            rows=tuple(map(tuple, sheet["rows"])),
            row_numbers=tuple(sheet["row_numbers"]),
            hidden_rows=frozenset(sheet.get("hidden_rows", ())),
        )
        for sheet in answer["sheets"]
    )
    return Book(answer["status"], answer["detail"], sheets)


def _untagged(pairs: dict[str, Any]) -> Any:
    if "d" in pairs:
        return date.fromisoformat(pairs["d"])
    if "t" in pairs:
        return datetime.fromisoformat(pairs["t"])
    return pairs
