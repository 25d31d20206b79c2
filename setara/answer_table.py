"""The answer to a saved question as a table on the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
from rich.console import JustifyMethod
from rich.table import Table

from pages.languages import number
from warehouse import contract
from warehouse.database import SCHEMAS
from warehouse.question import Question

SHOWN_ROWS = 200
NOTHING = "–"


def answer_table(question: Question, rows: pa.Table) -> Table:
    """The first SHOWN_ROWS rows under headings in both languages."""
    table = Table()
    for field in rows.schema:
        side: JustifyMethod = "right" if _is_number(field.type) else "left"
        table.add_column(_heading(question, field.name), justify=side, overflow="fold")
    for row in rows.slice(0, SHOWN_ROWS).to_pylist():
        table.add_row(*(shown(value) for value in row.values()))
    return table


def _is_number(kind: pa.DataType) -> bool:
    return any(test(kind) for test in (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal))


def _heading(question: Question, column: str) -> str:
    """In both languages: as the question says, else as the contracts label a column of that name."""
    if column in question.columns:
        said = question.columns[column]
        return f"{said.id}\n{said.en}"
    label = _labels().get(column)
    # What a label adds in brackets is in the data dictionary; a heading has no room for it.
    return "\n".join(label[language].partition(" (")[0] for language in ("id", "en")) if label else column


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    published = [contract.load(name) for schema in SCHEMAS for name in contract.names(schema)]
    return {column.name: column.label for table in reversed(published) for column in table.columns}


def shown(value: Any) -> str:
    """A value as it stands on the terminal: numbers as in Indonesia, NOTHING for null."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "ya | yes" if value else "tidak | no"
    if isinstance(value, int):
        return number(value).id
    if isinstance(value, float | Decimal):
        return number(float(value), _decimals(float(value))).id
    return str(value)


def _decimals(value: float) -> int:
    """As many as tell something: none of a whole number or of thousands, four of what is below 1."""
    if value == round(value) or abs(value) >= 1000:
        return 0
    return 2 if abs(value) >= 1 else 4
