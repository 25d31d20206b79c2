"""Numbers, dates and periods as people write them, as one table: what is written, and what it is read as.

`asked: a or b` is asked back; `no number`, `another unit`, `no date` and `no period` are rejected with an example of
how to write it.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sources.texts import Cell
from sources.values.date_forms import read_date
from sources.values.number_forms import read_number
from sources.values.periods import parse

RUPIAH, PERCENT, PERSONS = "idr", "persen", "persons"

NUMBERS: list[tuple[Cell, str, str]] = [
    # written, unit of the column, read as
    ("1.234,5", RUPIAH, "1234.5"),
    ("1,234.5", RUPIAH, "1234.5"),
    ("1.234.567,89", RUPIAH, "1234567.89"),
    ("1,234,567.89", RUPIAH, "1234567.89"),
    ("Rp 6.163.289.400,-", RUPIAH, "6163289400.0"),
    ("Rp. 6.163.289.400,00", RUPIAH, "6163289400.0"),
    ("Rp1.500.000", RUPIAH, "1500000.0"),
    ("IDR 2.500", RUPIAH, "2500.0"),
    ("1500000", RUPIAH, "1500000.0"),
    (1500000, RUPIAH, "1500000.0"),
    ("-12.500.000", RUPIAH, "-12500000.0"),
    ("12 500 000", RUPIAH, "12500000.0"),
    ("1.234", RUPIAH, "asked: 1234 or 1.234"),
    ("1,2E+05", RUPIAH, "no number"),
    ("(500.000)", RUPIAH, "no number"),
    ("1,5 juta", RUPIAH, "1500000.0"),
    ("2 jt", RUPIAH, "2000000.0"),
    ("Rp. 300 ribu,-", RUPIAH, "300000.0"),
    ("300rb", RUPIAH, "300000.0"),
    ("Rp 1,2 miliar", RUPIAH, "1200000000.0"),
    ("1.2 Milyar Rupiah", RUPIAH, "1200000000.0"),
    ("-0,3 jt.", RUPIAH, "-300000.0"),
    ("0,1 juta rupiah", RUPIAH, "100000.0"),
    ("Rp 1,2 M", RUPIAH, "asked: 1200000000 or 1200000"),
    ("1.500 juta", RUPIAH, "asked: 1500000000 or 1500000"),
    ("juta", RUPIAH, "no number"),
    ("1 juta 500 ribu", RUPIAH, "no number"),
    ("1,5 juta", PERSONS, "no number"),
    ("1,5 juta", PERCENT, "no number"),
    ("17,79 persen", PERCENT, "17.79"),
    ("17.79%", PERCENT, "17.79"),
    ("85 %", PERCENT, "85.0"),
    ("12,5", PERCENT, "12.5"),
    (85.5, PERCENT, "85.5"),
    ("1.234", PERCENT, "asked: 1234 or 1.234"),
    ("1,234", PERCENT, "asked: 1234 or 1.234"),
    ("17 orang", PERCENT, "another unit"),
    ("1.234", PERSONS, "1234"),
    ("1,234", PERSONS, "1234"),
    ("12 orang", PERSONS, "12"),
    ("\u200b'42\u00a0", PERSONS, "42"),
    ("007", PERSONS, "7"),
    ("0", PERSONS, "0"),
    (12.0, PERSONS, "12"),
    (3.5, PERSONS, "no whole number"),
    ("3,5", PERSONS, "no whole number"),
    ("0*", PERSONS, "no number"),
    ("dua belas", PERSONS, "no number"),
    ("Nihil", PERSONS, "0"),
    ("NIHIL.", PERSONS, "0"),
    ("nihil", PERCENT, "no number"),
    ("Nol", PERSONS, "0"),
    ("182 siswa", PERSONS, "182"),
    ("6 ruang", "count", "6.0"),
    ("12 jam", "hours", "12.0"),
    ("1,5 km", "kilometres", "1.5"),
    ("1.500 km", "kilometres", "asked: 1500 or 1.500"),
    ("500 m", "kilometres", "no number"),
    ("0,75 ha", "hectares", "0.75"),
    ("450 kg", "kilograms", "450.0"),
    ("25 KK", "households", "25.0"),
    ("45 menit", "minutes", "45.0"),
    ("1O", PERSONS, "no number"),
    ("10-12", PERSONS, "no number"),
    ("#REF!", PERSONS, "no number"),
    ("#N/A", PERSONS, "no number"),
    ("TA", PERSONS, "not available"),
    ("t.a.", PERSONS, "not available"),
    ("–", PERSONS, "not available"),
    ("-", PERSONS, "not available"),
    ("NA", PERSONS, "not available"),
    ("n/a", PERSONS, "not available"),
    ("tidak tersedia", PERSONS, "not available"),
    (None, PERSONS, "blank"),
    ("\u200b \ufeff", PERSONS, "blank"),
]

DATES: list[tuple[Cell, str]] = [
    ("12/05/2024", "2024-05-12"),
    ("05/06/2024", "2024-06-05"),
    ("1/2/2024", "2024-02-01"),
    ("12-05-2024", "2024-05-12"),
    ("12.05.2024", "2024-05-12"),
    ("2024-05-12", "2024-05-12"),
    ("2024-05-12T08:30:00.000+08:00", "2024-05-12"),
    ("12/05/2024 08.30", "2024-05-12"),
    ("12 Mei 2024", "2024-05-12"),
    ("12 mei 2024, 08.30 WITA", "2024-05-12"),
    ("Kupang, 12 Mei 2024", "2024-05-12"),
    ("Kupang, 12-05-1980", "1980-05-12"),
    ("Oe'sao Timur, 12/05/1980", "1980-05-12"),
    ("KUPANG/12-05-1980", "1980-05-12"),
    ("SoE, 1980-05-12", "1980-05-12"),
    ("s/d 12-05-2025", "no date"),
    ("sebelum 12-05-2025", "no date"),
    ("Jum'at, 10 Mei 2024", "2024-05-10"),
    ("7 Agt. 2024", "2024-08-07"),
    ("17 Ags 2024", "2024-08-17"),
    ("3 Peb 2024", "2024-02-03"),
    ("12 Nopember 2023", "2023-11-12"),
    ("1 Okt 2024", "2024-10-01"),
    ("12 V 2025", "2025-05-12"),
    ("5/V/2025", "2025-05-05"),
    ("31 / III / 2025", "2025-03-31"),
    ("1.XII.2024", "2024-12-01"),
    ("12-iv-2025", "2025-04-12"),
    ("12 V 25", "asked: 2025-05-12 or 1925-05-12"),
    ("14 IIII 2025", "no date"),
    ("31 II 2025", "no date"),
    ("V/2025", "no date"),
    ("31-Des-2024", "2024-12-31"),
    ("12 May 2024", "2024-05-12"),
    ("May 12, 2024", "2024-05-12"),
    ("Sunday, May 12th, 2024", "2024-05-12"),
    (45424, "2024-05-12"),
    (45424.75, "2024-05-12"),
    ("45424", "2024-05-12"),
    (date(2024, 5, 12), "2024-05-12"),
    (datetime(2024, 5, 12, 8, 30), "2024-05-12"),  # noqa: DTZ001 spreadsheets know no time zone
    ("31/12/99", "1999-12-31"),
    ("05/06/24", "asked: 2024-06-05 or 2024-05-06"),
    ("12 Mei 24", "asked: 2024-05-12 or 1924-05-12"),
    ("06/25/2024", "no date"),
    ("31/02/2025", "no date"),
    ("29/02/2023", "no date"),
    ("Mei 2024", "no date"),
    ("2024", "no date"),
    (2024, "no date"),
    ("kemarin", "no date"),
    ("-", "not available"),
    ("", "blank"),
]

PERIODS: list[tuple[Cell, str]] = [
    ("Mei-24", "2024-05"),
    ("Mei 2024", "2024-05"),
    ("Bulan Agustus 2025", "2025-08"),
    ("Sept. 2025", "2025-09"),
    ("01/05/2025 s/d 31/05/2025", "2025-05"),
    ("01-05-2025 - 31-05-2025", "2025-05"),
    ("1 Mei s.d. 31 Mei 2025", "2025-05"),
    ("1 - 31 Mei 2025", "2025-05"),
    ("1 Januari 2025 sampai dengan 30 Juni 2025", "2025-S1"),
    ("Juli - Desember 2024", "2024-S2"),
    ("Januari 2025 s.d. Maret 2025", "2025-Q1"),
    ("Februari - Juni 2025", "no period"),
    ("Mei - April 2025", "no period"),
    ("1 April - 30 Juni 2025", "2025-Q2"),
    ("1 - 15 Mei 2025", "no period"),
    ("1 April - 31 Mei 2025", "no period"),
    ("26 April - 25 Mei 2025", "no period"),
    ("V/2025", "2025-05"),
    ("Bulan V 2025", "2025-05"),
    ("Bulan XII Tahun 2024", "2024-12"),
    ("V-25", "no period"),
    ("IIII/2025", "no period"),
    ("Semester II/2024", "2024-S2"),
    ("May 2024", "2024-05"),
    ("05/2024", "2024-05"),
    ("2024-05", "2024-05"),
    (date(2024, 5, 1), "2024-05"),
    ("Smt I 2025", "2025-S1"),
    ("Semester 2 Tahun 2025", "2025-S2"),
    ("2025-S1", "2025-S1"),
    ("Semester Ganjil 2024/2025", "2024-S2"),
    ("Smt. Genap TA 2024/2025", "2025-S1"),
    ("Genap Tahun Ajaran 2024-2025", "2025-S1"),
    ("TW II 2025", "2025-Q2"),
    ("Triwulan IV 2024", "2024-Q4"),
    ("Tahun 2025", "2025"),
    (2025.0, "2025"),
    ("TW II", "no period"),
    ("Tahap 3", "no period"),
    ("2024/2025", "no period"),
    ("Semester Ganjil 2024/2026", "no period"),
    ("Mei", "no period"),
    ("2025-13", "no period"),
    ("Semester 3 2025", "no period"),
]

STATUSES = {
    "not_number": "no number",
    "not_whole": "no whole number",
    "other_unit": "another unit",
    "bad_date": "no date",
    "not_available": "not available",
    "blank": "blank",
}


def shown(reading: tuple) -> str:
    value, status, a, b = reading
    if status.startswith("ambiguous"):
        return f"asked: {a} or {b}"
    return str(value) if status == "ok" else STATUSES[status]


def test_the_table_is_long_enough_to_be_of_use() -> None:
    assert len(NUMBERS) + len(DATES) + len(PERIODS) >= 60


@pytest.mark.parametrize(("cell", "unit", "read_as"), NUMBERS, ids=repr)
def test_a_number_is_read_as(cell: Cell, unit: str, read_as: str) -> None:
    assert shown(read_number(cell, unit, whole=unit == PERSONS)) == read_as


@pytest.mark.parametrize(("cell", "read_as"), DATES, ids=repr)
def test_a_date_is_read_as(cell: Cell, read_as: str) -> None:
    assert shown(read_date(cell)) == read_as


@pytest.mark.parametrize(("cell", "read_as"), PERIODS, ids=repr)
def test_a_period_is_read_as(cell: Cell, read_as: str) -> None:
    period = parse(cell)
    assert (period.code if period else "no period") == read_as
