"""Sheets as people send them: each case is a picture of the grid and what is read of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from grids import as_csv, grid, staged_file

from sources.texts import Cell

Lines = list[list[Cell]]

NAMOSAIN, NAIKOTEN = "53.71.01.1001", "53.71.06.1001"
NAMOSAIN_BPS = "5371010011"
DEATHS: Lines = [["desa_id", "jumlah_aki", "jumlah_akb"]]
DROPOUT_TOP: list[Cell] = ["PAUD/RA", None, "SD/MI", None, "SMP/MTs", None, "SMA/MA", None]
DROPOUT_PARTS: list[Cell] = ["siswa", "anak usia"] * 4
DROPOUT_ROW: list[Cell] = [10, 20, 90, 95, 40, 50, 30, 45]
DROPOUT: dict[str, object] = {"pupils_paud_ra": 10, "children_paud_ra": 20, "pupils_sd_mi": 90, "children_sma_ma": 45}


def rows_of(lines: Lines, source: str, declared: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Typed rows of the sheet, in which every used row is accounted for."""
    part = staged_file(grid(lines), declared=declared)[False]
    rows: list[dict[str, Any]] = part.rows[source].sort_by("row_number").to_pylist()
    (sheet,) = part.sheets.to_pylist()
    used = sum(any(cell is not None for cell in line) for line in lines)
    assert (sheet["read_status"], sheet["rows_read"]) == ("ok", used)
    assert sheet["rows_layout"] == used - len(rows)
    return rows


HEADERS: dict[str, tuple[Lines, str, dict[str, object]]] = {
    "a header below a title, a place and blank lines": (
        [["LAPORAN KEMATIAN"], ["Kecamatan Alak"], [None], [None], *DEATHS, [NAMOSAIN, 0, 2]],
        "village_deaths",
        {"maternal_deaths": 0, "infant_deaths": 2},
    ),
    "a group above its parts": ([DROPOUT_TOP, DROPOUT_PARTS, DROPOUT_ROW], "village_dropout", DROPOUT),
    "a group above its parts, below a title": (
        [["PUTUS SEKOLAH", *[None] * 7], DROPOUT_TOP, DROPOUT_PARTS, DROPOUT_ROW],
        "village_dropout",
        DROPOUT,
    ),
    "parts above their group's name": (
        [
            ["Siswa", None, None, None, "Anak usia", None, None, None],
            ["PAUD/RA", "SD/MI", "SMP/MTs", "SMA/MA"] * 2,
            [10, 90, 40, 30, 20, 95, 50, 45],
        ],
        "village_dropout",
        DROPOUT,
    ),
    "a title of some columns above a group and its parts": (
        [["desa_id", "Kematian", None], [None, "Jumlah", None], [None, "AKI", "AKB"], [NAMOSAIN, 0, 2]],
        "village_deaths",
        {"maternal_deaths": 0, "infant_deaths": 2, "area_code_bps": NAMOSAIN_BPS},
    ),
    "units in a line of their own": (
        [[*DEATHS[0]], [None, "(orang)", "(jiwa)"], [NAMOSAIN, 0, 2]],
        "village_deaths",
        {"maternal_deaths": 0, "infant_deaths": 2, "area_code_bps": NAMOSAIN_BPS},
    ),
    "units below two lines, merged ones repeated, and numbers of columns": (
        [
            ["desa_id", "Jumlah", None],
            ["desa_id", "AKI", "AKB"],
            ["desa_id", "(orang)", "(orang)"],
            [1, 2, 3],
            [NAMOSAIN, 0, 2],
        ],
        "village_deaths",
        {"maternal_deaths": 0, "infant_deaths": 2, "area_code_bps": NAMOSAIN_BPS},
    ),
    "thousands of rupiah in a line of their own": (
        [["no_akun", "nama_akun", "jumlah"], [None, None, "Rp ribu"], ["4.1", "Pendapatan", 1500]],
        "village_apbdes",
        {"amount_idr": 1_500_000.0},
    ),
    "a percentage in a line of its own": (
        [["desa_id", "cakupan_imunisasi"], [None, "(%)"], [NAMOSAIN, 85]],
        "village_immunisation",
        {"coverage": 85.0, "declared_unit": "persen"},
    ),
    "a heading merged over both lines beside a group": (
        [["desa_id", "Jumlah", None], [None, "AKI", "AKB"], [NAMOSAIN, 0, 2]],
        "village_deaths",
        {"maternal_deaths": 0, "infant_deaths": 2, "area_code_bps": NAMOSAIN_BPS},
    ),
    "numbers of the columns below the header": (
        [*DEATHS, [1, 2, 3], [NAMOSAIN, 0, 2]],
        "village_deaths",
        {"maternal_deaths": 0, "infant_deaths": 2},
    ),
    "numbers of eight columns below a header without codes": (
        [DROPOUT_TOP, DROPOUT_PARTS, [1, 2, 3, 4, 5, 6, 7, 8], DROPOUT_ROW],
        "village_dropout",
        DROPOUT,
    ),
    "a unit that its column has": (
        [["desa_id", "Jumlah AKI (orang)", "Jumlah AKB (jiwa)"], [NAMOSAIN, 0, 2]],
        "village_deaths",
        {"maternal_deaths": 0, "infant_deaths": 2},
    ),
    "a percentage in a header declares the unit": (
        [["desa_id", "Cakupan Imunisasi (%)"], [NAMOSAIN, "85,5"]],
        "village_immunisation",
        {"coverage": 85.5, "declared_unit": "persen"},
    ),
    "rupiah in a header": (
        [["no_akun", "nama_akun", "Jumlah (Rp)"], ["4.1", "Pendapatan", "1.500.000"]],
        "village_apbdes",
        {"amount_idr": 1_500_000},
    ),
    "thousands of rupiah in a header": (
        [["no_akun", "nama_akun", "Jumlah (dalam ribuan rupiah)"], ["4.1", "Pendapatan", 1500]],
        "village_apbdes",
        {"amount_idr": 1_500_000},
    ),
    "invisible characters and apostrophes": (
        [["\ufeffdesa_id", "jumlah\u200b_aki", "jumlah\u00a0akb"], [f"'{NAMOSAIN}\u00a0", "\u200b0", "\u00a02 "]],
        "village_deaths",
        {"maternal_deaths": 0, "infant_deaths": 2, "area_code_bps": NAMOSAIN_BPS},
    ),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_header_is_found_however_it_is_laid_out(case: str) -> None:
    lines, source, expected = HEADERS[case]
    (row,) = rows_of(lines, source)
    assert {name: row[name] for name in expected} == expected


VILLAGES: Lines = [[NAMOSAIN, 0, 2], [NAIKOTEN, 1, 0]]
BELOW: dict[str, tuple[Lines, int]] = {
    "a total": ([["Jumlah", 1, 2]], 2),
    "a total in spaced letters": ([["J U M L A H", 1, 2]], 2),
    "totals in short": ([["Jlh.", 1, 2], ["Sub-Total", 1, 2]], 2),
    "figures after a blank line that lack their village": ([[None, None, None], [None, 1, "3"]], 3),
    "the number of a civil servant is no figure": ([[None, None, None], [None, None, "197012311998031001"]], 2),
    "a year below a signature": ([[None, None, None], ["Lurah Namosain", None, None], [None, None, 2025]], 2),
    "an average": ([["Rata-rata", 0.5, 1]], 2),
    "a signature right below": (
        [["Mengetahui,", None, "Kupang, 5 Juni 2025"], ["Camat Alak", None, "Pelapor"], ["NIP. 1", None, None]],
        2,
    ),
    "a place and a day right below": ([["Kupang, 5 Juni 2025", None, None], ["Lurah Namosain", None, None]], 2),
    "footnotes": ([["* angka sementara", None, None], ["Sumber: Puskesmas Alak", None, None]], 2),
    "a village after a blank line": ([[None, None, None], ["Kel. Naikoten I", 1, 1]], 3),
    "a village with one figure after a blank line": ([[None, None, None], ["Kel. Naikoten I", None, 1]], 3),
    "a village after a subtotal": ([["Sub jumlah", 1, 2], ["Kel. Naikoten I", 1, 1]], 3),
    "the header again, as on a second page": ([["Desa ID", "Jumlah AKI", "Jumlah AKB"], ["53.71.01.1002", 1, 1]], 3),
    "a kecamatan above its villages": ([["Kecamatan Kota Raja", None, None], ["53.71.01.1002", 1, 1]], 3),
    "a village without figures is data": ([["Kel. Naikoten I", None, None]], 3),
}


@pytest.mark.parametrize("case", BELOW)
def test_what_stands_among_and_below_the_data(case: str) -> None:
    lines, n_rows = BELOW[case]
    assert len(rows_of([*DEATHS, *VILLAGES, *lines], "village_deaths")) == n_rows


def test_a_total_beside_the_number_of_its_row() -> None:
    lines: Lines = [["No", *DEATHS[0]], [1, *VILLAGES[0]], [2, "Jumlah", 0, 2]]
    assert len(rows_of(lines, "village_deaths")) == 1


def test_a_record_that_lacks_its_number_is_not_lost_after_a_blank_line() -> None:
    header: Lines = [["NIK", "Nomor KK", "Kelamin", "Tanggal Lahir", "Desa/Kel", "Kecamatan", "Nama Penduduk"]]
    record: list[Cell] = ["9971010101010001", "P", "12/05/2005", "Namosain", "Alak"]
    lines = [*header, ["9971015001010001", *record], [None], [None, *record]]
    rows = staged_file(grid(lines))[True].rows["residents"]
    assert rows["nik"].to_pylist() == ["9971015001010001", None]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kel. Naikoten I", "5371031004"),
        ("NAIKOTEN SATU", "5371031004"),
        ("Naikoten I/1", "5371031004"),
        ("Desa/Kel. Naikoten 1", "5371031004"),
        ("Kelurahan Naikoten I (Satu)", "5371031004"),
        ("Kel. Namosain", NAMOSAIN_BPS),
    ],
)
def test_a_village_is_known_by_the_forms_of_its_name(name: str, code: str) -> None:
    (row,) = rows_of([*DEATHS, [name, 0, 0]], "village_deaths")
    assert row["area_code_bps"] == code


def test_oh_aem_with_any_apostrophe_is_one_village() -> None:
    lines: Lines = [*DEATHS, *([name, 0, 0] for name in ("Desa Oh'aem", "Ds. Oh\u2019aem", "OH`AEM", "Ohaem"))]
    codes = {row["area_code_bps"] for row in rows_of(lines, "village_deaths")}
    assert len(codes) == 1
    assert None not in codes


ASKED: dict[str, tuple[Lines, str, str]] = {
    "a fraction of one below percent: 0.855 or 85.5": (
        [["desa_id", "Cakupan Imunisasi (%)"], [NAMOSAIN, 0.855]],
        "coverage",
        "ambiguous_number",
    ),
    "Rp below thousands of rupiah: which of them holds": (
        [["no_akun", "nama_akun", "Jumlah (ribu rupiah)"], ["4.1", "Pendapatan", "Rp 1.500.000"]],
        "amount_idr",
        "ambiguous_number",
    ),
    "more thousands of rupiah than a village can have": (
        [["no_akun", "nama_akun", "Jumlah (ribu rupiah)"], ["4.1", "Pendapatan", 1_500_000_000]],
        "amount_idr",
        "ambiguous_number",
    ),
    "a formula that nobody calculated": (
        [*DEATHS, [NAMOSAIN, 0, "=SUM(A1:A9)"]],
        "infant_deaths",
        "formula_uncomputed",
    ),
    "a formula in the place of the village": ([*DEATHS, ["=A9", 0, 1]], "area_code_bps", "formula_uncomputed"),
    "a formula that failed": ([*DEATHS, [NAMOSAIN, 0, "#DIV/0!"]], "infant_deaths", "not_number"),
    "a footnote mark at a number": ([*DEATHS, [NAMOSAIN, 0, "2*"]], "infant_deaths", "not_number"),
    "a percentage below a number of persons": ([*DEATHS, [NAMOSAIN, 0, "85%"]], "infant_deaths", "other_unit"),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_is_not_certain_is_asked_and_never_guessed(case: str) -> None:
    lines, column, status = ASKED[case]
    cells = staged_file(grid(lines))[False].cells.to_pylist()
    assert [cell["cell_status"] for cell in cells if cell["column_name"] == column] == [status]


def test_a_unit_that_its_column_cannot_have_makes_a_strange_header() -> None:
    (sheet,) = staged_file(grid([["desa_id", "Jumlah Penderita (%)"], [NAMOSAIN, 5]]))[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["read_detail"]) == ("header_unknown", "Jumlah Penderita (%)")
    assert (sheet["read_cell"], sheet["read_hint"]) == ("B1", "jumlah_penderita")


def test_so_does_one_in_a_line_of_its_own() -> None:
    lines: Lines = [["desa_id", "jumlah_penderita"], [None, "%"], [NAMOSAIN, 5]]
    (sheet,) = staged_file(grid(lines))[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["read_cell"]) == ("header_unknown", "B2")


def test_two_units_that_differ_are_no_unit() -> None:
    lines: Lines = [["desa_id", "Sanitasi (%)", "Toilet (KK)"], [NAMOSAIN, 80, 75]]
    (row,) = rows_of(lines, "village_sanitation")
    assert row["declared_unit"] is None
    (row,) = rows_of([["desa_id", "Sanitasi (%)", "Toilet (%)"], [NAMOSAIN, 80, 75]], "village_sanitation")
    assert row["declared_unit"] == "persen"


def test_a_misspelt_part_of_a_two_line_header_is_named_with_its_group() -> None:
    parts: list[Cell] = ["siswa", "anak usia", "sswa", *DROPOUT_PARTS[3:]]
    (sheet,) = staged_file(grid([DROPOUT_TOP, parts, DROPOUT_ROW]))[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["layout"]) == ("header_unknown", "opendk_dropout")
    assert (sheet["read_cell"], sheet["read_detail"], sheet["read_hint"]) == ("C2", "SD/MI sswa", "siswa_sd_mi")
    assert (sheet["rows_read"], sheet["rows_layout"]) == (3, 2)


def test_a_part_that_stands_twice_in_a_group_is_not_guessed() -> None:
    parts: list[Cell] = ["siswa", "siswa", *DROPOUT_PARTS[1:]]
    top: list[Cell] = ["PAUD/RA", None, None, *DROPOUT_TOP[2:]]
    (sheet,) = staged_file(grid([top, parts, [10, *DROPOUT_ROW]]))[False].sheets.to_pylist()
    found = (sheet["read_status"], sheet["read_cell"], sheet["read_detail"])
    assert found == ("header_twice", "A2, B2", "siswa_paud_ra")


def test_hidden_rows_are_read_and_told_of() -> None:
    sheet = replace(grid([*DEATHS, *VILLAGES]), hidden_rows=frozenset({1, 3}))
    part = staged_file(sheet)[False]
    assert part.rows["village_deaths"].num_rows == 2
    (facts,) = part.sheets.to_pylist()
    assert (facts["hidden_rows"], facts["hidden_cell"]) == (1, "A3")


def test_hidden_columns_that_are_read_are_told_of() -> None:
    sheet = grid([[*DEATHS[0], "paraf"], *([*row, "v"] for row in VILLAGES)])
    (facts,) = staged_file(replace(sheet, hidden_columns=frozenset({2, 3, 9})))[False].sheets.to_pylist()
    assert (facts["hidden_columns"], facts["hidden_column_cell"]) == ("jumlah_akb", "C1")
    (facts,) = staged_file(replace(sheet, hidden_columns=frozenset({3})))[False].sheets.to_pylist()
    assert (facts["hidden_columns"], facts["hidden_column_cell"]) == (None, None)


def test_a_hidden_report_is_read_and_a_hidden_list_is_no_fault_but_stays_in_the_vault() -> None:
    hidden = replace(grid([*DEATHS, *VILLAGES]), hidden=True)
    (facts,) = staged_file(hidden)[False].sheets.to_pylist()
    assert (facts["read_status"], facts["hidden_rows"], facts["hidden_cell"]) == ("ok", 2, "A2")

    choices = replace(grid([["Pilihan"], ["Ya"], ["Tidak"]], "Daftar"), hidden=True)
    both = staged_file(grid([*DEATHS, *VILLAGES]), choices)
    assert both[False].sheets.num_rows == 0
    told = [(each["read_status"], each["layout"], each["rows_layout"]) for each in both[True].sheets.to_pylist()]
    assert told == [("ok", "opendk_deaths", 1), ("ok", None, 3)]
    assert both[True].rows["village_deaths"].num_rows == 2


def test_a_csv_with_a_line_break_in_a_cell_loses_no_row_below_it() -> None:
    lines: Lines = [
        ["desa_id", "nama", "jumlah", "kategori", "keterangan"],
        [NAMOSAIN, "Posyandu Melati", 1, "Posyandu", "dua\nbaris"],
        ["Kel. Naikoten I", "Posyandu Mawar", 1, "Posyandu", None],
    ]
    sheet = replace(as_csv(lines), row_numbers=(1, 2, 4))
    assert staged_file(sheet)[False].rows["village_facilities"].num_rows == 2


def test_a_decimal_comma_that_separates_fields_is_asked_about() -> None:
    lines: Lines = [["desa_id", "cakupan_imunisasi"], [NAMOSAIN, "85", "5"], [NAIKOTEN, "90"], [NAIKOTEN, "80", "baik"]]
    part = staged_file(as_csv(lines), declared={"unit": "persen"})[False]
    assert part.rows["village_immunisation"]["coverage"].to_pylist() == [None, 90.0, 80.0]
    told = [
        (cell["cell"], cell["reading_a"], cell["reading_b"])
        for cell in part.cells.to_pylist()
        if cell["cell_status"] == "ambiguous_number"
    ]
    assert told == [("B2", "85", "85.5")]


@pytest.mark.parametrize(
    ("shares", "statuses"),
    [
        ([0.855, 1, 0], ["ambiguous_number", "ambiguous_number", "ok"]),
        ([0.855, "1%", 90], ["ambiguous_number", "ok", "ok"]),
        ([85.5, 1, 0], ["ok", "ok", "ok"]),
    ],
)
def test_a_whole_beside_fractions_of_one_may_be_a_hundred_percent(shares: list[Cell], statuses: list[str]) -> None:
    villages = (NAMOSAIN, NAIKOTEN, "53.71.01.1002")
    lines: Lines = [["desa_id", "cakupan_imunisasi"], *([v, share] for v, share in zip(villages, shares, strict=True))]
    part = staged_file(grid(lines), declared={"period": "2025-05", "unit": "persen"})[False]
    assert [c["cell_status"] for c in part.cells.to_pylist() if c["column_name"] == "coverage"] == statuses
