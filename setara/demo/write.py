"""Writing a demo: files and manifests into the inbox, the truth into its own file."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from setara.demo.aggregates import aggregates
from setara.demo.books import to_bytes
from setara.demo.broken_files import plant_broken_files
from setara.demo.delivery_files import delivery_files
from setara.demo.district_files import district_files
from setara.demo.field import Field
from setara.demo.household_files import household_files
from setara.demo.household_register import registers
from setara.demo.household_survey import surveys
from setara.demo.household_truth import household_aggregates
from setara.demo.learning_files import learning_files
from setara.demo.misplaced_files import plant_misplaced_files
from setara.demo.payment_files import payment_files
from setara.demo.plan import LABEL, LABEL_EN, MICRODATA, PROGRAM_RECORDS, VILLAGE_REPORTS, DemoFile
from setara.demo.programme_files import list_files
from setara.demo.recipients import recipients
from setara.demo.record_people import record_people
from setara.demo.record_truth import record_aggregates
from setara.demo.register_files import register_files
from setara.demo.service_files import service_files
from setara.demo.target_files import target_files
from setara.demo.truth import account, numbered, people_amounts, village_amounts
from setara.demo.village_files import village_files
from setara.demo.world import Arguments, World, make_world
from setara.demo.wrong_households import plant_wrong_households
from setara.demo.wrong_people import NIK_HEADERS, mark_overlaps, plant_wrong_people
from setara.demo.wrong_records import plant_wrong_records
from setara.demo.wrong_rows import plant_jump, plant_wrong_rows

NOTES = f"{LABEL} | {LABEL_EN}"
MANIFEST_COLUMNS = ("file", "received_on", "village", "period", "unit", "target", "disease", "notes")


@dataclass(frozen=True)
class DemoAccount:
    """What was written."""

    files: int
    people: int
    findings: dict[str, int]
    """Findings to be made, by code."""
    last_received_on: str
    """ISO day on which the last file comes: a run needs a clock that is not before it."""


def write_demo(
    inbox: Path,
    truth_file: Path,
    *,
    seed: int = 7,
    months: int = 3,
    first_month: str = "2025-01",
    people_share: float = 0.05,
    areas: Sequence[str] = ("5371", "5303"),
    villages: int | None = None,
) -> DemoAccount:
    """Write an inbox folder a family (files and manifest.csv) and the truth about them.

    `people_share` is the part of the poor who are on a programme's list, `areas` BPS codes of kab/kota, `villages` how
    many of each write files (all where None, else 4 or more; the others' reports are then missing). Two months or more
    are needed.
    DemoError where an area, a published figure or a place for a fault is missing.
    """
    world = make_world(Arguments(seed, months, first_month, people_share, areas, villages))
    files = planned_files(world)
    written = {file: to_bytes(file) for file in files}
    for family in (VILLAGE_REPORTS, PROGRAM_RECORDS, MICRODATA):
        _write_family(inbox / family, {file: content for file, content in written.items() if file.family == family})
    amounts = {**village_amounts(files), **people_amounts(files)}
    truth = account(world, numbered(written), aggregates(world, amounts), household_aggregates(world, files))
    truth["record_aggregates"] = record_aggregates(world, files, amounts)
    truth_file.parent.mkdir(parents=True, exist_ok=True)
    truth_file.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return DemoAccount(
        files=len(files),
        people=sum(map(len, recipients(world).values())),
        findings=dict(sorted(Counter(finding["code"] for finding in truth["findings"]).items())),
        last_received_on=max(file.received_on for file in files).isoformat(),
    )


def planned_files(world: World) -> list[DemoFile]:
    """All files with their faults, by family and name."""
    files = [
        *district_files(world),
        *target_files(world),
        *village_files(world),
        *list_files(world),
        *payment_files(world),
        *household_files(world),
        *register_files(world),
        *learning_files(world),
        *delivery_files(world),
        *service_files(world),
    ]
    field = Field(world, files)
    plant_jump(field)
    plant_broken_files(field)
    plant_misplaced_files(field)
    plant_wrong_rows(field)
    plant_wrong_people(field)
    plant_wrong_households(field)
    plant_wrong_records(field)
    mark_overlaps(field.files)
    return sorted(field.files, key=lambda file: (file.family, file.name))


def planted_people(
    *,
    seed: int = 7,
    months: int = 3,
    first_month: str = "2025-01",
    people_share: float = 0.05,
    areas: Sequence[str] = ("5371", "5303"),
    villages: int | None = None,
) -> list[tuple[str, str, str]]:
    """NIK, name and address of everyone in the demo of these arguments; who has a faulty NIK is there with both."""
    world = make_world(Arguments(seed, months, first_month, people_share, areas, villages))
    people = {found.person.nik: found.person for village in recipients(world).values() for found in village}
    people |= {person.nik: person for person in record_people(world)}
    known = [(person.nik, person.name, person.address) for person in people.values()]
    faulty = [
        (str(row.cells[header]), people[row.tags["person"]].name, people[row.tags["person"]].address)
        for file in planned_files(world)
        for sheet in file.sheets
        for row in sheet.rows
        for header in NIK_HEADERS
        if "person" in row.tags and header in row.cells and str(row.cells[header]) not in people
    ]
    return sorted([*known, *faulty])


def planted_household_keys(told: Arguments) -> list[str]:
    """Numbers of the households in the demo of these arguments, as RT-0001."""
    world = make_world(told)
    listed = [of_survey.households for of_survey in surveys(world)] + [of.households for of in registers(world)]
    return sorted({household.key for households in listed for household in households})


def _write_family(folder: Path, files: dict[DemoFile, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (folder / file.name).write_bytes(content)
    (folder / "manifest.csv").write_bytes(_manifest(files))


def _manifest(files: Iterable[DemoFile]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, MANIFEST_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for file in files:
        row = {"file": file.name, "received_on": file.received_on.isoformat(), **file.declared, "notes": NOTES}
        writer.writerow(row)
    return text.getvalue().encode()
