"""The published figures that the demo is calibrated to, looked up in the bundled bodies without the decoder."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from setara.demo.plan import DemoError

BODIES = Path(__file__).parents[2] / "sources" / "bps" / "bodies"
YEAR = 2024
"""The last year with all of these figures for both kab/kota."""
FIRST_YEAR = 1900
"""Bodies number years from it."""
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
    water_pct: float
    poverty_lines: Mapping[int, float]
    """IDR per person per month, by year."""

    def poverty_line(self, year: int) -> float:
        """The line of the year, or the last one before it where that year has none. DemoError where none is."""
        known = [published_year for published_year in self.poverty_lines if published_year <= year]
        if not known:
            raise DemoError(f"no poverty line of {self.regency} up to {year} in {BODIES}")
        return self.poverty_lines[max(known)]


def published(regency: str) -> Published:
    """The figures of a kab/kota (BPS code); DemoError where one is not among the bundled bodies."""
    return Published(
        regency=regency,
        population=int(_figure("population_register_persons", regency)),
        poverty_pct=_figure("poverty_headcount_pct", regency),
        poor_persons=int(_figure("poor_persons", regency)),
        sanitation_pct=_figure("sanitation_access_pct", regency),
        water_pct=_figure("water_access_pct", regency),
        poverty_lines=_every_year("poverty_line_idr_per_month", regency),
    )


def _figure(indicator: str, regency: str) -> float:
    return _sole(indicator, regency, YEAR, _figures(indicator, regency)[YEAR])


def _every_year(indicator: str, regency: str) -> dict[int, float]:
    figures = _figures(indicator, regency)
    return {year: _sole(indicator, regency, year, found) for year, found in figures.items()}


def _sole(indicator: str, regency: str, year: int, found: set[float]) -> float:
    if len(found) != 1:
        what = "differing figures" if found else "no figure"
        raise DemoError(
            f"demo tidak dapat dibuat untuk {regency}: angka terbitannya tidak ada. Pakai 5371 dan 5303, atau masukkan "
            f"laporan sendiri | no demo can be made of {regency}: {what} {indicator} {year} to calibrate it to"
        )
    (figure,) = found
    return figure


def _figures(indicator: str, regency: str) -> dict[int, set[float]]:
    """The totals of an area that the bodies tell, by year."""
    found: dict[int, set[float]] = defaultdict(set)
    for path in sorted(BODIES.glob(f"{indicator}.*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        for year, key in _keys(body, regency):
            if key in body["datacontent"]:
                found[year].add(float(body["datacontent"][key]))
    return found


def _keys(body: dict, regency: str) -> list[tuple[int, str]]:
    """Years and keys of an area's totals; the whole year's turth is the only one in these bodies."""
    turvars = [turvar["val"] for turvar in body["turvar"] if turvar["label"] in TOTALS]
    (whole_year,) = (turth["val"] for turth in body["turtahun"])
    (variable,) = (var["val"] for var in body["var"])
    return [
        (FIRST_YEAR + int(year["val"]), f"{regency}{variable}{turvar}{year['val']}{whole_year}")
        for year in body["tahun"]
        for turvar in turvars
    ]
