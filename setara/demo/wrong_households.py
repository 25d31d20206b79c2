"""Faults of household files. A faulty household stands beside the sound ones, so that no fault moves a true figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from setara.demo.books import to_bytes
from setara.demo.chance import chance
from setara.demo.field import Field, Spot
from setara.demo.household_files import REGISTER, SURVEY
from setara.demo.households import HouseholdRow
from setara.demo.plan import DUPLICATE, LOADED, MICRODATA, REJECTED, Cell, DemoFile, Row

UNKNOWN_VILLAGE, UNKNOWN_REGENCY = "53.71.04.1098", "5399"
LEFT_OUT_AT_FIRST = 3
"""Of the households of a register sent again, one in so many is not in the first."""
Fault = tuple[str, str, Cell, str]
"""Code of the finding, header of its cell, what is written there and what becomes of the row."""
WRONG_IN_SURVEYS: tuple[Fault, ...] = (
    ("N09", "KAPITA", -250_000, REJECTED),
    ("N09", "JML_ART", 0, REJECTED),
    ("K06", "PSU", None, REJECTED),
    ("N18", "KAPITA", "satu juta", REJECTED),
    ("K07", "KAPITA", None, LOADED),
    ("N12", "FWT", 0, LOADED),
    ("W01", "KODE_KAB", UNKNOWN_REGENCY, REJECTED),
)
WRONG_IN_REGISTERS: tuple[Fault, ...] = (
    ("N09", "KAPITA", -90_000, REJECTED),
    ("N09", "JML_ART", 0, REJECTED),
    ("N18", "JML_ART", "empat", REJECTED),
    ("K07", "KAPITA", None, LOADED),
    ("N11", "DESIL", 11, REJECTED),
    ("W01", "DESA_ID", UNKNOWN_VILLAGE, REJECTED),
)


def plant_wrong_households(field: Field) -> None:
    """Faults of whole registers first, then those of single households."""
    _cut_off(field)
    _sent_again(field)
    for source, faults in ((SURVEY, WRONG_IN_SURVEYS), (REGISTER, WRONG_IN_REGISTERS)):
        for code, header, value, fate in faults:
            _one_more(field, code, source).spoil(fate, code, header, value)
        _repeated(field, source)


def _is_csv_register(file: DemoFile) -> bool:
    return file.family == MICRODATA and bool(file.village) and file.name.endswith(".csv")


def _beside(spot: Spot, row: Row) -> Spot:
    """The row put behind that of the spot."""
    spot.sheet.rows.insert(spot.sheet.rows.index(spot.row) + 1, row)
    return Spot(spot.file, spot.sheet, row)


def _one_more(field: Field, code: str, source: str) -> Spot:
    """One more household beside a sound one and like it: a plain row, which the truth does not count."""
    neighbour = field.spot(code, source, lambda spot: spot.file.name.endswith(".csv"))
    cells = {**neighbour.row.cells, "ID_RT": f"{neighbour.row.cells['ID_RT']}A"}
    return _beside(neighbour, Row(cells, neighbour.row.village, faulty=True))


def _repeated(field: Field, source: str) -> None:
    first = field.spot("K01", source, lambda spot: spot.file.name.endswith(".csv"))
    again = _beside(first, Row(dict(first.row.cells), first.row.village, fate=DUPLICATE, faulty=True))
    again.expect("K01", "ID_RT")


def _cut_off(field: Field) -> None:
    """A Parquet file without its end, where all that matters of it stands."""
    file = field.file("F01", _is_csv_register)
    file.name = file.name.replace(".csv", ".parquet")
    whole = to_bytes(file)
    file.raw = whole[: len(whole) // 2]
    file.give_up(REJECTED)
    file.expect("F01")


def _sent_again(field: Field) -> None:
    """A register that was sent too early, a part of its households missing; nothing is found, and the second counts."""
    whole = field.file("correction", _is_csv_register)
    rng = chance(field.world.seed, "left out", whole.name)
    rows: list[Row] = [
        HouseholdRow(dict(row.cells), row.village, household=row.household)
        for row in whole.sheets[0].rows
        if isinstance(row, HouseholdRow) and rng.randrange(LEFT_OUT_AT_FIRST)
    ]
    sheet = replace(whole.sheets[0], rows=rows)
    words, rest = whole.name.split("__", 1)
    name, came = f"{words}_awal__{rest}", whole.received_on - timedelta(days=1)
    field.files.append(replace(whole, name=name, received_on=came, sheets=[sheet], expected=[]))
