"""Titles of figures of several months: `JANUARI - MEI 2025`, `S/D BULAN MEI 2025`, `KUMULATIF`, `TRIWULAN I 2025`.

Of a report that counts what happened in one month they say that its figures may be of more.
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


def said_span(titles: Iterable[tuple[str, str]]) -> dict[str, Said]:
    """As `titled_span` the first of these texts, each with its cell, that speaks of several months."""
    return next(({"titled_span": Said(text, cell)} for text, cell in titles if SEVERAL.search(text)), {})
