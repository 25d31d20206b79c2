"""Village, period, unit, target and disease come from the cover, the manifest or the file name; nobody is guessed."""

from __future__ import annotations

from typing import Any

import pytest
from grids import book, delivery, grid, staged, staged_file

from sources.texts import Cell

NAMOSAIN, NAMOSAIN_BPS = "53.71.01.1001", "5371010011"
PRESCHOOL: list[list[Cell]] = [["jumlah_paud_ra", "jumlah_guru_paud_ra", "jumlah_siswa_paud_ra"], [2, 6, 40]]
IMMUNISATION: list[list[Cell]] = [["desa_id", "cakupan_imunisasi"], [NAMOSAIN, 85], ["53.71.01.1002", 90]]


def _sheet(lines: list[list[Cell]], cover: list[list[Cell]] | None = None, **declared: str) -> dict[str, Any]:
    """The facts of the data sheet."""
    sheets = [grid(lines)] if cover is None else [grid(cover, "SAMPUL"), grid(lines)]
    facts: dict[str, Any] = staged_file(*sheets, declared=declared)[False].sheets.to_pylist()[-1]
    return facts


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Desa/Kelurahan", NAMOSAIN),
        ("Kode Desa :", NAMOSAIN),
        ("DESA", "kemendagri:53.71.01.1001"),
        ("kelurahan", "bps:5371010011"),
        ("Kode Desa/Kelurahan", "5371010011"),
        ("Kode Desa/Kel.", NAMOSAIN),
        ("Kelurahan/Desa", "Namosain"),
        ("Nama Ds/Kel", "Namosain"),
        ("Kel.", "Namosain"),
    ],
)
def test_the_village_of_the_cover(label: str, value: Cell) -> None:
    facts = _sheet(PRESCHOOL, [["Laporan", "PAUD"], [label, value]])
    assert (facts["area_status"], facts["area_code_bps"], facts["area_cell"]) == ("ok", NAMOSAIN_BPS, "Sampul!B2")


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("Kecamatan", "Kec. Kpg Tengah"),
        ("Kec.", "KUPANG TENGAH"),
        ("Kab/Kota", "Kab. Kupang"),
        ("Kabupaten/Kota", "KUPANG"),
        ("Kabupaten", "Kupang"),
        ("Kab.", "Kab. Kpg"),
    ],
)
def test_which_of_several_villages_of_a_name_is_told_beside_it(label: str, place: str) -> None:
    facts = _sheet(PRESCHOOL, [["Desa", "Oebelo"], [label, place]])
    assert (facts["area_status"], facts["area_code_bps"]) == ("ok", "5303120010")


def test_a_district_that_nobody_knows_does_not_keep_the_regency_from_telling() -> None:
    cover: list[list[Cell]] = [["Desa", "Oebelo"], ["Kecamatan", "Kuptengah"]]
    assert _sheet(PRESCHOOL, cover)["area_status"] == "ambiguous"
    assert _sheet(PRESCHOOL, [*cover, ["Kabupaten", "Kupang"]])["area_status"] == "ok"


@pytest.mark.parametrize(
    ("value", "status"),
    [("53.71.01.1099", "unknown"), ("5371041001", "ambiguous"), (53.71, "number"), ("53.71", "unknown")],
)
def test_a_village_that_cannot_be_told(value: Cell, status: str) -> None:
    facts = _sheet(PRESCHOOL, [["Desa/Kelurahan", value]])
    assert (facts["area_status"], facts["area_code_bps"], facts["area_cell"]) == (status, None, "Sampul!B1")


@pytest.mark.parametrize(
    ("cover", "village_at", "period_at"),
    [
        ([["Kelurahan", ": Namosain"], ["Bulan", ": Mei"], ["Tahun", ": 2025"]], "B1", "B2"),
        ([["Kelurahan : Namosain"], ["Bulan : Mei"], ["Tahun: 2025"]], "A1", "A2"),
        ([["Nama Desa/Kelurahan", ":", "Namosain"], ["Periode Laporan", None, "Mei 2025"]], "C1", "C2"),
        ([[None, "Nama Kelurahan", "Namosain"], [None, "Bulan Laporan:", "Mei 2025"]], "C1", "C2"),
    ],
)
def test_colons_stand_where_people_put_them(cover: list[list[Cell]], village_at: str, period_at: str) -> None:
    budget: list[list[Cell]] = [["no_akun", "nama_akun", "jumlah"], ["4.1", "Pendapatan", 1000]]
    facts = _sheet(budget, cover)
    assert (facts["area_status"], facts["area_code_bps"]) == ("ok", NAMOSAIN_BPS)
    assert (facts["period_status"], facts["period"]) == ("ok", "2025-05")
    assert (facts["area_cell"], facts["period_cell"]) == (f"Sampul!{village_at}", f"Sampul!{period_at}")


def test_a_code_counts_before_a_name() -> None:
    facts = _sheet(PRESCHOOL, [["Kelurahan", "Namosain Baru"], ["Kode Desa", NAMOSAIN]])
    assert (facts["area_status"], facts["area_cell"]) == ("ok", "Sampul!B2")


def test_no_village_and_no_period() -> None:
    facts = _sheet(PRESCHOOL)
    assert (facts["area_status"], facts["period_status"]) == ("missing", "missing")


@pytest.mark.parametrize(
    ("cover", "text", "period"),
    [
        ([["Semester", 1], ["Tahun", 2025]], "Semester 1 2025", "2025-S1"),
        ([["Semester", "II"], ["Tahun", "2024"]], "Semester II 2024", "2024-S2"),
        ([["Semester", "Smt I 2025"], ["Tahun", 2025]], "Smt I 2025", "2025-S1"),
        ([["Periode", "2025-S1"]], "2025-S1", "2025-S1"),
        ([["Smt.", "I"], ["Thn", 2025]], "Semester I 2025", "2025-S1"),
        ([["Periode", "Januari s/d Juni 2025"]], "Januari s/d Juni 2025", "2025-S1"),
    ],
)
def test_the_half_year_of_the_cover(cover: list[list[Cell]], text: str, period: str) -> None:
    facts = _sheet(PRESCHOOL, cover)
    assert (facts["period_status"], facts["period_text"], facts["period"]) == ("ok", text, period)
    assert facts["period_cell"] == "Sampul!B1"


@pytest.mark.parametrize(
    ("cover", "period"),
    [
        ([["Bulan", "Mei"], ["Tahun", 2025.0]], "2025-05"),
        ([["Bulan", 5.0], ["Tahun", 2025.0]], "2025-05"),
        ([["Bulan", "Mei 2025"], ["Tahun", 2025]], "2025-05"),
    ],
)
def test_the_month_of_the_cover(cover: list[list[Cell]], period: str) -> None:
    facts = _sheet(IMMUNISATION, cover)
    assert (facts["period_status"], facts["period"], facts["area_status"]) == ("ok", period, "in_rows")


@pytest.mark.parametrize(
    ("cover", "text"),
    [
        ([["Bulan", 13], ["Tahun", 2025]], "2025-13"),
        ([["Semester", 1], ["Tahun", 2025]], "2025"),
        ([["Periode", "2025-S1"]], "2025-S1"),
        ([["Periode", "2024/2025"]], "2024/2025"),
    ],
)
def test_a_period_that_is_none_of_this_report(cover: list[list[Cell]], text: str) -> None:
    facts = _sheet(IMMUNISATION, cover)
    assert (facts["period_status"], facts["period_text"], facts["period"]) == ("invalid", text, None)


def test_the_same_in_two_spellings_is_no_conflict() -> None:
    facts = _sheet(
        PRESCHOOL,
        [["Desa/Kelurahan", NAMOSAIN], ["Periode", "Smt I 2025"]],
        village="bps:5371010011",
        period="2025-S1",
    )
    assert (facts["area_status"], facts["period_status"]) == ("ok", "ok")


def test_cover_and_declaration_that_disagree_are_asked_back() -> None:
    facts = _sheet(
        PRESCHOOL,
        [["Desa/Kelurahan", NAMOSAIN], ["Periode", "2025-S1"]],
        village="53.71.01.1002",
        period="2024-S2",
    )
    assert (facts["area_status"], facts["area_code_bps"]) == ("conflict", None)
    assert (facts["area_reading_a"], facts["area_reading_b"]) == (NAMOSAIN, "53.71.01.1002")
    assert (facts["period_status"], facts["period"]) == ("conflict", None)
    assert facts["period_text"] == "2025-S1 | 2024-S2"


@pytest.mark.parametrize(
    ("cover", "declared", "unit"),
    [
        ([["Satuan", "%"]], {}, "persen"),
        ([["Satuan", "Jiwa"]], {}, "orang"),
        ([["Satuan", "Kepala  Keluarga"]], {}, "kk"),
        ([["Satuan", "ekor"]], {}, "ekor"),
        ([["Satuan", "persen"]], {"unit": "%"}, "persen"),
        ([["Satuan", "persen"]], {"unit": "orang"}, None),
        ([["Satuan", None]], {}, None),
    ],
)
def test_the_unit(cover: list[list[Cell]], declared: dict[str, str], unit: str | None) -> None:
    assert _sheet(IMMUNISATION, cover, **declared)["declared_unit"] == unit


@pytest.mark.parametrize(
    ("unit", "read"),
    [("orang", [("not_whole", None), ("ok", 1234.0)]), ("persen", [("ok", 12.5), ("ambiguous_number", None)])],
)
def test_where_persons_are_counted_there_is_no_half_of_one(unit: str, read: list[tuple[str, float | None]]) -> None:
    lines: list[list[Cell]] = [IMMUNISATION[0], [NAMOSAIN, "12,5"], ["53.71.01.1002", "1.234"]]
    part = staged_file(grid([["Satuan", unit]], "Sampul"), grid(lines))[False]
    statuses = [cell["cell_status"] for cell in part.cells.to_pylist() if cell["column_name"] == "coverage"]
    values = part.rows["village_immunisation"]["coverage"].to_pylist()
    assert list(zip(statuses, values, strict=True)) == read


def test_a_month_in_the_files_name_does_not_contradict_the_half_year_in_which_it_lies() -> None:
    cover: list[list[Cell]] = [["Semester", 1], ["Tahun", 2025]]
    facts = [_sheet(PRESCHOOL, cover, period=month) for month in ("2025-05", "2025-08")]
    assert [(each["period_status"], each["period"]) for each in facts] == [("ok", "2025-S1"), ("conflict", None)]


def _targets(lines: list[list[Cell]], cover: list[list[Cell]], **declared: str) -> list[float | None]:
    rows = staged_file(grid(cover, "Sampul"), grid(lines), declared=declared)[False].rows["village_immunisation"]
    targets: list[float | None] = rows["declared_target"].to_pylist()
    return targets


def test_each_village_has_the_target_of_its_line() -> None:
    assert _targets(IMMUNISATION, [["Sasaran 53.71.01.1001", 245], ["Sasaran 53.71.01.1002", "1.250"]]) == [245, 1250]


def test_one_target_is_not_shared_by_two_villages() -> None:
    assert _targets(IMMUNISATION, [["Sasaran", 245]]) == [None, None]


def test_the_only_target_is_that_of_the_only_row_whose_village_is_yet_to_be_mended() -> None:
    assert _targets([IMMUNISATION[0], ["53.71.01.9999", 85]], [["Sasaran", 245]]) == [245]
    assert _targets([IMMUNISATION[0], ["53.71.01.9999", 85], [None, 3]], [["Sasaran", 245]]) == [None, None]


def test_one_target_is_that_of_the_only_village() -> None:
    assert _targets(IMMUNISATION[:2], [["Sasaran", 245]]) == [245]
    assert _targets(IMMUNISATION[:2], [["Keterangan", "x"]], target="245") == [245]
    assert _targets(IMMUNISATION[:2], [["Sasaran", 245]], target="250") == [None]


def test_a_disease_on_the_cover_is_kept_beside_that_of_each_row() -> None:
    lines = grid([["desa_id", "penyakit", "jumlah_penderita"], ["53.71.04.1001", "Malaria", 3]])
    part = staged_file(lines, declared={"period": "2025-05", "disease": "demam berdarah"})[False]
    (row,) = part.rows["village_epidemic"].to_pylist()
    assert (row["disease"], row["declared_disease"]) == ("Malaria", "DBD")


def test_a_disease_by_any_of_its_names_or_as_in_the_row_above() -> None:
    names = ["dbd ", "sda", "Demam Berdarah Dengue", "idem", "DIARE", "Cacar monyet", "Nihil"]
    rows: list[list[Cell]] = [["53.71.04.1001", name, 3] for name in names]
    part = staged_file(grid([["desa_id", "penyakit", "jumlah_penderita"], *rows]), declared={"period": "2025-05"})[
        False
    ]
    assert part.rows["village_epidemic"]["disease"].to_pylist() == [*["DBD"] * 4, "Diare", "Cacar monyet", None]


def test_the_disease_is_declared_outside_the_table() -> None:
    lines: list[list[Cell]] = [["desa_id", "jumlah_penderita"], [NAMOSAIN, 3]]
    both = staged(
        [
            (delivery(1), book(grid([["Penyakit", "DBD"]], "Sampul"), grid(lines))),
            (delivery(2, declared={"disease": "Diare"}), book(grid(lines))),
            (delivery(3), book(grid(lines))),
        ]
    )
    diseases = both[False].rows["village_epidemic"]["disease"].to_pylist()
    assert sorted(diseases, key=str) == ["DBD", "Diare", None]


def test_a_report_without_a_period_counts_for_the_month_of_receipt() -> None:
    facts = _sheet([["desa_id", "nama", "jumlah", "kategori"], [NAMOSAIN, "Posyandu X", 1, "posyandu"]])
    assert (facts["period_status"], facts["period"], facts["due_on"]) == ("not_needed", "2025-06", None)
