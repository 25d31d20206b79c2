"""Columns such as Desa, Bulan and Tahun beside the figures, where a layout looks for them outside the table.

So the exports of OpenDK are made, which hold the reports of all months (OpenSID/OpenDK, app/Exports).
"""

from __future__ import annotations

from typing import Any

import pytest
from grids import grid, staged_file

from sources.texts import Cell

BUDGET: list[Cell] = [
    *("Total Anggaran", "Total Belanja", "Belanja Pegawai", "Belanja Barang Jasa"),
    *("Belanja Modal", "Belanja Tidak Langsung"),
]
AMOUNTS: list[Cell] = [1500000, 1400000, 400000, 500000, 300000, 200000]
PRESCHOOL: list[Cell] = ["Jumlah PAUD RA", "Jumlah Guru PAUD RA", "Jumlah Siswa PAUD RA"]
NAMOSAIN = "5371010011"
VILLAGE = "53.71.01.1001"


def _sheet(*lines: list[Cell], **declared: str) -> dict[str, Any]:
    facts: dict[str, Any] = staged_file(grid(list(lines)), declared=declared)[False].sheets.to_pylist()[-1]
    return facts


def _budget(columns: list[Cell], *told: list[Cell], **declared: str) -> dict[str, Any]:
    return _sheet([*BUDGET, *columns], *([*AMOUNTS, *cells] for cells in told), village=VILLAGE, **declared)


@pytest.mark.parametrize(
    ("columns", "told", "declared", "status", "period"),
    [
        (["Bulan", "Tahun"], [["April", 2025]], None, "ok", "2025-04"),
        (["Bulan", "Tahun"], [[4, 2025]], None, "ok", "2025-04"),
        (["Bulan", "Tahun"], [["April", 2025]], "2025-04", "ok", "2025-04"),
        (["Bulan", "Tahun"], [["April", 2025]], "2025-05", "conflict", None),
        (["Bulan", "Tahun"], [["April", 2025], ["Mei", 2025]], None, "in_rows", None),
        (["Bulan", "Tahun"], [["April", 2025], ["Mei", 2025]], "2025", "in_rows", None),
        (["Bulan", "Tahun"], [["April", 2025], ["Mei", 2025]], "2025-05", "conflict", None),
        (["Bulan", "Tahun"], [["April", 2025], ["Mei", 2025]], "2024", "conflict", None),
        (["Bulan", "Tahun"], [["April", 2025], ["Mei", 2025], [None, 2025]], None, "conflict", None),
        (["Bulan", "Tahun"], [["April", 2025], ["Mei", 2025], [None, None]], None, "conflict", None),
        (["Bulan", "Tahun"], [["April", 2025], ["Mei", 2025], ["?", 2025]], None, "conflict", None),
        (["Bulan", "Tahun"], [["April", 2025], ["Agustus", 2025]], None, "conflict", None),
        (["Bulan", "Tahun"], [["April", 2025], ["April", 2025]], None, "ok", "2025-04"),
        (["Bulan"], [["April"]], "2025-04", "ok", "2025-04"),
        (["Bulan"], [["April"]], "2025-05", "conflict", None),
        (["Bulan"], [["April"]], None, "missing", None),
        (["Periode"], [["April 2025"]], None, "ok", "2025-04"),
        (["Periode"], [["Tahap 1"]], "2025-04", "ok", "2025-04"),
        (["Tahun"], [[2025]], "2025-04", "ok", "2025-04"),
        (["Tahun"], [[2024]], "2025-04", "conflict", None),
        (["Tahun"], [[2023], [2024]], "2025-04", "ok", "2025-04"),
        (["Bulan", "Tahun"], [["Tidak Diketahui", 2025]], "2025-04", "ok", "2025-04"),
    ],
)
def test_the_period(
    columns: list[Cell], told: list[list[Cell]], declared: str | None, status: str, period: str | None
) -> None:
    facts = _budget(columns, *told, **({"period": declared} if declared else {}))
    assert (facts["period_status"], facts["period"]) == (status, period)


def test_each_row_of_an_export_of_several_months_is_of_its_own() -> None:
    rows: list[list[Cell]] = [[VILLAGE, 0, number, month, 2025] for number, month in enumerate(("Januari", "Maret"))]
    lines: list[list[Cell]] = [["Kode Desa", "Jumlah AKI", "Jumlah AKB", "Bulan", "Tahun"], *rows]
    part = staged_file(grid(lines))[False]
    assert part.sheets["read_detail"].to_pylist() == [None]
    told = [
        (row["infant_deaths"], row["period"], str(row["period_end"]), str(row["due_on"]))
        for row in part.rows["village_deaths"].to_pylist()
    ]
    assert told == [(0, "2025-01", "2025-01-31", "2025-02-10"), (1, "2025-03", "2025-03-31", "2025-04-10")]
    named = staged_file(grid([["LAPORAN BULAN MARET 2025"], *lines]))[False]
    assert named.sheets["period_status"].to_pylist() == ["conflict"]


def test_the_half_year() -> None:
    lines: list[list[Cell]] = [[*PRESCHOOL, "Tahun", "Semester"], [2, 6, 40, 2024, 2]]
    assert _sheet(*lines, village=VILLAGE)["period"] == "2024-S2"


@pytest.mark.parametrize(
    ("told", "declared", "status", "area"),
    [
        (["Namosain"], None, "ok", NAMOSAIN),
        (["Namosain"], VILLAGE, "ok", NAMOSAIN),
        (["Alak"], VILLAGE, "conflict", None),
        (["Namosain", "Alak"], None, "conflict", None),
        (["Dusun I"], VILLAGE, "ok", NAMOSAIN),
    ],
)
def test_the_village(told: list[Cell], declared: str | None, status: str, area: str | None) -> None:
    lines: list[list[Cell]] = [[*BUDGET, "Desa"], *([*AMOUNTS, village] for village in told)]
    facts = _sheet(*lines, period="2025-04", **({"village": declared} if declared else {}))
    assert (facts["area_status"], facts["area_code_bps"]) == (status, area)


def test_a_year_of_birth_in_a_header_of_two_lines_is_no_year_of_the_report() -> None:
    card, nik = "9901010101000001", "9901010101900001"
    lines: list[list[Cell]] = [
        ["no_kk", "nik", "sex", "tanggallahir", "Lahir", None],
        [None, None, None, None, "Bulan", "Tahun"],
        [card, nik, 1, "1990-04-01", "April", 1990],
    ]
    part = staged_file(grid(lines), declared={"village": VILLAGE, "period": "2025-05"})[True]
    assert part.sheets["period_status"].to_pylist() == ["ok"]


def test_columns_that_told_of_the_report_are_used() -> None:
    facts = _budget(["Sumber", "Bulan", "Tahun"], ["DD", "April", 2025])
    assert facts["read_detail"] == "Sumber"


def test_of_many_periods_the_first_are_shown() -> None:
    months = ["Januari", "Februari", "Maret", "April", "Mei", "Juni"]
    facts = _budget(["Bulan", "Tahun"], *([month, 2025] for month in months), [None, 2025])
    assert facts["period_text"] == "Januari 2025 | Februari 2025 | Maret 2025 | April 2025 | \u2026"
    assert facts["period_cell"] == "G2"


EXPORTS: dict[str, tuple[list[Cell], list[Cell], str, dict[str, object]]] = {
    "village_deaths": (
        ["Kode Desa", "Jumlah AKI", "Jumlah AKB"],
        [VILLAGE, 0, 2],
        "Y-m-d",
        {"maternal_deaths": 0, "infant_deaths": 2},
    ),
    "village_immunisation": (["Kode Desa", "Cakupan Imunisasi"], [VILLAGE, 85], "Y-m-d", {"coverage": 85}),
    "village_epidemic": (["Nama Penyakit", "Jumlah Penderita"], ["DBD", 5], "d/m/Y", {"disease": "DBD", "patients": 5}),
    "village_sanitation": (
        ["Kode Desa", "Jumlah Toilet", "Jumlah Sanitasi"],
        [VILLAGE, 75, 80],
        "Y-m-d",
        {"toilet": 75, "sanitation": 80},
    ),
}


@pytest.mark.parametrize("source", EXPORTS)
def test_an_export_of_opendk_with_the_village_twice(source: str) -> None:
    headers, cells, form, values = EXPORTS[source]
    made = "2025-05-02 10:00:00" if form == "Y-m-d" else "02/05/2025 10:00:00"
    lines: list[list[Cell]] = [
        ["ID", "Nama Desa", *headers, "Bulan", "Tahun", "Tanggal Dibuat", "Tanggal Diperbarui"],
        [3, "Namosain", *cells, "April", 2025, made, made],
    ]
    part = staged_file(grid(lines), declared={"unit": "persen", "target": "100"})[False]
    assert part.sheets["read_detail"].to_pylist() == [None]
    (row,) = part.rows[source].to_pylist()
    assert {name: row[name] for name in values} == values
    assert (row["area_code_bps"], row["period"]) == (NAMOSAIN, "2025-04")


def test_of_the_code_and_the_name_of_a_village_the_code_counts() -> None:
    lines: list[list[Cell]] = [["Desa", "Kode Desa", "Jumlah AKI", "Jumlah AKB"], ["Merdeka", "53.71.06.1006", 0, 2]]
    part = staged_file(grid(lines), declared={"period": "2025-04"})[False]
    assert part.rows["village_deaths"]["area_code_bps"].to_pylist() == ["5371041004"]


def test_where_a_name_stands_twice_nobody_knows_which_counts() -> None:
    lines: list[list[Cell]] = [["Desa", "Desa", "Jumlah AKI", "Jumlah AKB"], ["Namosain", "Alak", 0, 2]]
    part = staged_file(grid(lines), declared={"period": "2025-04"})[False]
    assert part.sheets["read_status"].to_pylist() == ["header_twice"]


def test_the_quarter_in_a_column_of_a_register_is_that_of_the_file() -> None:
    header: list[Cell] = [
        *("nomor_induk_kependudukan", "nama_lengkap", "nomor_kartu_keluarga", "nama_kecamatan", "nama_desa_kelurahan"),
        *("desil_nasional", "pkh_flag", "bpnt_flag", "pbi_flag", "periode"),
    ]
    row: list[Cell] = [
        *("9901010101900001", "X", "9901010101000001", "Alak", "Namosain"),
        *(3, 1, 0, 1, "TW II 2025"),
    ]
    for declared, status in ((None, "ok"), ("2025-Q2", "ok"), ("2025-Q1", "conflict")):
        part = staged_file(grid([header, row]), declared={"period": declared} if declared else None)[True]
        assert (part.sheets["layout"].to_pylist(), part.sheets["period_status"].to_pylist()) == (
            ["dtsen_list"],
            [status],
        )
