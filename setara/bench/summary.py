"""What measurements say: a line per case with its ratio to the yardstick, growth with the rows, the targets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from setara.bench.measure import Measurement
from setara.bench.run import MEMORY_LIMIT
from setara.bench.targets import Target, exponent

GROWTH_FROM_ROWS = 5_000_000
YARDSTICK = {
    **dict.fromkeys(("setara", "pandas", "polars"), "by_hand"),
    "store": "setara",
    "smooth_with_variance": "smooth",
    "store_village": "store",
}
"""Case to the case that it is put in relation to."""

Measurements = Sequence[Measurement]


@dataclass(frozen=True)
class Line:
    """All repeats of a case on one number of rows, under one memory limit.

    `ratio` is its time in that of its yardstick: the median over repeats, each against the yardstick's of the same
    turn. None without a yardstick.
    """

    case: str
    rows: int
    memory_limit: str
    least_seconds: float
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    spilled_bytes: int
    ratio: float | None


def lines(measurements: Measurements) -> list[Line]:
    """A line per case, number of rows and memory limit, in the order in which they were measured."""
    keys = dict.fromkeys((m.case, m.rows, m.memory_limit) for m in measurements)
    return [_line(measurements, *key) for key in keys]


def _line(measurements: Measurements, case: str, rows: int, memory_limit: str) -> Line:
    repeats = _of(measurements, case, rows, memory_limit)
    seconds = [m.seconds for m in repeats]
    return Line(
        case=case,
        rows=rows,
        memory_limit=memory_limit,
        least_seconds=min(seconds),
        seconds=median(seconds),
        cpu_seconds=median(m.cpu_seconds for m in repeats),
        peak_bytes=max(m.peak_bytes for m in repeats),
        spilled_bytes=max(m.spilled_bytes for m in repeats),
        ratio=_ratio(repeats, _of(measurements, YARDSTICK.get(case, ""), rows)),
    )


def _of(measurements: Measurements, case: str, rows: int, memory_limit: str = MEMORY_LIMIT) -> list[Measurement]:
    found = (m for m in measurements if (m.case, m.rows, m.memory_limit) == (case, rows, memory_limit))
    return sorted(found, key=lambda m: m.repeat)


def _ratio(repeats: Measurements, yardstick: Measurements) -> float | None:
    pairs = list(zip(repeats, yardstick, strict=False))
    return median(one.seconds / other.seconds for one, other in pairs) if pairs else None


def growth(measurements: Measurements) -> tuple[float, float] | None:
    """The fitted exponent b of seconds = a n^b from GROWTH_FROM_ROWS on, of the engine's exact measures, and that of
    n log n over the same numbers of rows. None with fewer than two."""
    points = [
        line
        for line in lines(measurements)
        if line.case == "setara" and line.memory_limit == MEMORY_LIMIT and line.rows >= GROWTH_FROM_ROWS
    ]
    if len(points) < 2:
        return None
    rows = [line.rows for line in points]
    return exponent(rows, [line.seconds for line in points]), exponent(rows, [n * math.log(n) for n in rows])


def targets(measurements: Measurements) -> list[Target]:
    """The targets that these measurements say anything about, each on the most rows that its case was measured on."""
    last = {line.case: line for line in lines(measurements) if line.memory_limit == MEMORY_LIMIT}
    exact = last["setara"]
    found = [
        _of_ratio("16 ukuran eksak / SQL tangan | 16 exact measures / hand-written SQL", exact, 1.15),
        Target("memori puncak, GB | peak memory, GB", exact.rows, exact.peak_bytes / 1e9, 7.0),
    ]
    if exponents := growth(measurements):
        found.append(Target("pangkat waktu, batas n log n | exponent of time, limit n log n", exact.rows, *exponents))
    if store := last.get("store"):
        province = last["store_province"]
        found += [
            _of_ratio("membuat penyimpan / eksak | making the store / exact", store, 1 / 3),
            Target("jumlah provinsi, detik | province roll-up, seconds", province.rows, province.seconds, 0.1),
            _of_ratio("satu desa / membuat ulang | one village / rebuild", last["store_village"], 0.02),
        ]
    if survey := last.get("smooth_with_variance"):
        found.append(_of_ratio("dengan ragam / ukuran mulus | with variance / smooth measures", survey, 2.0))
    return found


def _of_ratio(words: str, line: Line, limit: float) -> Target:
    return Target(words, line.rows, math.nan if line.ratio is None else line.ratio, limit)
