"""The answer to a saved question as a table on the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import takewhile
from typing import Any

import pyarrow as pa
from rich.console import JustifyMethod
from rich.table import Table

from pages.languages import number
from setara.commands.code_words import YES_NO, words_of
from warehouse import contract
from warehouse.question import Question
from warehouse.release.database import SCHEMAS

SHOWN_ROWS = 200
NOTHING = "–"
FRAME = 3
"""Characters of a column's border and padding."""
MOST_ABOUT = 3
"""Columns of words at the beginning of a row that say what it is about."""


def said_once(question: Question, rows: pa.Table, width: int) -> tuple[list[str], pa.Table]:
    """Where the table is wider than `width`: `heading: value` of the columns in which all rows say the same, and the
    table without them; else nothing, and the table."""
    first = rows.slice(0, SHOWN_ROWS)
    same = [name for name in rows.column_names if len(set(rows[name].to_pylist())) == 1]
    is_wide = _needed(_texts(question, first)) > width
    if rows.num_rows < 2 or len(same) == len(rows.column_names) or not is_wide:
        return [], rows
    told = [
        f"{column_heading(question, name)}: {shown(rows[name][0].as_py(), name)}".replace("\n", " | ") for name in same
    ]
    return told, rows.drop_columns(same)


def answer_tables(question: Question, rows: pa.Table, width: int) -> Iterator[Table]:
    """The first SHOWN_ROWS rows under headings in both languages, in `width` characters.

    Where not all columns find room beside each other, tables follow one another, each with the columns that say what a
    row is about.
    """
    texts = _texts(question, rows.slice(0, SHOWN_ROWS))
    numeric = [_is_number(field.type) for field in rows.schema]
    parts = _parts(texts, numeric, width)
    for place, part in enumerate(parts, start=1):
        title = f"bagian | part {place}/{len(parts)}" if len(parts) > 1 else None
        yield _table([texts[each] for each in part], [numeric[each] for each in part], width, title)


def _table(texts: Sequence[Sequence[str]], numeric: Sequence[bool], width: int, title: str | None) -> Table:
    table = Table(title=title, title_justify="left")
    for (heading, *_), is_numeric, wide in zip(texts, numeric, _widths(texts, width), strict=True):
        side: JustifyMethod = "right" if is_numeric else "left"
        table.add_column(heading, justify=side, overflow="fold", width=wide)
    for row in zip(*(column[1:] for column in texts), strict=True):
        table.add_row(*row)
    return table


def _parts(texts: Sequence[Sequence[str]], numeric: Sequence[bool], width: int) -> list[list[int]]:
    """The columns of each table, so that no word is broken where that can be."""
    if _needed(texts) <= width:
        return [list(range(len(texts)))]
    about = list(takewhile(lambda place: not numeric[place], range(len(texts) - 1)))[:MOST_ABOUT]
    widest = max(texts[len(about) :], key=_longest_word)
    while about and _needed([*(texts[place] for place in about), widest]) > width:
        about.pop()
    parts = [about]
    for place in range(len(about), len(texts)):
        if parts[-1] != about and _needed([texts[each] for each in (*parts[-1], place)]) > width:
            parts.append(about)
        parts[-1] = [*parts[-1], place]
    return parts


def _texts(question: Question, rows: pa.Table) -> list[list[str]]:
    """Of each column its heading and its values, as they are written."""
    return [
        [column_heading(question, name), *(shown(value, name) for value in rows[name].to_pylist())]
        for name in rows.column_names
    ]


def _widths(texts: Sequence[Sequence[str]], width: int) -> Sequence[int | None]:
    """Characters of each column so that no word is broken; none, to squeeze the table, where they do not fit."""
    least = [_longest_word(column) for column in texts]
    whole = [max(len(line) for text in column for line in text.splitlines()) for column in texts]
    room = width - 1 - sum(least) - FRAME * len(texts)
    if room < 0:
        return [None] * len(texts)
    wanted = sum(whole) - sum(least)
    share = min(1.0, room / wanted) if wanted else 0.0
    return [low + int(share * (high - low)) for low, high in zip(least, whole, strict=True)]


def _needed(texts: Sequence[Sequence[str]]) -> int:
    """Characters of a table in which no word is broken."""
    return 1 + sum(_longest_word(column) + FRAME for column in texts)


def _longest_word(column: Sequence[str]) -> int:
    return max(len(word) for text in column for word in text.split())


def _is_number(kind: pa.DataType) -> bool:
    return any(test(kind) for test in (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal))


def column_heading(question: Question, column: str) -> str:
    """Of a column, in both languages: as the question says, else as the contracts label a column of that name."""
    if column in question.columns:
        said = question.columns[column]
        return f"{said.id}\n{said.en}"
    label = _labels().get(column)
    # What a label adds is in the data dictionary; a heading has no room for it.
    return "\n".join(re.split(r" \(|: ", label[language])[0] for language in ("id", "en")) if label else column


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    published = [contract.load(name) for schema in SCHEMAS for name in contract.names(schema)]
    return {column.name: column.label for table in reversed(published) for column in table.columns}


def shown(value: Any, column: str = "") -> str:
    """A value as it stands on the terminal: numbers as in Indonesia, codes as words, one language below the other."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return YES_NO[value].in_one_line().replace(" | ", "\n")
    if isinstance(value, int):
        return str(value) if "year" in column.split("_") else number(value).id
    if isinstance(value, float | Decimal):
        return number(float(value), _decimals(float(value))).id
    words = words_of(column, str(value))
    return (words.in_one_line() if words else str(value)).replace(" | ", "\n")


def _decimals(value: float) -> int:
    """As many as tell something: none of a whole number or of thousands, four of what is below 1."""
    if value == round(value) or abs(value) >= 1000:
        return 0
    return 2 if abs(value) >= 1 else 4
