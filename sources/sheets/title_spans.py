"""Titles, and notes below a table, of figures that are not of one month: `JANUARI - MEI 2025`, `S/D BULAN MEI 2025`,
`KUMULATIF`, `TRIWULAN I 2025`; `MINGGU KE-20`, `1 S.D. 15 MEI 2025`.

Of a report that counts what happened in one month they say that its figures may be of more, or of less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sources.sheets.cover import Said
from sources.values.months import MONTH_OF
from sources.values.periods import WORDS_UNTIL

MONTH = rf"\b(?:{'|'.join(sorted(MONTH_OF, key=len, reverse=True))})\b\.?"
SEVERAL = re.compile(
    rf"{MONTH}(?:\s+\d{{4}})?\s*(?:{WORDS_UNTIL}|dan|&)"
    rf"\s*(?:bulan\s+)?{MONTH}"
    rf"|(?:\bs\s?/\s?d\.?|\bs\.\s?d\.|\bsampai(?:\s+dengan)?|\bhingga)\s*(?:dengan\s+)?(?:bulan\s+)?{MONTH}"
    r"|(?<!bukan )(?<!non )(?<!non-)\bkumulatif\b"
    r"|\b(?:semester|smt|triwulan|tw)\s+(?:iv|i{1,3}|[1-4])\b",
    re.IGNORECASE,
)

WEEKS = re.compile(r"\bmingguan\b|\bminggu\s*(?:ke\b|pertama|kedua|ketiga|keempat|i{1,3}\b|iv\b|\d)", re.IGNORECASE)
DAYS = re.compile(
    rf"\b(?P<first>\d{{1,2}})(?:\s+[a-z]+\.?)?(?:\s+\d{{4}})?\s*(?:{WORDS_UNTIL})\s*(?P<last>\d{{1,2}})\s+{MONTH}",
    re.IGNORECASE,
)
LAST_DAYS = range(28, 32)
COUNTED = re.compile(
    r"\d\s*(?:kasus|orang|org|jiwa|penderita|pasien|bayi|ibu|anak)\b|\b(?:sebanyak|sejumlah|ada)\s+\d", re.IGNORECASE
)
"""A number that a note gives itself, so that it may not be about those of the table."""


def noted_span(notes: Iterable[tuple[str, str]]) -> dict[str, Said]:
    """As `titled_span` the first of these notes below a table, each with its cell, that says such a thing of it."""
    return said_span((text, cell) for text, cell in notes if not COUNTED.search(text))


def _is_of_one_month(text: str) -> bool:
    if SEVERAL.search(text) or WEEKS.search(text):
        return False
    days = DAYS.search(text)
    return days is None or (int(days["first"]) == 1 and int(days["last"]) in LAST_DAYS)


def said_span(titles: Iterable[tuple[str, str]]) -> dict[str, Said]:
    """As `titled_span` the first of these texts, each with its cell, that speaks of more or less than a month."""
    return next(({"titled_span": Said(text, cell)} for text, cell in titles if not _is_of_one_month(text)), {})
