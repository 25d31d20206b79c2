"""Ages in months, taken before a date of birth goes with the other personal columns."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

MONTHS_OF_A_YEAR = 12


def completed_months(births: pa.ChunkedArray, days: pa.ChunkedArray) -> pa.ChunkedArray:
    """Completed months from each birth to each day; null where either is not known."""
    years = pc.subtract(pc.year(days), pc.year(births))
    months = pc.subtract(pc.month(days), pc.month(births))
    whole = pc.add(pc.multiply(years, MONTHS_OF_A_YEAR), months)
    return pc.subtract(whole, pc.cast(pc.less(pc.day(days), pc.day(births)), pa.int64()))
