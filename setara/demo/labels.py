"""What stands around the tables: cover sheets, title lines, names of files."""

from __future__ import annotations

from setara.demo.plan import LABEL, Cell
from warehouse.month_names import month_names


def cover(subject: str, period: str, *lines: tuple[str, Cell]) -> list[tuple[str, Cell]]:
    """A cover sheet: label and value beside each other; month or semester and year as people write them."""
    year, part = period.split("-")
    when: tuple[str, Cell] = (
        ("Semester", int(part[1])) if part[0] == "S" else ("Bulan", month_names("id")[int(part) - 1])
    )
    return [("Laporan", subject), when, ("Tahun", int(year)), *lines, ("Keterangan", LABEL)]


def title(subject: str, where: str, period: str) -> str:
    """First line of a data sheet; it also keeps two files with equal figures from being equal bytes."""
    return f"{LABEL} - {subject} - {where} - {period}"


def slug(name: str) -> str:
    """A name as part of a file name."""
    return name.lower().replace(" ", "_")
