"""Checks of inequality between regions."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow as pa

from setara.reference_checks.check import Check
from setara.reference_checks.frames import frame, rows
from transforms.indicators.regional_measures import income_inequality, klassen

QUADRANTS = ("I", "II", "III", "IV")
FIRST = 20


def compute(check: Check) -> dict[str, Any]:
    """Every measure of the table of regions (pop, pdrb, pdrb_prev), and their quadrants in the order of the file."""
    raw = check.table()
    table = frame(raw.append_column("place", pa.array(range(raw.num_rows))))
    regions = table.mutate(per_head=table.pdrb / table["pop"])
    made = rows(income_inequality(regions, "per_head", "pop"))[0]
    found = rows(klassen(regions, "pdrb", "pdrb_prev", "pop").order_by("place").select("quadrant"))
    quadrants = [row["quadrant"] for row in found]
    counts = Counter(quadrants)
    return made | {
        "williamson_REAT": made["williamson"],
        "klassen": quadrants,
        f"klassen_first{FIRST}": quadrants[:FIRST],
        "klassen_counts": {quadrant: counts[quadrant] for quadrant in QUADRANTS},
    }
