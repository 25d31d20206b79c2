"""Periods: spellings, first and last day, and when a report on them is due."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sources.layouts.files import load_layouts
from sources.values.periods import Due, due_on, make, month_of, parse, report_calendar


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2025", "2025"),
        (2025.0, "2025"),
        ("Tahun 2025", "2025"),
        ("2025-S1", "2025-S1"),
        ("Smt I 2025", "2025-S1"),
        ("Semester 2 Tahun 2025", "2025-S2"),
        ("sem. ii/2025", "2025-S2"),
        ("2025-Q3", "2025-Q3"),
        ("TW II 2025", "2025-Q2"),
        ("Triwulan IV 2024", "2024-Q4"),
        ("2025-01", "2025-01"),
        ("01/2025", "2025-01"),
        ("Mei-24", "2024-05"),
        ("mei_2025", "2025-05"),
        ("Bulan Agustus 2025", "2025-08"),
        ("Sept. 2025", "2025-09"),
        (date(2024, 5, 1), "2024-05"),
        (datetime(2024, 5, 1), "2024-05"),  # noqa: DTZ001 spreadsheets know no time zone
    ],
)
def test_a_period_is_read(cell: object, code: str) -> None:
    period = parse(cell)  # type: ignore[arg-type]
    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    "cell", ["2024/2025", "2025-13", "2025-S3", "Tahap 3", "TW V 2025", "Mei", "1925", "", None, "Foo 2025"]
)
def test_what_is_no_period(cell: object) -> None:
    assert parse(cell) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-S2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_first_and_last_day(code: str, start: date, end: date) -> None:
    period = parse(code)
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("code", "due", "day"),
    [
        ("2025-05", Due("M", 1, 10), date(2025, 6, 10)),
        ("2024-12", Due("M", 1, 10), date(2025, 1, 10)),
        ("2025-S1", Due("S", 1, None), date(2025, 7, 31)),
        ("2025-S2", Due("S", 2, None), date(2026, 2, 28)),
    ],
)
def test_when_a_report_is_due(code: str, due: Due, day: date) -> None:
    period = parse(code)
    assert period is not None
    assert due_on(period, due) == day


def test_nobody_waits_for_microdata() -> None:
    period = parse("2025-03")
    assert period is not None
    assert due_on(period, report_calendar()["survey_households"]) is None


def test_every_source_of_a_layout_is_in_the_calendar() -> None:
    assert {layout.source for layout in load_layouts()} == set(report_calendar())


def test_a_period_that_does_not_exist_is_none() -> None:
    assert make("S", 2025, 3) is None


def test_the_month_of_a_day_outside_all_reports_is_refused() -> None:
    with pytest.raises(ValueError, match="1999"):
        month_of(date(1999, 1, 1))
