"""Static tables of the Web API: a page of HTML, escaped as text within JSON, in the layout of a worksheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sources.books.html_tables import Grid, tables, unescaped
from sources.bps.answers import NotDataBodyError, parse_answer


@dataclass(frozen=True)
class StaticTable:
    """A static table: its number, title, the day it was last changed (None where none is named), and its page."""

    table_id: str
    title: str
    updated_on: date | None
    page: str

    def grids(self) -> list[Grid]:
        """The tables on the page as text, rows of equal width; titles in both languages and notes are rows of it."""
        return tables(self.page)


def is_static_table(answer: Any) -> bool:
    """Whether a parsed answer has the shape of a static table."""
    return isinstance(answer, dict) and isinstance(answer.get("data"), dict) and "table" in answer["data"]


def read_static_table(content: bytes) -> StaticTable:
    """The static table in an answer's bytes; raises an AnswerError of its cause where there is none."""
    answer = parse_answer(content)
    if not is_static_table(answer):
        raise NotDataBodyError("no static table")
    data = answer["data"]
    return StaticTable(
        str(data.get("table_id", "")),
        unescaped(str(data.get("title", ""))),
        _day(str(data.get("updt_date", ""))),
        unescaped(str(data["table"])),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
