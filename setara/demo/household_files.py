"""Files of households without faults: a survey file a kab/kota, a register file a village.

Their header is in the first row, where statisticians' programs expect it; the label has a column of its own. The first
kab/kota leaves the poverty line to the published one, the others write it beside each household. Of a pilot's
villages one sends Parquet (the first kab/kota) or dBASE (the others), the rest CSV in both ways of writing it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from setara.demo.chance import chance
from setara.demo.column_files import LONGEST_NAME
from setara.demo.household_register import Register, registers
from setara.demo.household_survey import WEIGHT_DIGITS, Survey, surveys
from setara.demo.households import Household, HouseholdRow
from setara.demo.plan import LABEL, MICRODATA, Cell, DemoFile, Sheet
from setara.demo.world import World, received

SURVEY, REGISTER = "survey_households", "register_households"
RESIDENCE = {True: "1", False: "2"}
"""Perkotaan and perdesaan as Susenas codes them."""


def household_files(world: World) -> Iterator[DemoFile]:
    """The survey of each kab/kota and the registers of its pilot."""
    for survey in surveys(world):
        yield _survey_file(world, survey)
    numbers: Counter[str] = Counter()
    for register in registers(world):
        regency = register.village.regency
        yield _register_file(world, register, numbers[regency])
        numbers[regency] += 1


def has_line(world: World, regency: str, period: str) -> bool:
    """Whether files of households write the poverty line: those of the first kab/kota leave it to the published one."""
    return regency != next(iter(world.published)) or int(period[:4]) not in world.published[regency].poverty_lines


def _line(world: World, regency: str, period: str, household: Household) -> Cell:
    return round(household.line) if has_line(world, regency, period) else None


def _survey_file(world: World, survey: Survey) -> DemoFile:
    period = world.survey_period

    def row(household: Household) -> HouseholdRow:
        cells: dict[str, Cell] = {
            "ID_RT": household.key,
            "STRATA": household.stratum,
            "PSU": household.psu,
            "FWT": f"{household.weight:.{WEIGHT_DIGITS}f}",
            "JML_ART": household.size,
            "KAPITA": household.expenditure,
            "KODE_KAB": survey.regency,
            "KLASIFIKASI": RESIDENCE[survey.is_urban[household.stratum]],
            "GK": _line(world, survey.regency, period, household),
            "AIR_LAYAK": int(household.has_water),
            "SANITASI_LAYAK": int(household.has_sanitation),
            "KETERANGAN": LABEL,
        }
        return HouseholdRow(cells, survey.regency, household=household)

    rows = [row(household) for household in survey.households]
    sheet = Sheet(SURVEY, "Data", list(rows[0].cells), list(rows))
    days = chance(world.seed, "received", SURVEY, survey.regency).randint(2, 8)
    return DemoFile(MICRODATA, f"susenas_{survey.regency}__{period}.csv", received(period, days), period, [sheet])


def _register_file(world: World, register: Register, number: int) -> DemoFile:
    """`number` counts the villages of a pilot from 0."""
    village, period = register.village, world.months[-1]

    def row(household: Household) -> HouseholdRow:
        cells: dict[str, Cell] = {
            "ID_RT": household.key,
            "DESA_ID": village.code_kemendagri,
            "JML_ART": household.size,
            "KAPITA": household.expenditure,
            "GK": _line(world, village.regency, period, household),
            "DESIL": household.desil,
            "AIR_LAYAK": int(household.has_water),
            sanitation: int(household.has_sanitation),
            "KETERANGAN": LABEL,
        }
        return HouseholdRow(cells, village.code, household=household)

    kind = "csv" if number else ("dbf" if has_line(world, village.regency, period) else "parquet")
    sanitation = "SANITASI_LAYAK"[: LONGEST_NAME if kind == "dbf" else None]
    rows = [row(household) for household in register.households]
    sheet = Sheet(REGISTER, "Data", list(rows[0].cells), list(rows))
    days = chance(world.seed, "received", REGISTER, village.code).randint(2, 8)
    name = f"registrasi__{village.code_kemendagri}__{period}.{kind}"
    separator = ";" if number % 2 else ","
    came = received(period, days)
    return DemoFile(MICRODATA, name, came, period, [sheet], village=village.code, separator=separator)
