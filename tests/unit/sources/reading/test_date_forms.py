"""Dates as people write them in cells: day first, and no guess about two digits of a year."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sources.values.date_forms import read_date

MAY_12 = date(2024, 5, 12)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12/05/2024", MAY_12),
        ("05/06/2024", date(2024, 6, 5)),
        ("12-5-2024", MAY_12),
        ("12.05.2024", MAY_12),
        ("12 / 05 / 2024", MAY_12),
        ("2024-05-12", MAY_12),
        ("2024/05/12", MAY_12),
        ("2024-05-12 00:00:00", MAY_12),
        ("12/05/2024 08.30", MAY_12),
        ("12 Mei 2024", MAY_12),
        ("12-May-2024", MAY_12),
        ("Minggu, 12 Mei 2024", MAY_12),
        ("Jum'at, 10 Mei 2024", date(2024, 5, 10)),
        ("7 Agt. 2024", date(2024, 8, 7)),
        ("'12 Nopember 2023", date(2023, 11, 12)),
        (45424, MAY_12),
        (45424.75, MAY_12),
        ("45424", MAY_12),
        (date(2024, 5, 12), MAY_12),
        (datetime(2024, 5, 12, 8, 30), MAY_12),  # noqa: DTZ001 spreadsheets know no time zone
        ("31/12/99", date(1999, 12, 31)),
    ],
)
def test_a_date_has_one_reading(cell: object, day: date) -> None:
    assert read_date(cell)[:2] == (day, "ok")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "a", "b"),
    [
        ("05/06/24", "2024-06-05", "2024-05-06"),
        ("25/06/24", "2024-06-25", "1924-06-25"),
        ("12 Mei 24", "2024-05-12", "1924-05-12"),
        ("05/06/87", "1987-06-05", "1987-05-06"),
    ],
)
def test_two_digits_of_a_year_are_asked_back(cell: str, a: str, b: str) -> None:
    assert read_date(cell) == (None, "ambiguous_date", a, b)


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2025",
        "32/01/2024",
        "2024-13-01",
        "2024",
        2024,
        "Mei 2024",
        "12 Foo 2024",
        "kemarin",
        "0000-00-00",
        True,
        12.5,
        "12/05/0024",
    ],
)
def test_what_is_no_date(cell: object) -> None:
    assert read_date(cell)[:3] == (None, "bad_date", None)  # type: ignore[arg-type]


def test_a_month_first_date_breaks_the_rule_and_its_reading_is_suggested() -> None:
    assert read_date("06/25/2024") == (None, "bad_date", None, "2024-06-25")


@pytest.mark.parametrize(
    ("cell", "status"), [(None, "blank"), (" ", "blank"), ("-", "not_available"), ("TA", "not_available")]
)
def test_no_date_given(cell: object, status: str) -> None:
    assert read_date(cell)[:2] == (None, status)  # type: ignore[arg-type]
