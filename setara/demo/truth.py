"""The truth about a demo: what must be found in its files and what they must add up to, computed from the plan alone.

Amounts are those before disclosure control; a published value that is suppressed has none to be compared.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from setara.demo.household_truth import survey_calibration
from setara.demo.payment_files import OFF_LIST, PAID
from setara.demo.plan import LABEL, LABEL_EN, LOADED, DemoFile, Measure, Row
from setara.demo.world import World
from setara.demo.wrong_people import LISTS

Cell = tuple[str, str, str, Measure]
"""Source, BPS code of the village, period, measure."""


@dataclass(frozen=True)
class Written:
    """A planned file as written: sha256 and which receipt of these bytes it is."""

    file: DemoFile
    sha256: str
    delivery_no: int


def numbered(written: Mapping[DemoFile, bytes]) -> list[Written]:
    """Files with their sha256; equal bytes are numbered by day of receipt, from 1."""
    found: list[Written] = []
    seen: dict[str, int] = defaultdict(int)
    for file, content in sorted(written.items(), key=lambda item: (item[0].received_on, item[0].name)):
        sha256 = hashlib.sha256(content).hexdigest()
        seen[sha256] += 1
        found.append(Written(file, sha256, seen[sha256]))
    return found


def findings(written: Iterable[Written]) -> list[dict[str, Any]]:
    """All findings to be made, ordered by file, sheet, cell and code."""
    listed: list[dict[str, Any]] = [
        {
            "code": finding.code,
            "family": each.file.family,
            "file": each.file.name,
            "file_sha256": each.sha256,
            "delivery_no": each.delivery_no,
            "sheet_no": each.file.sheet_no(finding.sheet),
            "cell": each.file.cell_of(finding),
        }
        for each in written
        for finding in each.file.expected
    ]
    return sorted(listed, key=lambda f: (f["family"], f["file"], f["delivery_no"], f["sheet_no"], f["cell"], f["code"]))


def village_amounts(files: Iterable[DemoFile]) -> dict[Cell, float]:
    """What each village reports after rejection and revision: the file received last has the word."""
    said: dict[Cell, tuple[DemoFile, float]] = {}
    for file in sorted(files, key=lambda f: f.received_on):
        for sheet in file.sheets:
            if sheet.source in LISTS:
                continue
            for row in (row for row in sheet.rows if row.fate == LOADED):
                for measure, amount in row.counts.items():
                    cell = (sheet.source, row.village, file.period, measure)
                    earlier = said.get(cell)
                    more = earlier[1] if earlier and earlier[0] is file else 0.0
                    said[cell] = (file, more + amount)
    return {cell: amount for cell, (_, amount) in said.items()}


def people_amounts(files: Iterable[DemoFile]) -> dict[Cell, float]:
    """Persons listed by each programme, paid, and listed by two, and what they were paid, by village and period.

    Listed are the persons of beneficiary and training lists; who is paid need not be listed.
    """
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for file in files:
        for sheet in file.sheets:
            if sheet.source in LISTS:
                for row in sheet.rows:
                    if row.fate == LOADED:
                        rows[row.village, file.period].append(row)
    return {
        ("programs", village, period, measure): amount
        for (village, period), listed in rows.items()
        for measure, amount in _amounts_of(listed).items()
    }


def _amounts_of(rows: list[Row]) -> dict[Measure, float]:
    programs: dict[str, set[str]] = defaultdict(set)
    paid: dict[str, set[str]] = defaultdict(set)
    amounts: dict[Measure, float] = defaultdict(float)
    for row in rows:
        person, program = row.tags["person"], row.tags["program"]
        if row.tags.get("status") not in OFF_LIST:
            programs[person].add(program)
        if row.tags.get("status") in PAID:
            paid[program].add(person)
        for measure, amount in row.counts.items():
            amounts[measure] += amount
    for listed in programs.values():
        for program in listed:
            amounts["program_beneficiaries_persons", "program", program] += 1
        for pair in combinations(sorted(listed), 2):
            amounts["program_overlap_persons", "program_pair", "+".join(pair)] += 1
    for program, persons in paid.items():
        amounts["program_paid_persons", "program", program] = float(len(persons))
    return amounts


def account(
    world: World, written: list[Written], aggregates: list[dict[str, Any]], household_aggregates: list[dict[str, Any]]
) -> dict[str, Any]:
    """The whole of truth.json."""
    families = Counter(each.file.family for each in written)
    return {
        "label": {"id": LABEL, "en": LABEL_EN},
        "seed": world.seed,
        "months": list(world.months),
        "files": {"total": len(written), **families},
        "calibration": calibration(world),
        "findings": findings(written),
        "aggregates": aggregates,
        "household_aggregates": household_aggregates,
    }


def calibration(world: World) -> dict[str, Any]:
    """What the demo's villages add up to, beside the published figures they were made from."""
    told: dict[str, Any] = {
        "id": "Penduduk desa berjumlah tepat penduduk tercatat; rumah tangga bersanitasi tepat persentase terbitan; "
        "penerima program = P0 x penduduk x bagian yang diminta, dibagi ke desa. Survei rumah tangga ditimbang ke "
        "penduduk itu dan P0-nya disetel ke P0 terbitan; selisihnya paling banyak setengah survey_poverty_step_pct.",
        "en": "Villages' populations sum to the civil register's exactly; households with sanitation to the published "
        "percentage; recipients are P0 x population x the share asked for, spread over the villages. The household "
        "survey is weighted to that population and its P0 set to the published one; they differ by half of "
        "survey_poverty_step_pct at most.",
    }
    surveyed = survey_calibration(world)
    for regency, figures in world.published.items():
        villages = [village for village in world.expected if village.regency == regency]
        households = sum(village.households for village in villages)
        told[regency] = {
            "published_population": figures.population,
            "population": sum(village.population for village in villages),
            "published_poverty_pct": figures.poverty_pct,
            "published_poor_persons": figures.poor_persons,
            "recipients": sum(village.recipients for village in villages),
            "published_sanitation_pct": figures.sanitation_pct,
            "sanitation_pct": 100 * sum(village.with_sanitation for village in villages) / households,
            "villages_expected": len(villages),
            "villages_with_files": sum(village.regency == regency for village in world.villages),
            **surveyed[regency],
        }
    return told
