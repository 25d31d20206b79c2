"""Words for senders, in Bahasa Indonesia: names of reports, dates and periods."""

from __future__ import annotations

from datetime import date

from expectations.code_names import report_names
from expectations.wording import written
from warehouse.month_names import month_names

FALLBACK = {"village_reports": "Laporan desa/kelurahan", "program_records": "Laporan program"}
"""What a file is called that no layout knows, by its family."""


def written_date(day: date) -> str:
    """12 Juni 2025."""
    return written(day, "id") or ""


def report_title(family: str, sources: list[str], area_name: str | None, period: str | None) -> str:
    """What people call a report of these sources: `Cakupan imunisasi, Kelapa Lima, Mei 2025`."""
    names = "; ".join(report_names()[source]["id"] for source in sources) or FALLBACK[family]
    return ", ".join(part for part in (names, area_name, written_period(period) if period else None) if part)


def written_period(period: str) -> str:
    """`2025-05` as Mei 2025, `2025-S1` as semester 1 tahun 2025; others as they are."""
    year, _, part = period.partition("-")
    if part.isdigit():
        return f"{month_names('id')[int(part) - 1]} {year}"
    if part.startswith("S"):
        return f"semester {part[1:]} tahun {year}"
    return period
