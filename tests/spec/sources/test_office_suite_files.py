"""Workbooks as an office suite saves them, in each of its formats: what the sheet shows is what is read.

One workbook with a report a sheet is written by a program that calculates nothing, and saved anew by LibreOffice.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from grids import area_index, delivery
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from sources.books.reader import BookReader
from sources.staging.stage import Staged, stage

FORMATS = {"xlsx": "xlsx", "ods": "ods", "xls": "xls:MS Excel 97"}
NAMOSAIN, NAIKOTEN = "53.71.01.1001", "53.71.06.1001"

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
Read = Callable[[str], Staged]


def _deaths(sheet: Worksheet) -> None:
    for line in (
        ["LAPORAN KEMATIAN IBU DAN BAYI", None, None],
        [None, None, None],
        ["desa_id", "Jumlah", None],
        [None, "AKI", "AKB"],
        [NAMOSAIN, 0, "=1+1"],
        [NAIKOTEN, 1, "=1/0"],
        [None, None, None],
        ["53.71.01.1002", 0, 0],
        ["Jumlah", "=SUM(B5:B8)", 2],
        ["Mengetahui,", None, "Kupang, 5 Juni 2025"],
    ):
        sheet.append(line)
    for merged in ("A1:C1", "A3:A4", "B3:C3"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[6].hidden = True


def _immunisation(sheet: Worksheet) -> None:
    sheet.append(["desa_id", "Cakupan Imunisasi (%)"])
    for village, share in ((NAMOSAIN, 0.855), (NAIKOTEN, 0.85512)):
        sheet.append([village, share])
        sheet.cell(sheet.max_row, 2).number_format = "0.0%"


def _facilities(sheet: Worksheet) -> None:
    sheet.append(["desa_id", "nama", "jumlah", "kategori"])
    sheet.append([NAMOSAIN, "Posyandu Melati", 2, "Posyandu"])
    sheet.append([None, "Gereja Contoh", None, "Gereja"])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("C2:C3")
    sheet.column_dimensions["C"].hidden = True


def _cover(sheet: Worksheet) -> None:
    for line in (["Bulan", "Mei"], ["Tahun", 2025], ["Tanggal Laporan", date(2025, 6, 2)]):
        sheet.append(line)


def messy_workbook() -> bytes:
    """A workbook with three reports, a cover and a hidden list; its formulas have no results."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, fill in (("AKI AKB", _deaths), ("Imunisasi", _immunisation), ("Sarana", _facilities), ("Sampul", _cover)):
        fill(book.create_sheet(name))
    book.create_sheet("Daftar").append(["Ya"])
    book["Daftar"].sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def read() -> Iterator[Callable[[bytes], Staged]]:
    """What staging makes of a file; its hidden list keeps it in the vault."""
    with BookReader() as reader:
        yield lambda content: stage([(delivery(), content)], area_index(), reader)[True]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, read: Callable[[bytes], Staged]) -> Read:
    """What is read of the workbook as LibreOffice saved it, by format."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "laporan.xlsx").write_bytes(messy_workbook())
    with ThreadPoolExecutor() as at_once:
        list(at_once.map(partial(_convert, folder), FORMATS.values()))
    parts = {form: read((folder / "saved" / f"laporan.{form}").read_bytes()) for form in FORMATS}
    return parts.__getitem__


def _convert(folder: Path, form: str) -> None:
    options = ["--headless", f"-env:UserInstallation=file://{folder}/{form[:4]}", "--convert-to", form]
    subprocess.run(
        ["soffice", *options, "--outdir", str(folder / "saved"), str(folder / "laporan.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )


def _rows(part: Staged, source: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in part.rows[source].sort_by("row_number").to_pylist()]


def _statuses(part: Staged, column: str) -> list[str]:
    return [cell["cell_status"] for cell in part.cells.to_pylist() if cell["column_name"] == column]


@needs_office
@pytest.mark.parametrize("form", FORMATS)
def test_merged_headers_formulas_totals_and_signatures(saved: Read, form: str) -> None:
    part = saved(form)
    assert _rows(part, "village_deaths", "row_number", "maternal_deaths", "infant_deaths", "period") == [
        (5, 0, 2, "2025-05"),
        (6, 1, None, "2025-05"),
        (8, 0, 0, "2025-05"),
    ]
    assert {row["reported_on"] for row in part.rows["village_deaths"].to_pylist()} == {date(2025, 6, 2)}
    assert _statuses(part, "infant_deaths") == ["ok", "not_number", "ok"]


@needs_office
@pytest.mark.parametrize("form", FORMATS)
def test_percentages_are_what_the_sheet_shows(saved: Read, form: str) -> None:
    assert _rows(saved(form), "village_immunisation", "coverage") == [(85.5,), (85.512,)]


@needs_office
@pytest.mark.parametrize("form", FORMATS)
def test_a_merged_village_is_that_of_all_its_rows_and_a_merged_number_of_the_first(saved: Read, form: str) -> None:
    rows = _rows(saved(form), "village_facilities", "area_code_bps", "facility_name", "facility_count")
    assert rows == [("5371010011", "Posyandu Melati", 2), ("5371010011", "Gereja Contoh", None)]


@needs_office
@pytest.mark.parametrize("form", FORMATS)
def test_hidden_rows_and_sheets(saved: Read, form: str) -> None:
    sheets = saved(form).sheets.sort_by("sheet_no").to_pylist()
    assert [(sheet["layout"], sheet["read_status"]) for sheet in sheets] == [
        ("opendk_deaths", "ok"),
        ("opendk_immunisation", "ok"),
        ("opendk_facilities", "ok"),
        ("sampul", "ok"),
        (None, "ok"),
    ]
    assert [sheet["hidden_rows"] for sheet in sheets] == [1, 0, 0, 0, 0]
    assert [sheet["hidden_columns"] for sheet in sheets] == [None, None, "jumlah", None, None]


def test_a_workbook_that_nobody_calculated_says_so(read: Callable[[bytes], Staged]) -> None:
    part = read(messy_workbook())
    assert _statuses(part, "infant_deaths") == ["formula_uncomputed", "formula_uncomputed", "ok"]
    raws = [cell["raw"] for cell in part.cells.to_pylist() if cell["cell_status"] == "formula_uncomputed"]
    assert raws == ["=1+1", "=1/0"]
    assert _rows(part, "village_immunisation", "coverage") == [(85.5,), (85.512,)]


def _from_1904() -> bytes:
    """A workbook that counts days from 1904, with one that stands as a mere number."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["Tanggal Laporan", 45811 - 1462])
    sheet.append(["Bulan", "Mei 2025"])
    sheet.append(["Kode Desa", "Tracking ID", "Program", "Kategori", "Tanggal Laporan Masuk", "Tanggal Selesai"])
    sheet.append([NAMOSAIN, "T1", "PKH", "lainnya", 45789 - 1462, date(2025, 5, 15)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@needs_office
@pytest.mark.parametrize("form", FORMATS)
def test_a_workbook_says_from_which_day_it_counts(form: str, tmp_path: Path) -> None:
    (tmp_path / "laporan.xlsx").write_bytes(_from_1904())
    _convert(tmp_path, FORMATS[form])
    with BookReader() as reader:
        content = (tmp_path / "saved" / f"laporan.{form}").read_bytes()
        part = stage([(delivery(), content)], area_index(), reader)[False]
    (row,) = part.rows["complaints"].to_pylist()
    assert (row["received_complaint_on"], row["closed_on"]) == (date(2025, 5, 12), date(2025, 5, 15))
    assert part.sheets["reported_on"].to_pylist() == [date(2025, 6, 3)]
