"""A row of totals below a table is no data, but what it says is kept beside what the rows above it add up to."""

from __future__ import annotations

import pytest
from grids import grid, staged_file

from sources.texts import Cell

HEADER: list[Cell] = ["desa_id", "jumlah_aki", "jumlah_akb"]
ROWS: list[list[Cell]] = [["53.71.01.1001", 0, 2], ["53.71.01.1002", 1, 3]]
PERIOD = {"period": "2025-05"}
Total = tuple[str, str, str | None, str | None]


def totals(*lines: list[Cell], declared: dict[str, str] | None = None) -> list[Total]:
    cells = staged_file(grid(lines), declared=declared or PERIOD)[False].cells.to_pylist()
    return sorted(
        (c["cell"], c["column_name"], c["reading_a"], c["reading_b"]) for c in cells if c["cell_status"] == "total"
    )


def test_each_column_of_counts_has_its_total_and_its_sum() -> None:
    assert totals(HEADER, *ROWS, ["Jumlah", 1, 6]) == [
        ("B4", "maternal_deaths", "1", "1.0"),
        ("C4", "infant_deaths", "6", "5.0"),
    ]


@pytest.mark.parametrize(
    ("why", "lines"),
    [
        ("there is no row of totals", ROWS),
        ("there are two", [*ROWS, ["Jumlah", 1, 6], ["Total", 1, 6]]),
        ("it stands above the rows", [["Jumlah", 1, 5], *ROWS]),
        ("it is an average", [*ROWS, ["Rata-rata", 1, 3]]),
        ("a cell above it cannot be read", [["53.71.01.1001", "x", "y"], *ROWS, ["Jumlah", 1, 6]]),
        ("a number above it is impossible", [["53.71.01.1001", -1, -1], *ROWS, ["Jumlah", 1, 6]]),
        ("its own cells are empty", [*ROWS, ["Jumlah", None, None]]),
    ],
)
def test_nothing_is_stated_where(why: str, lines: list[list[Cell]]) -> None:
    assert totals(HEADER, *lines) == [], why


def test_a_figure_that_is_not_available_adds_nothing() -> None:
    (_, infants) = totals(HEADER, *ROWS, ["53.71.01.1003", "TA", "TA"], ["Jumlah", 1, 5])
    assert infants == ("C5", "infant_deaths", "5", "5.0")


def test_percentages_do_not_add_up_and_counts_of_children_do() -> None:
    lines: list[list[Cell]] = [["desa_id", "cakupan_imunisasi"], ["53.71.01.1001", 80], ["Jumlah", 80]]
    assert totals(*lines, declared={**PERIOD, "unit": "persen"}) == []
    assert totals(*lines, declared={**PERIOD, "unit": "orang"}) == [("B3", "coverage", "80.0", "80.0")]
