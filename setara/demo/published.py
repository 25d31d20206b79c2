"""The published figures that the demo is calibrated to, looked up in the bundled bodies without the decoder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from setara.demo.plan import DemoError

BODIES = Path(__file__).parents[2] / "sources" / "bps" / "bodies"
YEAR = 2024
"""The last year with all of these figures for both kab/kota."""
TOTALS = ("Tidak ada", "Jumlah")
"""Labels of the turvar that stands for the whole."""


@dataclass(frozen=True)
class Published:
    """What is published of a kab/kota for the year."""

    regency: str
    """BPS code."""
    population: int
    """Persons in the civil register."""
    poverty_pct: float
    poor_persons: int
    sanitation_pct: float


def published(regency: str) -> Published:
    """The figures of a kab/kota (BPS code); DemoError where one is not among the bundled bodies."""
    return Published(
        regency=regency,
        population=int(_figure("population_register_persons", regency)),
        poverty_pct=_figure("poverty_headcount_pct", regency),
        poor_persons=int(_figure("poor_persons", regency)),
        sanitation_pct=_figure("sanitation_access_pct", regency),
    )


def _figure(indicator: str, regency: str) -> float:
    found = set()
    for path in sorted(BODIES.glob(f"{indicator}.*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        found |= {body["datacontent"][key] for key in _keys(body, regency) if key in body["datacontent"]}
    if len(found) != 1:
        what = "differing figures" if found else "no figure"
        raise DemoError(f"{what} {indicator} {regency} {YEAR} in {BODIES}; the demo has nothing to be calibrated to")
    return float(found.pop())


def _keys(body: dict, regency: str) -> list[str]:
    """Keys of the year's total of an area; the whole year's turth is the only one in these bodies."""
    turvars = [turvar["val"] for turvar in body["turvar"] if turvar["label"] in TOTALS]
    (whole_year,) = (turth["val"] for turth in body["turtahun"])
    (variable,) = (var["val"] for var in body["var"])
    return [f"{regency}{variable}{turvar}{YEAR - 1900}{whole_year}" for turvar in turvars]
