"""`setara bench programs --audit`: a year of programmes of all villages, protected, attacked, and what is left of it.

Synthetic counts of persons listed, paid, and on two programmes' lists, with the money paid; many of them small.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from setara.bench.measure import BenchError
from setara.bench.targets import Target, exponent, write_document
from transforms.core.disclosure import protect
from transforms.core.disclosure_audit import PROVED, audit, published
from transforms.core.disclosure_utility import disclosure_utility
from warehouse import contract

PARTS = (4, 2, 1)
"""A quarter, a half and all of the villages, to see how time grows."""
VILLAGES = 228
FEWEST = 40
MONTHS = 12
PROGRAMMES = tuple(f"program_{number:02d}" for number in range(1, 15))
PAIRS = tuple(zip(PROGRAMMES[::2], PROGRAMMES[1::2], strict=True))
VILLAGES_OF_DISTRICT, DISTRICTS_OF_REGENCY = 7, 16
IDR_PER_PERSON = 300_000
GROWTH_LIMIT = 1.1
SEED = 5371
LEVELS = ("village", "district", "regency", "province")

Said = Callable[[str], None]
Counts = NDArray[np.float64]


@dataclass(frozen=True)
class AuditMeasurement:
    """One year of so many villages. Shares are of blocks, of cells and of the persons listed (at village level).

    `audit_seconds` are those of one attack on all blocks; `publish_seconds` those of the same attack and of what
    follows from it: levels that are closed, and the attack on what is left.
    """

    villages: int
    rows: int
    blocks: int
    protect_seconds: float
    audit_seconds: float
    proved_at_once: float
    publish_seconds: float
    proved_in_the_end: float
    cells_kept: float
    persons_kept: float

    @property
    def seconds(self) -> float:
        """What a release waits for: protection, attack, and what had to be published coarser."""
        return self.protect_seconds + self.publish_seconds


def measure_audit(n_villages: int, say: Said) -> list[AuditMeasurement]:
    """Measurements of a quarter, a half and all of so many villages. Raises BenchError for too few of them."""
    if n_villages < FEWEST * max(PARTS):
        least = FEWEST * max(PARTS)
        raise BenchError(f"{n_villages}: paling sedikit {least} desa | at least {least} villages")
    done = []
    for part in PARTS:
        villages = n_villages // part
        say(f"{villages:,}: menyusun, melindungi, menyerang | composing, protecting, attacking")
        done.append(_measured(villages))
    return done


def growth(measured: Sequence[AuditMeasurement]) -> float:
    """Exponent of time in the number of rows."""
    return exponent([m.rows for m in measured], [m.seconds for m in measured])


def audit_targets(measured: Sequence[AuditMeasurement]) -> list[Target]:
    """That every block is proved in the end, and that time grows as the rows do."""
    last = max(measured, key=lambda each: each.rows)
    return [
        Target("blok tidak terbukti | blocks not proved", last.rows, 1 - last.proved_in_the_end, 0.0),
        Target("pangkat waktu | exponent of time", last.rows, growth(measured), GROWTH_LIMIT),
    ]


def write_audit_json(measured: Sequence[AuditMeasurement], machine: dict[str, str], file: Path) -> None:
    """Everything that was measured, in the units of `AuditMeasurement`."""
    rows = [asdict(each) | {"seconds": each.seconds} for each in measured]
    write_document(file, machine, audit_targets(measured), measurements=rows, exponent=growth(measured))


def programme_year(n_villages: int) -> tuple[pa.Table, pa.Table]:
    """Facts of a year, before disclosure, and the parent of each area; always the same."""
    draw = np.random.default_rng(SEED)
    codes = [_codes(village) for village in range(n_villages)]
    sums = {level: _sums([code[k] for code in codes]) for k, level in enumerate(LEVELS)}
    tables = [
        _fact_table(said, counts, sums)
        for month in range(1, MONTHS + 1)
        for said, counts in _month(draw, date(2025, month, 1), n_villages)
    ]
    above = {below: over for code in codes for below, over in zip(code, [*code[1:], None], strict=True)}
    parents = pa.table({"area_code_bps": list(above), "parent_area_code_bps": list(above.values())})
    return pa.concat_tables(tables), parents


def _measured(n_villages: int) -> AuditMeasurement:
    facts, parents = programme_year(n_villages)
    started = time.perf_counter()
    protected = protect(facts, parents)
    guarded = time.perf_counter()
    at_once = audit(protected, parents)
    attacked = time.perf_counter()
    released = published(protected, parents)
    ended = time.perf_counter()
    kept = [line for line in disclosure_utility(released.facts) if line.area_level == "village"]
    listed = [line for line in kept if line.measure_code == "program_beneficiaries_persons"]
    return AuditMeasurement(
        villages=n_villages,
        rows=facts.num_rows,
        blocks=len(at_once),
        protect_seconds=guarded - started,
        audit_seconds=attacked - guarded,
        proved_at_once=sum(verdict.status == PROVED for verdict in at_once) / len(at_once),
        publish_seconds=ended - attacked,
        proved_in_the_end=sum(verdict.is_safe for verdict in released.verdicts) / len(at_once),
        cells_kept=sum(line.cells_shown for line in kept) / sum(line.cells for line in kept),
        persons_kept=(listed[0].total_shown_pct or 0.0) / 100,
    )


def _codes(village: int) -> tuple[str, str, str, str]:
    """Codes of a village, its district, regency and province."""
    district, k = divmod(village, VILLAGES_OF_DISTRICT)
    regency, j = divmod(district, DISTRICTS_OF_REGENCY)
    above = f"99{regency + 1:02d}"
    return f"{above}{(j + 1) * 10:03d}{k + 1:03d}", f"{above}{(j + 1) * 10:03d}", above, "99"


def _sums(codes: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The areas of a level, and of each village which of them it is in."""
    areas, places = np.unique(codes, return_inverse=True)
    return areas.tolist(), places


def _month(draw: np.random.Generator, first: date, n_villages: int) -> Iterator[tuple[dict[str, object], Counts]]:
    listed = {}
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    days = {"period": f"{first:%Y-%m}", "period_start": first, "period_end": last, "known_from": last}
    for programme in PROGRAMMES:
        reached = draw.random(n_villages) < draw.uniform(0.3, 1)
        persons = np.floor(draw.lognormal(draw.uniform(1.5, 4), 0.9, n_villages)) * reached
        paid = draw.binomial(persons.astype(int), draw.uniform(0.85, 1)).astype(float)
        listed[programme] = persons
        said = days | {"breakdown": "program", "breakdown_value": programme, "unit": "persons"}
        yield said | _measure("program_beneficiaries_persons", "program_beneficiaries"), persons
        yield said | _measure("program_paid_persons", "program_disbursements"), paid
        yield (
            said | _measure("program_disbursed_idr", "program_disbursements") | {"unit": "idr"},
            paid * IDR_PER_PERSON,
        )
    for one, other in PAIRS:
        both = draw.binomial(np.minimum(listed[one], listed[other]).astype(int), 0.2).astype(float)
        said = days | {"breakdown": "program_pair", "breakdown_value": f"{one}+{other}", "unit": "persons"}
        yield said | _measure("program_overlap_persons", "program_beneficiaries"), both


def _measure(measure: str, source: str) -> dict[str, object]:
    return {"measure_code": measure, "source_code": source}


def _fact_table(
    said: dict[str, object], counts: Counts, sums: dict[str, tuple[list[str], NDArray[np.int64]]]
) -> pa.Table:
    """Rows of the contract `facts` of all areas where anybody was counted."""
    parts = []
    for level, (areas, places) in sums.items():
        totals = np.bincount(places, weights=counts, minlength=len(areas))
        there = np.flatnonzero(np.bincount(places, weights=counts > 0, minlength=len(areas)))
        columns = {"area_code_bps": [areas[k] for k in there], "value": totals[there]}
        constant = said | {"area_level": level, "conf_status": "F"}
        columns |= {name: [value] * len(there) for name, value in constant.items()}
        parts.append(_conforming(columns, len(there)))
    return pa.concat_tables(parts)


def _conforming(columns: dict[str, object], n_rows: int) -> pa.Table:
    schema = contract.load("facts").arrow_schema()
    return pa.table(
        {name: pa.array(columns.get(name, [None] * n_rows), schema.field(name).type) for name in schema.names},
        schema=schema,
    )
