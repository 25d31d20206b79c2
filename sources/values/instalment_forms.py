"""Numbers of instalments and batches as lists write them: `2`, `II`, `Tahap 2`, `Termin ke-2` are the second.

One payment that is written in two ways would otherwise be two payments.
"""

from __future__ import annotations

import re

from sources.texts import Cell, clean, written
from sources.values.months import roman_month

NUMBERED = re.compile(
    r"^(?:(?:tahap|thp|termin|gelombang|angsuran)\b\.?\s*)?(?:ke\s?-?\s?)?(?P<number>\d{1,2}|[IVX]+)(?:\.0+)?$",
    re.IGNORECASE,
)


def instalment_number(cell: Cell) -> int | None:
    """The number, if nothing but one stands in the cell: `Tahap 1-2` and `TW II` are something else."""
    match = NUMBERED.match(clean(written(cell) or ""))
    if match is None:
        return None
    number = match["number"]
    return int(number) if number.isdigit() else roman_month(number)
