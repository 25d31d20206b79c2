from datetime import date

import pytest

from pages.languages import Both, day, number, percent, period


def test_each_language_has_its_separators() -> None:
    assert number(1234567.891, 2) == Both("1.234.567,89", "1,234,567.89")
    assert percent(8.24, 2) == Both("8,24%", "8.24%")


def test_days_are_written_out() -> None:
    assert day(date(2025, 8, 3)) == Both("3 Agustus 2025", "3 August 2025")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2025", Both("2025", "2025")),
        ("2025-S2", Both("Semester 2 2025", "Semester 2 2025")),
        ("2025-Q1", Both("Triwulan 1 2025", "Quarter 1 2025")),
        ("2025-12", Both("Desember 2025", "December 2025")),
    ],
)
def test_periods_are_written_out(code: str, words: Both) -> None:
    assert period(code) == words
