"""A sheet without a cover: village and period stand above its table, as village offices write them."""

from __future__ import annotations

from typing import Any

import pytest
from grids import grid, staged_file

from sources.texts import Cell

PRESCHOOL: list[list[Cell]] = [["jumlah_paud_ra", "jumlah_guru_paud_ra", "jumlah_siswa_paud_ra"], [2, 6, 40]]
IMMUNISATION: list[list[Cell]] = [["desa_id", "cakupan_imunisasi"], ["53.71.01.1001", 85]]
NAMOSAIN, OEBELO = "5371010011", "5303120010"


def _sheet(*lines: list[Cell], **declared: str) -> dict[str, Any]:
    facts: dict[str, Any] = staged_file(grid(list(lines)), declared=declared)[False].sheets.to_pylist()[-1]
    return facts


@pytest.mark.parametrize(
    ("title", "village", "cell"),
    [
        ([["Kelurahan", "Namosain"]], NAMOSAIN, "B1"),
        ([["KELURAHAN", ":", "NAMOSAIN"]], NAMOSAIN, "C1"),
        ([["Kelurahan", ": Namosain"]], NAMOSAIN, "B1"),
        ([["Kelurahan : Namosain"]], NAMOSAIN, "A1"),
        ([["Nama Desa/Kelurahan : 53.71.01.1001"]], NAMOSAIN, "A1"),
        ([["Kabupaten/Kota : Kupang"], ["Kecamatan : Kupang Tengah"], ["Desa : Oebelo"]], OEBELO, "A3"),
        ([["Desa", "Oebelo", None, "Kecamatan", "Kupang Tengah"]], OEBELO, "B1"),
        ([["PEMERINTAH KABUPATEN KUPANG"], ["KECAMATAN KUPANG TENGAH"], ["DESA OEBELO"]], OEBELO, "A3"),
    ],
)
def test_the_village(title: list[list[Cell]], village: str, cell: str) -> None:
    facts = _sheet(*title, ["Semester I 2025"], [], *PRESCHOOL)
    assert (facts["area_status"], facts["area_code_bps"], facts["area_cell"]) == ("ok", village, cell)


@pytest.mark.parametrize(
    ("title", "text", "cell"),
    [
        ([["Bulan", "April 2025"]], "April 2025", "B1"),
        ([["Bulan : April"], ["Tahun : 2025"]], "April 2025", "A1"),
        ([["Desa", "Namosain", None, "Bulan/Tahun", "04/2025"]], "04/2025", "E1"),
        ([["LAPORAN CAKUPAN IMUNISASI BULAN APRIL 2025"]], "APRIL 2025", "A1"),
        ([["Cakupan imunisasi"], ["Periode April Tahun 2025"]], "April Tahun 2025", "A2"),
        ([["BULAN APRIL 2025 - DESA OEBELO"]], "APRIL 2025", "A1"),
        ([["LAPORAN CAKUPAN IMUNISASI BULAN IV 2025"]], "BULAN IV 2025", "A1"),
        ([["Bulan", "IV/2025"]], "Bulan IV/2025", "B1"),
        ([["Bulan : IV"], ["Tahun : 2025"]], "Bulan IV 2025", "A1"),
        ([["Bulan", 4, None, "Tahun Anggaran", 2025]], "2025-4", "B1"),
    ],
)
def test_the_period(title: list[list[Cell]], text: str, cell: str) -> None:
    facts = _sheet(*title, *IMMUNISATION)
    assert (facts["period_status"], facts["period_text"], facts["period_cell"]) == ("ok", text, cell)
    assert facts["period"] == "2025-04"


SCHOOLS: list[list[Cell]] = [
    [
        "Kode Desa",
        "NPSN",
        "Nama Sekolah",
        "Tahun Dibangun",
        "Ruang Kelas",
        "Rombel",
        "Peserta Didik",
        "Kondisi Bangunan",
    ],
    ["53.71.01.1001", "50300001", "SD Contoh", 1985, 6, 6, 182, "Baik"],
]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ([["DATA SEKOLAH TAHUN 2025"]], "2025"),
        ([["DATA SEKOLAH"], ["KECAMATAN ALAK"], ["TAHUN ANGGARAN 2025"]], "2025"),
        ([["DATA SEKOLAH SESUAI PERBUP NOMOR 3 TAHUN 2024"]], None),
        ([["DATA SEKOLAH JANUARI SAMPAI JUNI TAHUN 2025"]], None),
        ([["DATA SEKOLAH TAHUN 2024"], ["DIBANDINGKAN TAHUN 2025"]], None),
        ([["DATA SEKOLAH TAHUN AJARAN 2024/2025"]], None),
    ],
)
def test_the_year_of_a_yearly_list(title: list[list[Cell]], period: str | None) -> None:
    assert _sheet(*title, *SCHOOLS)["period"] == period


@pytest.mark.parametrize(
    "title",
    [
        [["Laporan menurut Peraturan Bupati Nomor 3 Tahun 2024"]],
        [["Bulan Mei 2025 (dibandingkan bulan April 2025)"]],
        [["LAPORAN BULAN APRIL 2025 S.D. MEI 2025"]],
        [["LAPORAN BULAN APRIL 2025 s/d BULAN MEI 2025"]],
        [["Keadaan bulan April 2025 - Juni 2025"]],
        [["Periode April 2025 sampai dengan Juni 2025"]],
        [["Bulan III 2025 s.d. V 2025"]],
        [["LAPORAN BULAN APRIL 2025 DAN MEI 2025"]],
        [["Tahun : 2025"]],
        [["Semester I 2025"]],
    ],
)
def test_a_title_that_names_no_single_month_agrees_with_everybody(title: list[list[Cell]]) -> None:
    facts = _sheet(*title, *IMMUNISATION, period="2025-05")
    assert (facts["period_status"], facts["period"]) == ("ok", "2025-05")


def test_a_title_of_another_month_or_village_is_asked_about() -> None:
    facts = _sheet(["Bulan : April 2025"], *IMMUNISATION, period="2025-05")
    assert (facts["period_status"], facts["period_text"], facts["period_cell"]) == (
        "conflict",
        "2025-05 | April 2025",
        "A1",
    )
    facts = _sheet(["Kelurahan Penkase Oeleta"], *PRESCHOOL, village="53.71.01.1001", period="2025-S1")
    assert (facts["area_status"], facts["area_code_bps"]) == ("conflict", None)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ([["KECAMATAN SULAMU"], ["KELURAHAN TARUS"]], "Kec. Sulamu (Kemendagri 53.01.07)"),
        ([["Kecamatan : Sulamu"], ["Desa : Tarus"]], "Kec. Sulamu (Kemendagri 53.01.07)"),
        ([["Kabupaten/Kota : Kota Kupang"], ["Desa : Tarus"]], "Kabupaten/Kota Kota Kupang"),
        ([["Kode Desa : 53.01.08.1007"], ["Nama Desa : Oebelo"]], "Desa Oebelo (Kemendagri 53.01.08.2010)"),
    ],
)
def test_a_village_in_a_place_that_does_not_hold_it_is_asked_about(title: list[list[Cell]], other: str) -> None:
    facts = _sheet(*title, ["Semester I 2025"], [], *PRESCHOOL)
    assert (facts["area_status"], facts["area_code_bps"]) == ("conflict", None)
    readings = (facts["area_reading_a"], facts["area_reading_b"])
    assert readings == ("Kel. Tarus, Kec. Kupang Tengah (BPS 5303120012)", other)


def test_a_village_under_its_former_district_or_beside_an_unknown_one_is_no_conflict() -> None:
    for district in ("Alor Barat Daya", "Abad Selatan", "Wilayah II"):
        facts = _sheet([f"Kecamatan : {district}"], ["Desa : Tribur"], ["Semester I 2025"], [], *PRESCHOOL)
        assert (district, facts["area_status"], facts["area_code_bps"]) == (district, "ok", "5307022003")


def test_the_regency_tells_namesakes_apart() -> None:
    facts = _sheet(["Kabupaten/Kota : Kabupaten Kupang"], ["Desa : Oebelo"], ["Semester I 2025"], [], *PRESCHOOL)
    assert (facts["area_status"], facts["area_code_bps"]) == ("ok", OEBELO)


def test_what_cannot_be_understood_counts_only_where_nobody_else_says_it() -> None:
    title: list[list[Cell]] = [["Desa : ........."], ["Kelurahan : Namosian"], ["Semester : tiga"]]
    facts = _sheet(*title, *PRESCHOOL, village="53.71.01.1001", period="2025-S1")
    assert (facts["area_status"], facts["period_status"]) == ("ok", "ok")
    alone = _sheet(*title, *PRESCHOOL)
    assert (alone["area_status"], alone["area_text"], alone["area_cell"]) == ("unknown", "Namosian", "A2")
    assert alone["area_reading_b"] == "Kel. Namosain, Kec. Alak (BPS 5371010011)"
    assert (alone["period_status"], alone["period_text"]) == ("invalid", "tiga")


def test_a_letterhead_of_one_of_several_villages_is_asked_about() -> None:
    facts = _sheet(["DESA OEBELO"], ["Semester I 2025"], *PRESCHOOL)
    assert (facts["area_status"], facts["area_text"], facts["area_cell"]) == ("ambiguous", "DESA OEBELO", "A1")
    assert _sheet(["DESA TERTINGGAL"], ["Semester I 2025"], *PRESCHOOL)["area_status"] == "missing"


def test_each_sheet_has_the_month_of_its_own_title() -> None:
    months = ("Januari", "Februari")
    sheets = [grid([[f"BULAN : {month} 2025"], *IMMUNISATION], month) for month in months]
    staged = staged_file(*sheets)[False]
    assert staged.sheets["period"].to_pylist() == ["2025-01", "2025-02"]
    assert sorted(staged.rows["village_immunisation"]["period"].to_pylist()) == ["2025-01", "2025-02"]


@pytest.mark.parametrize("label", ["Penyakit", "Jenis Penyakit", "Nama penyakit"])
def test_disease_unit_and_target_above_the_table(label: str) -> None:
    lines: list[list[Cell]] = [[f"{label} : DBD"], ["desa_id", "jumlah_penderita"], ["53.71.01.1001", 3]]
    epidemic = staged_file(grid(lines), declared={"period": "2025-05"})[False].rows["village_epidemic"]
    assert epidemic["disease"].to_pylist() == ["DBD"]
    lines = [["Satuan", "persen"], ["Sasaran", 245], *IMMUNISATION]
    rows = staged_file(grid(lines), declared={"period": "2025-05"})[False].rows["village_immunisation"].to_pylist()
    assert [(row["declared_unit"], row["declared_target"]) for row in rows] == [("persen", 245)]


def test_the_lines_of_a_header_are_no_title() -> None:
    lines: list[list[Cell]] = [["No", "Desa", "Cakupan"], [None, None, "Imunisasi"], [1, "53.71.01.1001", 85]]
    facts = _sheet(*lines, period="2025-05")
    assert facts["area_status"] in {"in_rows", "not_needed"}


@pytest.mark.parametrize("line", [["Sasaran 53.71.01.1001", 245], ["Sasaran 53.71.01.1001 : 245"], ["Sasaran", 245]])
def test_the_target_of_a_village(line: list[Cell]) -> None:
    lines: list[list[Cell]] = [["Bulan", "April 2025"], ["Satuan : persen"], line, *IMMUNISATION]
    (row,) = staged_file(grid(lines))[False].rows["village_immunisation"].to_pylist()
    assert (row["declared_target"], row["declared_unit"]) == (245, "persen")


DEATHS: list[list[Cell]] = [["desa_id", "jumlah_aki", "jumlah_akb"], ["53.71.01.1001", 4, 1]]


@pytest.mark.parametrize(
    "title",
    [
        "LAPORAN JANUARI - MEI 2025",
        "Bulan : Jan s/d Mei 2025",
        "KEADAAN S.D. BULAN MEI 2025",
        "sampai dengan bulan Mei 2025",
        "LAPORAN KUMULATIF KEMATIAN",
        "LAPORAN TRIWULAN II 2025",
        "LAPORAN BULAN APRIL DAN MEI 2025",
        "LAPORAN MINGGUAN MINGGU KE-20 TAHUN 2025",
        "Minggu II Bulan Mei 2025",
        "TANGGAL 1 S.D. 15 MEI 2025",
        "16 - 31 Mei 2025",
        "1 Mei s/d 14 Mei 2025",
    ],
)
def test_deaths_of_several_months_are_none_of_the_declared_month(title: str) -> None:
    facts = _sheet([title], *DEATHS, period="2025-05")
    assert (facts["period_status"], facts["period_cell"]) == ("conflict", "A1")
    assert facts["period_text"] == f"2025-05 | {title}"


@pytest.mark.parametrize(
    "title",
    [
        "LAPORAN BULAN MEI 2025",
        "1 - 31 Mei 2025",
        "1 Mei s/d 31 Mei 2025",
        "Data bukan kumulatif",
        "Tanggal s/d 31 Mei 2025",
        "Dilaporkan hari Minggu, 1 Juni 2025",
    ],
)
def test_a_title_of_one_month_is_no_span(title: str) -> None:
    facts = _sheet([title], *DEATHS, period="2025-05")
    assert (facts["period_status"], facts["period"]) == ("ok", "2025-05")


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("*) angka kumulatif Januari - Mei", "conflict"),
        ("Keterangan: data kumulatif s.d. Mei 2025", "conflict"),
        ("Catatan: bukan kumulatif", "ok"),
        ("Catatan: Januari - Mei sebanyak 7 kasus", "ok"),
        ("Catatan: kumulatif 7 orang", "ok"),
    ],
)
def test_a_note_below_the_table_may_say_that_its_deaths_are_of_several_months(note: str, status: str) -> None:
    facts = _sheet(*DEATHS, [note], period="2025-05")
    assert (facts["period_status"], facts["period_cell"]) == (status, "A3" if status == "conflict" else None)


@pytest.mark.parametrize(
    ("note", "status"),
    [
        (["Data bulan April 2025"], "conflict"),
        (["*) angka April 2025"], "conflict"),
        (["Keterangan :", "Data per April 2025"], "conflict"),
        (["Sumber: laporan bulan IV 2025"], "conflict"),
        (["Data tahun 2024"], "conflict"),
        (["Sumber: laporan Desa Oesao bulan April 2025"], "conflict"),
        (["Data bulan Mei 2025"], "ok"),
        (["Sumber: data Puskesmas Alak, Mei 2025"], "ok"),
        (["Data tahun 2025"], "ok"),
        (["Data bulan April 2025 menyusul"], "ok"),
        (["Oebelo, 5 Juni 2025"], "ok"),
        (["Sumber: Profil Desa Oebelo"], "ok"),
    ],
)
def test_a_note_below_the_table_may_say_that_its_figures_are_of_another_month(note: list[Cell], status: str) -> None:
    facts = _sheet(*DEATHS, note, period="2025-05")
    assert (facts["period_status"], facts["period_cell"]) == (status, "A3" if status == "conflict" else None)


def test_notes_that_say_several_months_are_asked_about() -> None:
    facts = _sheet(*DEATHS, ["Data bulan Mei 2025"], ["Data bulan April 2025"], period="2025-05")
    assert (facts["period_status"], facts["period_text"]) == ("conflict", "2025-05 | bulan Mei 2025 | bulan April 2025")


def test_a_note_alone_tells_no_period() -> None:
    assert _sheet(*DEATHS, ["Data bulan April 2025"])["period_status"] == "missing"


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("Sumber: laporan Desa Oesao", "conflict"),
        ("Sumber : Kantor Desa Oesao, Semester I 2025", "conflict"),
        ("Data Desa Oebelo", "ok"),
        ("Data desa ini sudah benar", "ok"),
        ("Sumber: Puskesmas Oesao", "ok"),
    ],
)
def test_a_note_below_the_table_may_name_another_village(note: str, status: str) -> None:
    title: list[list[Cell]] = [["Kecamatan : Kupang Tengah"], ["Desa : Oebelo"], ["Semester I 2025"]]
    facts = _sheet(*title, *PRESCHOOL, [note])
    assert facts["area_status"] == status


def test_shares_may_be_of_all_months_until_then() -> None:
    assert _sheet(["JANUARI - MEI 2025"], *IMMUNISATION, period="2025-05")["period_status"] == "ok"
