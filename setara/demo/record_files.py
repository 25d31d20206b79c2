"""What the files of records have in common: one a kab/kota, with a title line that says that it is synthetic."""

from __future__ import annotations

from setara.demo.chance import chance
from setara.demo.labels import slug, title
from setara.demo.people import Person
from setara.demo.plan import PROGRAM_RECORDS, Cell, DemoFile, Measure, Row, Sheet
from setara.demo.world import World, received

VILLAGE_HEADER = "Kode Desa/Kelurahan"


def record_file(
    world: World, source: str, regency: str, rows: list[Row], *, subject: str, period: str, kind: str = "xlsx"
) -> DemoFile:
    """A file of these rows, received within the first days after the last month, whatever its period."""
    place = world.regency(regency).name
    name = f"{slug(subject)}_{slug(place)}__{period}.{kind}"
    came = received(world.months[-1], chance(world.seed, "received", name).randint(2, 8))
    sheet = Sheet(source, "Data", list(rows[0].cells), rows, [title(subject, place, period)])
    return DemoFile(PROGRAM_RECORDS, name, came, period, [sheet], separator=";" if kind == "csv" else ",")


def about(person: Person, cells: dict[str, Cell], counts: dict[Measure, float], **tags: str) -> Row:
    """A row about a person."""
    return Row(cells, person.village, counts, tags={"person": person.nik, **tags})


def yes(truth: bool) -> str:
    """Ya or Tidak."""
    return "Ya" if truth else "Tidak"


def tally(breakdown: str, value: str, **amounts: float) -> dict[Measure, float]:
    """What a row adds to these measures, all of one breakdown value."""
    return {(measure, breakdown, value): float(amount) for measure, amount in amounts.items()}


def last_year(world: World) -> str:
    """The year before the last month: that of the yearly records."""
    return str(int(world.months[-1][:4]) - 1)
