"""What a year and its part make together, by their labels."""

from __future__ import annotations

from datetime import date

import pytest

from sources.bps.periods import period_of


@pytest.mark.parametrize(
    ("label", "code", "start", "end"),
    [
        ("Tahun", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("Tahunan", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("Februari", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("December", "2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("Semester 1 (Maret)", "2024-S1", date(2024, 1, 1), date(2024, 6, 30)),
        ("Semester II", "2024-S2", date(2024, 7, 1), date(2024, 12, 31)),
        ("Triwulan IV", "2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("Quarter 2", "2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("TW III", "2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("Smt 1", "2024-S1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-Q4", "2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024", "2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_part_of_a_year_becomes_period_text(label: str, code: str, start: date, end: date) -> None:
    period = period_of("124", "2024", label)
    assert period is not None
    assert (period.code, period.start, period.end) == (code, start, end)


@pytest.mark.parametrize(
    ("year_id", "year_label", "part"),
    [
        ("124", "2023", "Tahun"),
        ("124", "2023/2024", "Tahun"),
        ("x", "2024", "Tahun"),
        ("124", "2024", "Musim hujan"),
        ("124", "2024", "2021-Q4"),
    ],
)
def test_what_is_of_no_known_form_is_no_period(year_id: str, year_label: str, part: str) -> None:
    assert period_of(year_id, year_label, part) is None
