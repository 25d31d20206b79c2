"""Faults of what a file says about itself: its headers, its village, its period, its day of receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from setara.demo.chance import chance
from setara.demo.field import Field
from setara.demo.plan import HELD, LOADED, REJECTED, Cell, DemoFile, Expected
from setara.demo.world import received

LATE_DAYS = 75
LATE_FOR_INDICATOR_DAYS = 50
VILLAGE_LABEL = "Desa/Kelurahan"
REPORTED_LABEL = "Tanggal Laporan"
UNKNOWN_VILLAGE = "53.71.04.1099"
FUTURE_SEMESTER = "2031-S1"


def plant_misplaced_files(field: Field) -> None:
    """T01, T05, T06, P01 to P06, D04, D05, W01, W04 and W05 of a file."""
    _renamed_header(field)
    _missing_header(field)
    _extra_column(field)
    _unknown_village(field)
    _villages_disagree(field)
    _village_missing(field)
    _period_missing(field)
    _future_period(field)
    _impossible_period(field)
    _periods_disagree(field)
    _late(field)
    _late_for_an_indicator(field)
    _reported_on(field, "D04", field.world.months[0], HELD, lambda f: f.received_on + timedelta(days=4))
    _reported_on(field, "D05", field.world.months[0], LOADED, lambda f: "tanggal lima")
    _reported_before_its_period(field)


def _monthly_workbook(file: DemoFile) -> bool:
    return file.is_workbook and file.name.startswith("laporan_bulanan")


def _renamed_header(field: Field) -> None:
    """One sheet of the workbook is not loaded; the other one is."""
    file = field.file("T01", _monthly_workbook)
    sheet = file.sheet("village_budget")
    sheet.headers[sheet.headers.index("belanja_modal")] = "belanja_modl"
    for row in sheet.rows:
        row.cells["belanja_modl"] = row.cells["belanja_modal"]
        row.fate = REJECTED
    file.expected.append(Expected("T01", sheet, header="belanja_modl"))


def _missing_header(field: Field) -> None:
    file = field.file("T05", lambda f: f.is_workbook and f.name.startswith("laporan_semester"))
    sheet = file.sheet("village_dropout")
    sheet.headers.remove("siswa_sma_ma")
    for row in sheet.rows:
        row.fate = REJECTED
    file.expected.append(Expected("T05", sheet))


def _extra_column(field: Field) -> None:
    """Only a warning: the rows are loaded."""
    file = field.file("T06", lambda f: f.is_workbook and f.name.startswith("kematian"))
    sheet = file.sheet("village_deaths")
    sheet.headers.append("paraf_petugas")
    for row in sheet.rows:
        row.cells["paraf_petugas"] = "v"
    file.expected.append(Expected("T06", sheet, header="paraf_petugas"))


def _set_cover(file: DemoFile, label: str, value: str | int) -> None:
    file.cover = [(name, value if name == label else old) for name, old in file.cover or []]


def _unknown_village(field: Field) -> None:
    file = field.file("W01", _monthly_workbook)
    _set_cover(file, VILLAGE_LABEL, UNKNOWN_VILLAGE)
    file.give_up(REJECTED)
    file.expect_in_each_sheet("W01", VILLAGE_LABEL)


def _villages_disagree(field: Field) -> None:
    file = field.file("W04", _monthly_workbook)
    other = next(village for village in field.world.expected if village.code != file.village)
    file.declared["village"] = other.code_kemendagri
    file.give_up(HELD)
    file.expect_in_each_sheet("W04", VILLAGE_LABEL)


def _village_missing(field: Field) -> None:
    file = field.file("W05", lambda f: f.name.startswith("pendidikan__"))
    file.name = f"pendidikan__{file.period}.csv"
    file.give_up(REJECTED)
    file.expect_in_each_sheet("W05")


def _period_missing(field: Field) -> None:
    file = field.file("P01", lambda f: f.name.startswith("paud__"))
    file.name = file.name.removesuffix(f"__{file.period}.csv") + ".csv"
    file.give_up(REJECTED)
    file.expect_in_each_sheet("P01")


def _future_period(field: Field) -> None:
    file = field.file("P02", lambda f: f.name.startswith("putus_sekolah__"))
    file.name = file.name.replace(file.period, FUTURE_SEMESTER)
    file.give_up(REJECTED)
    file.expect_in_each_sheet("P02")


def _impossible_period(field: Field) -> None:
    file = field.file("P04", _monthly_workbook)
    _set_cover(file, "Bulan", 13)
    file.give_up(REJECTED)
    file.expect_in_each_sheet("P04", "Bulan")


def _periods_disagree(field: Field) -> None:
    file = field.file("P05", lambda f: _monthly_workbook(f) and f.period != field.world.months[0])
    file.declared["period"] = field.world.months[0]
    file.give_up(HELD)
    file.expect_in_each_sheet("P05", "Bulan")


def _late(field: Field) -> None:
    """Two late files: a CSV, and a workbook whose every sheet is late. Both are loaded."""
    late_csv = field.file("P03", lambda f: f.name.startswith("anggaran__"))
    late_csv.expect_in_each_sheet("P03")
    late_workbook = field.file("P03", _monthly_workbook)
    late_workbook.expect_in_each_sheet("P03", "Bulan")
    for file in (late_csv, late_workbook):
        days = LATE_DAYS + chance(field.world.seed, "late", file.name).randint(0, 9)
        file.received_on = received(file.period, days)


def _late_for_an_indicator(field: Field) -> None:
    """Children immunised that come after the due date: the indicator has a value from before and one with them."""
    file = field.file("P03", lambda f: f.is_workbook and f.name.startswith("imunisasi"))
    file.expect_in_each_sheet("P03", "Bulan")
    file.received_on = received(file.period, LATE_FOR_INDICATOR_DAYS)


def _reported_on(field: Field, code: str, month: str, fate: str, day: Callable[[DemoFile], Cell]) -> None:
    """A date of the report on the cover that is after its receipt, or is none."""
    file = field.file(code, lambda f: _monthly_workbook(f) and f.period == month)
    file.cover = [*(file.cover or []), (REPORTED_LABEL, day(file))]
    if fate != LOADED:
        file.give_up(fate)
    file.expect_in_each_sheet(code, REPORTED_LABEL)


def _reported_before_its_period(field: Field) -> None:
    """The report is dated before the month that it tells of."""
    file = field.file("P06", _monthly_workbook)
    file.cover = [*(file.cover or []), (REPORTED_LABEL, received(file.period, 0) - timedelta(days=50))]
    file.give_up(HELD)
    file.expect_in_each_sheet("P06", "Bulan")
