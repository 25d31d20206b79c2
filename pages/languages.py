"""Both languages of the page: texts side by side, numbers, days and periods as each writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LANGUAGES = ("id", "en")
MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
PARTS = {"id": {"S": "Semester", "Q": "Triwulan"}, "en": {"S": "Semester", "Q": "Quarter"}}
_ID_SEPARATORS = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class Both:
    """One text in Bahasa Indonesia and in English."""

    id: str
    en: str

    def of(self, language: str) -> str:
        """The text in `id` or `en`."""
        return {"id": self.id, "en": self.en}[language]

    def in_one_line(self) -> str:
        """`id | en`; said once where both are the same, such as a programme's name."""
        return " | ".join(dict.fromkeys((self.id, self.en)))


def number(value: float, decimals: int = 0) -> Both:
    """1234.5 as 1.234,5 in Indonesian and 1,234.5 in English, rounded half to even."""
    english = f"{value:,.{decimals}f}"
    return Both(english.translate(_ID_SEPARATORS), english)


def percent(value: float, decimals: int = 1) -> Both:
    """A percentage with its sign: 8,24% and 8.24%."""
    plain = number(value, decimals)
    return Both(f"{plain.id}%", f"{plain.en}%")


def day(value: date) -> Both:
    """3 Februari 2025, 3 February 2025."""
    return Both(*(f"{value.day} {MONTHS[language][value.month - 1]} {value.year}" for language in LANGUAGES))


def period(code: str) -> Both:
    """2025, Semester 1 2025, Triwulan 1 2025 or Januari 2025 from a period code."""
    year, _, part = code.partition("-")
    if not part:
        return Both(year, year)
    if part[0] in PARTS["id"]:
        return Both(*(f"{PARTS[language][part[0]]} {part[1:]} {year}" for language in LANGUAGES))
    return Both(*(f"{MONTHS[language][int(part) - 1]} {year}" for language in LANGUAGES))
