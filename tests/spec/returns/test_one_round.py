"""Who does exactly what a return says, and nothing else, needs one round: then the report loads whole, and is true."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from returned_reports import CORRECTED, SmallOffice, of, opened, saved, small_office, workbook

from sources.received.delivery import Delivery
from sources.sheets.returned import SEVERITY_WORDS

VILLAGES = ("53.71.04.1001", "53.71.04.1008", "53.71.04.1009", "53.71.04.1011")
HEADER_ROW = 3
CODE, COUNT, RUPIAH, PERCENT, CATEGORY = "code", "count", "rupiah", "percent", "category"
DISEASE, NAME = "disease", "name"
FAULTS: Mapping[str, tuple[Any, ...]] = {
    CODE: ("53.71.04.9999", 5371041001, None, 53.71, "Kel. Tidak Ada", "53.71.04"),
    COUNT: ("satu", None, "0*", -3, "1,2E+05", "#REF!", "12,5", "3 atau 4"),
    RUPIAH: ("1.234", None, "1,2 M", 12.5, "Rp abc"),
    PERCENT: (None, 140, "80 atau 81", -4, "baik"),
    CATEGORY: ("asdf", None, "?"),
    DISEASE: (None,),
}
TOLD = {"Kode Desa": VILLAGES[0], "Bulan": "Mei", "Tahun": "2025"}
TARGETS = {f"Sasaran {code}": 250 for code in VILLAGES}


@dataclass(frozen=True)
class Report:
    """A true report: its headers, the kind of each column, its rows, and what is said outside the table."""

    kinds: Mapping[str, str]
    rows: tuple[tuple[Any, ...], ...]
    told: Mapping[str, Any]

    def book(self, *, with_cover: bool) -> Workbook:
        """The workbook as a village that makes no mistakes sends it."""
        table = [["LAPORAN"], [], list(self.kinds), *map(list, self.rows)]
        cover = {"Sampul": [list(line) for line in self.told.items()]} if with_cover else {}
        return workbook(**cover, Laporan=table)


LEVELS = ("paud_ra", "sd_mi", "smp_mts", "sma_ma")
SPENDING = ("belanja_pegawai", "belanja_barang_jasa", "belanja_modal", "belanja_tidak_langsung")
MONTH = {name: TOLD[name] for name in ("Bulan", "Tahun")}
REPORTS = {
    "deaths": Report(
        {"desa_id": CODE, "jumlah_aki": COUNT, "jumlah_akb": COUNT},
        tuple((code, number % 2, number) for number, code in enumerate(VILLAGES)),
        MONTH,
    ),
    "cover in percent": Report(
        {"desa_id": CODE, "cakupan_imunisasi": PERCENT},
        tuple((code, 80.5 + number) for number, code in enumerate(VILLAGES)),
        {**MONTH, "Satuan": "persen", **TARGETS},
    ),
    "cover in children": Report(
        {"desa_id": CODE, "cakupan_imunisasi": COUNT},
        tuple((code, 200 + number) for number, code in enumerate(VILLAGES)),
        {**MONTH, "Satuan": "orang", **TARGETS},
    ),
    "diseases": Report(
        {"desa_id": CODE, "penyakit": DISEASE, "jumlah_penderita": COUNT},
        tuple((code, name, 12) for code in VILLAGES[:2] for name in ("DBD", "Malaria")),
        MONTH,
    ),
    "pupils": Report(
        {f"{kind}_{level}": COUNT for level in LEVELS for kind in ("siswa", "anak_usia")},
        ((30, 40, 100, 120, 55, 60, 40, 50),),
        {"Kode Desa": VILLAGES[0], "Semester": 1, "Tahun": 2025},
    ),
    "accounts": Report(
        {"no_akun": NAME, "nama_akun": NAME, "jumlah": RUPIAH},
        (("4.1", "Pendapatan", 25_000_000), ("5.1", "Pegawai", 9_000_000), ("5.2", "Barang", 7_500_000)),
        TOLD,
    ),
    "budget": Report(
        dict.fromkeys(("total_anggaran", "total_belanja", *SPENDING), RUPIAH),
        ((1_000_000_000, 900_000_000, 400_000_000, 300_000_000, 150_000_000, 50_000_000),),
        TOLD,
    ),
    "facilities": Report(
        {"desa_id": CODE, "nama": NAME, "jumlah": COUNT, "kategori": CATEGORY},
        tuple((code, f"Gereja {name}", 1, "gereja") for code in VILLAGES[:2] for name in ("Satu", "Dua")),
        {},
    ),
}


@pytest.fixture(scope="module")
def office() -> Iterator[SmallOffice]:
    with small_office() as small:
        yield small


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", REPORTS)
def test_one_round_is_enough(office: SmallOffice, name: str, seed: int) -> None:
    report, chance = REPORTS[name], random.Random(f"{name} {seed}")
    truth = report.book(with_cover=True)
    wanted = _loaded(_anew(office), saved(truth))
    sent = report.book(with_cover=True)
    _plant(sent["Laporan"], report, chance, chance.choice((1, 3, 5)))

    here = _anew(office)
    here.receive(saved(sent))
    mended = opened(here.returned()[0].workbook)
    _obey(mended, truth["Laporan"])
    assert _loaded(here, saved(mended)) == wanted
    assert here.open_returns() == []


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if report.told])
def test_what_no_cover_says_is_filled_in_on_the_summary(office: SmallOffice, name: str) -> None:
    report = REPORTS[name]
    wanted = _loaded(_anew(office), saved(report.book(with_cover=True)))
    here = _anew(office)
    here.receive(saved(report.book(with_cover=False)))
    mended = opened(here.returned()[0].workbook)
    period = f"2025-S{report.told['Semester']}" if "Semester" in report.told else "2025-05"
    for row in mended["Ringkasan"].iter_rows():
        answer = {**report.told, "Periode": period}.get(row[0].value)
        if answer is not None and row[1].value is None:
            row[1].value = answer
    assert _loaded(here, saved(mended)) == wanted
    assert here.open_returns() == []


def _anew(office: SmallOffice) -> SmallOffice:
    """An office to which nothing has come, with the same children."""
    return SmallOffice(office.reader, office.writer)


def _plant(sheet: Worksheet, report: Report, chance: random.Random, number: int) -> None:
    kinds = list(report.kinds.values())
    places = [
        (HEADER_ROW + 1 + row, column)
        for row in range(len(report.rows))
        for column, kind in enumerate(kinds, start=1)
        if kind in FAULTS
    ]
    for row, column in chance.sample(places, min(number, len(places))):
        sheet.cell(row, column).value = chance.choice(FAULTS[kinds[column - 1]])


def _obey(book: Workbook, truth: Worksheet) -> None:
    """Write the true value into every cell that the summary lists, and nothing anywhere else."""
    for row in book["Ringkasan"].iter_rows():
        sheet, cells, severity = (cell.value for cell in row[1:4])
        if sheet == "Laporan" and severity in SEVERITY_WORDS.values():
            for cell in str(cells).split(", "):
                book["Laporan"][cell].value = truth[cell].value


def _loaded(office: SmallOffice, content: bytes) -> list[dict[str, Any]]:
    """What the rows of a file say, all of which are loaded now or were before."""
    delivery: Delivery = office.receive(content, CORRECTED)
    staged, _ = office.judged()
    assert set(office.rows_of(delivery)) <= {"loaded", "duplicate"}, office.findings_of(delivery)
    ours = {"row_id", "sheet_id", "sheet_no", "row_number", "file_sha256", "delivery_no", "received_on"}
    rows = [row for table in staged.rows.values() for row in of(delivery, table)]
    return [{name: value for name, value in row.items() if name not in ours} for row in rows]
