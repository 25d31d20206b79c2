"""Register deciles as lists write them: `3`, `6-10`, `6-10 Dalam Proses penurunan`, `Belum Ada Desil`.

A decile is a rank from 1 to 10 or a range of them. What is not known is no decile: it never becomes one by default.
"""

from __future__ import annotations

import re

from sources.texts import Cell, clean, is_blank, written
from sources.values.readings import (
    BLANK,
    MISSING_BY_CHOICE,
    NOT_COMPUTED,
    NOT_NUMBER,
    Reading,
    is_formula,
    says_not_available,
)

RANK = re.compile(
    r"^(?:desil\s*[:-]?\s*)?(?P<low>\d{1,2})(?:\s*(?:-|\u2013|s\.?/?d\.?|sampai|hingga)\s*(?P<high>\d{1,2}))?"
    r"(?P<remark>\s+[a-z ]+)?$"
)
"""A remark in words may follow; a date that a spreadsheet made of `6-10` is none of these forms."""
OPEN_END = re.compile(r"\b(?:ke ?(?:atas|bawah)|lebih|kurang|seterusnya|dst|dan|atau|sampai|hingga)\b")
"""A remark that makes a range of one rank (`4 ke bawah`): it is more than the rank that is written."""
UNRANKED = re.compile(r"^(?:belum|tidak) (?:ada|punya|diketahui)(?: desi?l)?$|^non desil$")
"""Lists really say `Belum Ada Desl`."""


def read_decile(cell: Cell, *, highest: bool) -> Reading:
    """The lowest decile that a cell gives, or the `highest`; not_available where it says that there is none yet."""
    if is_blank(cell):
        return BLANK
    text = clean(written(cell) or "").casefold()
    if is_formula(text):
        return NOT_COMPUTED
    if says_not_available(text) or UNRANKED.match(text):
        return MISSING_BY_CHOICE
    rank = RANK.match(text)
    if rank is None or OPEN_END.search(rank["remark"] or ""):
        return NOT_NUMBER
    return Reading(int(rank["high"] if highest and rank["high"] else rank["low"]), "ok")
