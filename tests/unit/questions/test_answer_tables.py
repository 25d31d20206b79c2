"""Answers on a narrow terminal: what is the same in all rows is said once, above the table."""

from __future__ import annotations

import io

import pyarrow as pa
import pytest
from rich.console import Console

from pages.languages import number as written_number
from setara.commands.answer_table import answer_tables, said_once
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


WIDE = pa.table(
    {
        "area_name": ["Alak", "Maulafa"],
        "period": ["2025-01", "2025-02"],
        **{f"value_{number}": [1000.0 * number, None] for number in range(1, 7)},
    }
)


def printed(width: int) -> tuple[list[str], str]:
    (question,) = questions_of("A1")
    tables = list(answer_tables(question, WIDE, width))
    console = Console(width=width, file=io.StringIO(), record=True)
    console.print(*tables, sep="\n")
    said = console.export_text()
    return [str(table.title) for table in tables if table.title], said


@pytest.mark.parametrize("width", [40, 60])
def test_columns_that_find_no_room_stand_in_a_table_below_with_what_their_rows_are_about(width: int) -> None:
    titles, said = printed(width)
    assert len(titles) > 1
    assert titles[0] == f"bagian | part 1/{len(titles)}"
    assert said.count("Maulafa") == said.count("2025-02") == len(titles)
    assert all(f"value_{number}" in said and written_number(1000 * number).id in said for number in range(1, 7))


def test_a_column_wider_than_the_terminal_is_folded_and_nothing_is_lost() -> None:
    titles, said = printed(12)
    assert len(titles) == WIDE.num_columns
    assert all(f"part {number}" in " ".join(titles) for number in range(1, WIDE.num_columns + 1))
    assert said


def test_columns_that_find_room_stand_in_one_table() -> None:
    assert printed(200)[0] == []
