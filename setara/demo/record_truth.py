"""What the records of programmes must come to: by measure, area, period and breakdown, from the rows that count.

Amounts are those before disclosure control. `missed` and `wrongly included` families follow the register's decile; who
receives is on a loaded list of beneficiaries, payments or training of the last month.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from setara.demo.aggregates import add_up
from setara.demo.overlap_truth import overlap_amounts
from setara.demo.payment_files import OFF_LIST
from setara.demo.plan import LOADED, DemoFile, Row
from setara.demo.truth import LISTS, Cell
from setara.demo.world import World

SOURCES = (
    "eligibility_register",
    "program_stages",
    "scholarships",
    "training_followups",
    "health_cover",
    "distribution_monitoring",
    "facilities",
    "harvests",
    "complaints",
    "program_proposals",
)
CHAIN = ("usulan", "verifikasi", "penetapan", "penyaluran", "penerimaan", "pertanggungjawaban")
POOREST = ("1", "2")
POOR = ("1", "2", "3", "4")
NOT_POOR = ("6", "7", "8", "9", "10", "6-10")
Line = dict[str, Any]


def record_aggregates(world: World, files: Iterable[DemoFile], amounts: Mapping[Cell, float]) -> list[Line]:
    """A line a measure, area, period and breakdown value."""
    rows = _loaded(files)
    period = {"quarter": world.quarter, "month": world.months[-1]}
    counted = {cell: amount for cell, amount in amounts.items() if cell[0] in SOURCES}
    counted |= _targeting(rows, period["quarter"])
    counted |= _poor_with_pbi(rows, period["month"])
    counted |= overlap_amounts(files)
    added = [
        _line(measure, area, when, (breakdown, value), total.amount)
        for (measure, breakdown, value, area, when), total in add_up(world, counted).items()
    ]
    lines = [*added, *_days(world, rows, period["month"])]
    return sorted(lines, key=lambda line: tuple(str(line[key]) for key in line if key != "value"))


def _line(measure: str, area: str, period: str, broken_down: tuple[str, str], value: float) -> Line:
    return {
        "measure_code": measure,
        "area_code_bps": area,
        "period": period,
        "breakdown": broken_down[0],
        "breakdown_value": broken_down[1],
        "value": value,
    }


def _loaded(files: Iterable[DemoFile]) -> dict[str, list[Row]]:
    """Rows that count, by source."""
    found: dict[str, list[Row]] = defaultdict(list)
    for file in files:
        for sheet in file.sheets:
            found[sheet.source] += [row for row in sheet.rows if row.fate == LOADED]
    return found


def _receive(rows: Mapping[str, list[Row]]) -> set[str]:
    """NIKs on a loaded list."""
    listed = (row for source in LISTS for row in rows[source] if row.tags.get("status") not in OFF_LIST)
    return {row.tags["person"] for row in listed}


def _targeting(rows: Mapping[str, list[Row]], period: str) -> dict[Cell, float]:
    """Families of a village by part of the register, those who receive nothing, and those who receive."""
    receive = _receive(rows)
    families: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows["eligibility_register"]:
        families[row.village, row.tags["card"]].append(row)
    amounts: dict[Cell, float] = defaultdict(float)
    for (village, _), members in families.items():
        decile = members[0].tags["decile"]
        reached = any(row.tags["person"] in receive for row in members)
        for part, deciles in (("decile_1_2", POOREST), ("decile_1_4", POOR), ("decile_6_10", NOT_POOR)):
            if decile in deciles:
                for measure, amount in (("register_families", 1), ("register_families_reached", int(reached))):
                    amounts["register", village, period, (measure, "register_part", part)] += amount
    return amounts


def _poor_with_pbi(rows: Mapping[str, list[Row]], period: str) -> dict[Cell, float]:
    """Persons of the deciles 1 to 4, and those of them with an active PBI-JKN."""
    active = {
        row.tags["person"]
        for row in rows["health_cover"]
        if (row.tags["cover"], row.tags["active"]) == ("pbi_jkn", "Ya")
    }
    amounts: dict[Cell, float] = defaultdict(float)
    for row in rows["eligibility_register"]:
        if row.tags["decile"] in POOR:
            of_village = ("register", row.village, period)
            amounts[*of_village, ("poor_persons_in_register", "_T", "_T")] += 1
            amounts[*of_village, ("poor_persons_with_pbi", "_T", "_T")] += row.tags["person"] in active
    return amounts


def _days(world: World, rows: Mapping[str, list[Row]], period: str) -> Iterator[Line]:
    """By kab/kota and stage: median days since the stage before it, batches that have it, and those still waiting."""
    regencies = {village.code: village.regency for village in world.expected}
    batches: dict[tuple[str, str], dict[str, date | None]] = defaultdict(dict)
    for row in rows["program_stages"]:
        done = row.cells["Tanggal Pelaksanaan"]
        batch = batches[regencies[row.village], row.tags["batch"]]
        batch[row.tags["stage"]] = done if isinstance(done, date) else None
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    waiting: dict[tuple[str, str], int] = defaultdict(int)
    for (regency, _), batch in batches.items():
        for before, stage in pairwise(CHAIN):
            start, end = batch.get(before), batch.get(stage)
            if start is not None and end is not None:
                days[regency, stage].append((end - start).days)
            elif start is not None and stage in batch:
                waiting[regency, stage] += 1
    for (regency, stage), numbers in days.items():
        broken_down = ("stage", stage)
        yield _line("stage_lead_days_median", regency, period, broken_down, statistics.median(numbers))
        yield _line("stage_batches", regency, period, broken_down, len(numbers))
        yield _line("stage_batches_waiting", regency, period, broken_down, waiting[regency, stage])
