"""Answers on a narrow terminal: what is the same in all rows is said once, above the table."""

from __future__ import annotations

import pyarrow as pa

from setara.answer_table import said_once
from warehouse.question import questions_of

ROWS = pa.table({"area_name": ["Alak", "Maulafa"], "period": ["2025-01", "2025-01"], "value": [1.5, None]})


def test_what_all_rows_say_stands_above_a_table_that_is_too_wide() -> None:
    (question,) = questions_of("A1")
    told, left = said_once(question, ROWS, width=20)
    assert told == ["Periode | Period: 2025-01"]
    assert left.column_names == ["area_name", "value"]


def test_a_table_that_fits_stays_whole() -> None:
    (question,) = questions_of("A1")
    assert said_once(question, ROWS, width=120) == ([], ROWS)


def test_one_row_stays_whole() -> None:
    (question,) = questions_of("A1")
    assert said_once(question, ROWS.slice(0, 1), width=20) == ([], ROWS.slice(0, 1))
