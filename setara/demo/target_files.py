"""Reports that mean nothing without unit and target: immunisation and sanitation.

A workbook's cover gives the unit and a target for each village. A CSV file can declare one target only, so a kecamatan
that writes CSV sends a file a village.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from setara.demo import figures
from setara.demo.chance import chance
from setara.demo.district_files import Issue
from setara.demo.figures import Village
from setara.demo.labels import cover, slug, title
from setara.demo.plan import VILLAGE_REPORTS, Cell, DemoFile, Row, Sheet
from setara.demo.world import World, received

FILES_BY_VILLAGE = 14
"""One in so many kecamatan sends a CSV file a village."""
PERCENT = "persen"


def target_files(world: World) -> Iterator[DemoFile]:
    """Immunisation and sanitation of all kecamatan and months, without faults."""
    for district in world.districts():
        for index, month in enumerate(world.months):
            issue = Issue(world, district, month)
            yield from _immunisation(issue, PERCENT if district.number % 3 else "orang")
            yield from _sanitation(issue, PERCENT if district.number % 3 == 1 else "kk", len(world.months) - 1 - index)


def _immunisation(issue: Issue, unit: str) -> Iterator[DemoFile]:
    numbers = {v.code: figures.immunisation(issue.world.seed, v, issue.month) for v in issue.district.villages}

    def row(village: Village) -> Row:
        told = numbers[village.code]
        written, counted = _as_written(told["children"], told["target"], unit)
        return Row(
            {"desa_id": village.code_kemendagri, "cakupan_imunisasi": written},
            village.code,
            {
                ("immunised_children", "_T", "_T"): counted,
                ("immunisation_target_children", "_T", "_T"): told["target"],
            },
        )

    sheet = issue.sheet("village_immunisation", ["desa_id", "cakupan_imunisasi"], row)
    yield from _files(issue, "Imunisasi", sheet, unit, numbers)


def _sanitation(issue: Issue, unit: str, months_before_last: int) -> Iterator[DemoFile]:
    numbers = {v.code: figures.sanitation(issue.world.seed, v, months_before_last) for v in issue.district.villages}

    def row(village: Village) -> Row:
        told = numbers[village.code]
        sanitation, households = _as_written(told["sanitation"], told["target"], unit)
        toilet, with_toilet = _as_written(told["toilet"], told["target"], unit)
        return Row(
            {"desa_id": village.code_kemendagri, "sanitasi": sanitation, "toilet": toilet},
            village.code,
            {
                ("sanitation_households", "_T", "_T"): households,
                ("toilet_households", "_T", "_T"): with_toilet,
                ("sanitation_target_households", "_T", "_T"): told["target"],
            },
        )

    sheet = issue.sheet("village_sanitation", ["desa_id", "sanitasi", "toilet"], row)
    yield from _files(issue, "Sanitasi", sheet, unit, numbers)


def _as_written(count: float, target: float, unit: str) -> tuple[Cell, float]:
    """A count as the report gives it and what that counts for: a percentage with one decimal counts for its share."""
    if unit != PERCENT:
        return int(count), count
    percentage = round(100 * count / target, 1)
    return percentage, percentage * target / 100


def _files(
    issue: Issue, report: str, sheet: Sheet, unit: str, numbers: Mapping[str, Mapping[str, float]]
) -> Iterator[DemoFile]:
    if issue.district.number % FILES_BY_VILLAGE == 1:
        for row in sheet.rows:
            declared = {"unit": unit, "target": str(int(numbers[row.village]["target"]))}
            yield _single(issue, report, replace(sheet, rows=[row]), declared)
        return
    targets = [(f"Sasaran {row.cells['desa_id']}", int(numbers[row.village]["target"])) for row in sheet.rows]
    front = cover(report, issue.month, ("Satuan", unit), *targets)
    name = f"{slug(report)}_{slug(issue.district.name)}_{issue.month}.xlsx"
    yield DemoFile(
        VILLAGE_REPORTS, name, received(issue.month, issue.received(report)), issue.month, [sheet], cover=front
    )


def _single(issue: Issue, report: str, sheet: Sheet, declared: dict[str, str]) -> DemoFile:
    (row,) = sheet.rows
    code, month = str(row.cells["desa_id"]), issue.month
    days = chance(issue.world.seed, "received", report, row.village, month).randint(2, 8)
    return DemoFile(
        VILLAGE_REPORTS,
        f"{slug(report)}__{code}__{month}.csv",
        received(month, days),
        month,
        [replace(sheet, headers=list(sheet.headers), titles=[title(report, code, month)])],
        village=row.village,
        declared=declared,
        separator=";",
    )
