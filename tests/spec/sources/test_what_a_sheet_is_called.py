"""Names of sheets: a workbook with a sheet a month, a village or a disease says it nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from grids import grid, staged_file

from sources.books.book import Grid
from sources.texts import Cell

DEATHS: list[list[Cell]] = [["desa_id", "jumlah_aki", "jumlah_akb"], ["53.71.01.1001", 0, 1]]
PRESCHOOL: list[list[Cell]] = [["jumlah_paud_ra", "jumlah_guru_paud_ra", "jumlah_siswa_paud_ra"], [2, 6, 40]]
EPIDEMIC: list[list[Cell]] = [["desa_id", "jumlah_penderita"], ["53.71.01.1001", 7]]
NAMOSAIN, ALAK, OEBELO = "5371010011", "5371010004", "5303120010"


def _facts(*sheets: Grid, **declared: str) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = staged_file(*sheets, declared=declared)[False].sheets.to_pylist()
    return [each for each in facts if each["layout"] != "sampul"]


def _periods(*sheets: Grid, **declared: str) -> list[tuple[str, str | None]]:
    return [(each["period_status"], each["period"]) for each in _facts(*sheets, **declared)]


def _areas(*sheets: Grid, **declared: str) -> list[tuple[str, str | None]]:
    return [(each["area_status"], each["area_code_bps"]) for each in _facts(*sheets, **declared)]


def _cover(*lines: list[Cell]) -> Grid:
    return grid(list(lines), "Sampul")


@pytest.mark.parametrize(
    "name", ["Mei", "MEI", "Data Mei", "Mei_AKI", "Mei (2)", "Bulan 5", "Bln V", "Mei 2025", "Mei25", "05-2025"]
)
def test_the_month_in_a_name(name: str) -> None:
    assert _periods(_cover(["Tahun", 2025]), grid(DEATHS, name)) == [("ok", "2025-05")]


@pytest.mark.parametrize("name", ["Sheet1", "Data", "AKI", "I", "5", "Maretha", "Rekap Jan", "Mei Juni"])
def test_a_name_that_tells_no_month(name: str) -> None:
    assert _periods(grid(DEATHS, name), period="2025-05") == [("ok", "2025-05")]
    assert _periods(grid(DEATHS, name)) == [("missing", None)]


def test_each_sheet_is_of_the_month_that_it_is_called() -> None:
    months = ["Januari", "Februari", "Maret", "Mei"]
    sheets = [grid(DEATHS, month) for month in months]
    found = [("ok", f"2025-0{number}") for number in (1, 2, 3, 5)]
    assert _periods(_cover(["Tahun", 2025]), *sheets) == found
    titled = [grid([["LAPORAN KEMATIAN TAHUN 2025"], *DEATHS], month) for month in months]
    assert _periods(*titled) == found


@pytest.mark.parametrize(
    ("title", "declared"),
    [([], {"period": "2025-05"}), ([["LAPORAN BULAN MEI 2025"]], {}), ([["Bulan : Mei"], ["Tahun : 2025"]], {})],
)
def test_a_sheet_called_by_another_month_is_asked_about(title: list[list[Cell]], declared: dict[str, str]) -> None:
    (facts,) = _facts(grid([*title, *DEATHS], "April"), **declared)
    assert (facts["period_status"], facts["period"]) == ("conflict", None)
    assert "April 2025" in facts["period_text"]
    (other_year,) = _facts(grid([*title, *DEATHS], "Mei 2024"), **declared)
    assert other_year["period_status"] == "conflict"


def test_of_sheets_called_by_months_only_that_of_the_cover_is_taken() -> None:
    sheets = [grid(DEATHS, month) for month in ("April", "Mei")]
    found = _periods(_cover(["Bulan", "Mei"], ["Tahun", 2025]), *sheets)
    assert found == [("conflict", None), ("ok", "2025-05")]


def test_a_month_without_a_year_is_asked_about_by_its_name() -> None:
    (facts,) = _facts(grid(DEATHS, "Januari"))
    assert (facts["period_status"], facts["period_text"]) == ("invalid", "Januari")


@pytest.mark.parametrize("name", ["Jan-Mei", "Januari - Mei 2025", "s.d. Mei", "Kumulatif", "Triwulan I"])
def test_deaths_on_a_sheet_called_by_several_months_are_asked_about(name: str) -> None:
    assert _periods(grid(DEATHS, name), period="2025-05") == [("conflict", None)]


def test_a_year_above_the_table_in_which_the_period_does_not_lie_is_asked_about() -> None:
    for title in ("Tahun : 2024", "LAPORAN KEMATIAN TAHUN 2024"):
        assert _periods(grid([[title], *DEATHS]), period="2025-05") == [("conflict", None)]
        assert _periods(grid([[title], *DEATHS]), period="2024-05") == [("ok", "2024-05")]
        assert _periods(grid([[title], ["BULAN MEI 2025"], *DEATHS])) == [("conflict", None)]


def test_half_years() -> None:
    sheets = [grid(PRESCHOOL, name) for name in ("Semester 1", "Smt II")]
    cover = _cover(["Desa", "53.71.01.1001"], ["Tahun", 2024])
    assert _periods(cover, *sheets) == [("ok", "2024-S1"), ("ok", "2024-S2")]
    of_half = _cover(["Desa", "53.71.01.1001"], ["Semester", 1], ["Tahun", 2025])
    assert _periods(of_half, grid(PRESCHOOL, "Mei")) == [("ok", "2025-S1")]
    assert _periods(of_half, grid(PRESCHOOL, "Agustus")) == [("conflict", None)]
    assert _periods(of_half, grid(PRESCHOOL, "2024")) == [("conflict", None)]


@pytest.mark.parametrize(
    ("cover", "name", "found"),
    [
        ([], "Namosain", ("ok", NAMOSAIN)),
        ([], "KEL. NAMOSAIN", ("ok", NAMOSAIN)),
        ([["Desa", "53.71.01.1001"]], "Namosain", ("ok", NAMOSAIN)),
        ([["Desa", "53.71.01.1001"]], "Alak", ("conflict", None)),
        ([["Desa", "53.71.01.1001"]], "Mawar", ("ok", NAMOSAIN)),
        ([["Desa", "53.71.01.1001"]], "PAUD", ("ok", NAMOSAIN)),
        ([["Kabupaten", "Kupang"]], "Oebelo", ("ok", OEBELO)),
        ([], "Oebelo", ("ambiguous", None)),
        ([], "PAUD", ("missing", None)),
    ],
)
def test_the_village_in_a_name(cover: list[list[Cell]], name: str, found: tuple[str, str | None]) -> None:
    assert _areas(_cover(["Semester", 1], ["Tahun", 2025], *cover), grid(PRESCHOOL, name)) == [found]


def test_a_sheet_a_village() -> None:
    sheets = [grid(PRESCHOOL, name) for name in ("Namosain", "Alak")]
    assert _areas(_cover(["Semester", 1], ["Tahun", 2025]), *sheets) == [("ok", NAMOSAIN), ("ok", ALAK)]


OF_NAMOSAIN = "53.71.01.1001"


@pytest.mark.parametrize(
    ("codes", "name", "status"),
    [
        ([OF_NAMOSAIN], "Namosain", "in_rows"),
        ([OF_NAMOSAIN], "Kel. Penkase Oeleta", "conflict"),
        ([OF_NAMOSAIN, OF_NAMOSAIN], "Penkase Oeleta", "conflict"),
        ([OF_NAMOSAIN, "53.71.01.1002"], "Manutapen", "in_rows"),
        # the kecamatan in which it lies has the name of a kelurahan, too
        ([OF_NAMOSAIN], "Alak", "in_rows"),
        # a village of another regency may share its name with a posyandu
        ([OF_NAMOSAIN], "Oebelo", "in_rows"),
        (["53.01.05.2007"], "Oesao", "conflict"),
        ([OF_NAMOSAIN], "Data", "in_rows"),
        (["53.71.99.1001"], "Penkase Oeleta", "in_rows"),
    ],
)
def test_a_sheet_called_by_another_village_than_that_of_all_its_rows(codes: list[str], name: str, status: str) -> None:
    table: list[list[Cell]] = [DEATHS[0], *([code, 0, 1] for code in codes)]
    (facts,) = _facts(grid(table, name), period="2025-05")
    assert facts["area_status"] == status


def test_a_note_below_rows_of_one_village_may_name_another() -> None:
    for note, status in (("Penkase Oeleta", "conflict"), ("Namosain", "in_rows")):
        (facts,) = _facts(grid([*DEATHS, [f"Sumber: laporan Kelurahan {note}"]]), period="2025-05")
        assert (facts["area_status"], facts["area_cell"]) == (status, "A3" if status == "conflict" else None)


def _diseases(*sheets: Grid, **declared: str) -> list[str | None]:
    rows = staged_file(*sheets, declared={"period": "2025-05", **declared})[False].rows["village_epidemic"]
    found: list[str | None] = rows["disease"].to_pylist()
    return found


def test_a_sheet_a_disease() -> None:
    assert _diseases(grid(EPIDEMIC, "DBD"), grid(EPIDEMIC, "Kasus Malaria")) == ["DBD", "Malaria"]
    assert _diseases(grid(EPIDEMIC, "Malaria"), disease="DBD") == [None]
    assert _diseases(grid(EPIDEMIC, "DBD"), disease="Demam Berdarah") == ["DBD"]


@pytest.mark.parametrize(
    ("title", "disease"),
    [
        ("LAPORAN KASUS DBD BULAN MEI 2025", "DBD"),
        ("DATA PENDERITA DEMAM BERDARAH DENGUE (DBD)", "DBD"),
        ("Laporan Diare Akut, Kelurahan Namosain", "Diare"),
        ("LAPORAN HIV/AIDS", "HIV/AIDS"),
        ("Laporan Covid-19", "COVID-19"),
        ("LAPORAN DBD DAN MALARIA", None),
        ("LAPORAN DBD DAN FLU SINGAPURA", None),
        ("LAPORAN ISPA, FLU", None),
        ("LAPORAN PENYAKIT NON DBD", None),
        ("LAPORAN SUSPEK DBD", None),
        ("REKAP PENYAKIT (DBD DLL)", None),
        ("LAPORAN HEPATITIS B", None),
        ("LAPORAN PENYAKIT MENULAR", None),
        ("LAPORAN TBI", None),
    ],
)
def test_the_disease_in_a_title(title: str, disease: str | None) -> None:
    assert _diseases(grid([[title], *EPIDEMIC])) == [disease]


def test_a_title_of_another_disease_is_asked_about() -> None:
    lines: list[list[Cell]] = [["LAPORAN KASUS MALARIA"], *EPIDEMIC]
    assert _diseases(grid(lines), disease="DBD") == [None]
    assert _diseases(grid(lines), disease="malaria") == ["Malaria"]
    several: list[list[Cell]] = [
        ["LAPORAN DBD"],
        ["desa_id", "penyakit", "jumlah_penderita"],
        ["53.71.01.1001", "Diare", 1],
    ]
    rows = staged_file(grid(several), declared={"period": "2025-05"})[False].rows["village_epidemic"].to_pylist()
    assert [(row["disease"], row["declared_disease"]) for row in rows] == [("Diare", None)]


@pytest.mark.parametrize(
    ("name", "title", "stages", "status"),
    [
        ("Tahap 2", [], ["Tahap 1", "I"], "stage_differs"),
        ("Data", [["DAFTAR PENERIMA BANSOS TAHAP II TAHUN 2025"]], ["1", "1"], "stage_differs"),
        ("Tahap 1", [], ["Tahap 1", "1"], "ok"),
        ("Tahap 2", [], ["1", "2"], "ok"),
        ("Tahap 1-2", [], ["2", "2"], "ok"),
        ("Tahap 1", [["DAFTAR TAHAP 2"]], ["2", "2"], "ok"),
        ("Data", [], ["2", "2"], "ok"),
    ],
)
def test_a_sheet_called_by_another_instalment_than_that_of_all_its_rows(
    name: str, title: list[list[Cell]], stages: list[str], status: str
) -> None:
    header: list[Cell] = ["NIK KTP", "NAMA PENERIMA", "NM KEL", "NM KEC", "BANSOS", "TAHAP", "STATUS", "NOMINAL"]
    rows: list[list[Cell]] = [
        [f"990101010190000{n}", "A", "Namosain", "Alak", "PKH", stage, "SUDAH CAIR", 300000, "12/05/2025"]
        for n, stage in enumerate(stages, start=1)
    ]
    part = staged_file(grid([*title, [*header, "TANGGAL"], *rows], name), declared={"period": "2025-05"})[True]
    found = [cell["cell_status"] for cell in part.cells.to_pylist() if cell["column_name"] == "stage"]
    assert found == [status, status]
