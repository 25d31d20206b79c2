"""What a cover, or the lines above a table, say of the period: whole, or in parts (Bulan or Semester, and Tahun)."""

from __future__ import annotations

from sources.sheets.cover import Cover, Said
from sources.values.periods import parse

PARTS = {"M": "month", "S": "semester"}
"""What the cover says beside the year, by frequency."""
WORDS = {"M": "Bulan", "S": "Semester"}
"""What that part is called."""


def covered_period(cover: Cover, frequency: str) -> Said | None:
    """The period as it is said there, of that SDMX frequency if it is in parts; None where nothing is said."""
    said = cover.said
    if "period" in said:
        return said["period"]
    part = said.get(PARTS.get(frequency, ""))
    year = said.get("year")
    if part is None or parse(part.value) is not None:
        return part or year
    if year is None:
        text = f"{WORDS[frequency]} {part.text}"
        return part if parse(text) is None else Said(text, part.cell)
    whole = f"{part.text} {year.text}"
    texts = [whole, *([f"{year.text}-{part.text}"] if frequency == "M" else []), f"{WORDS[frequency]} {whole}"]
    return Said(next((text for text in texts if parse(text) is not None), texts[1]), part.cell)
