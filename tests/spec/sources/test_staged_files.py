"""What becomes of the sheets and rows of a file, and on which side of the vault's door they are kept."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from grids import area_index, as_csv, book, delivery, grid, staged, staged_file

from sources.books.book import Book
from sources.layouts.files import load_layouts
from sources.staging.stage import stage
from sources.texts import Cell
from warehouse import contract

NAMOSAIN = "53.71.01.1001"
NIK = "9999010101909999"
DEATHS: list[list[Cell]] = [["desa_id", "jumlah_aki", "jumlah_akb"], [NAMOSAIN, 0, 1], ["53.71.01.1002", None, "dua"]]
TRAINING: list[list[Cell]] = [
    ["NIK", "NAMA", "JK", "DESA_ID", "KEJURUAN", "TANGGAL", "LULUS"],
    [NIK, "Zwaun Nyel", "P", NAMOSAIN, "Las", "05/05/2025", "Ya"],
]


def test_both_sides_have_every_table_even_without_files() -> None:
    both = stage((), area_index(), None)
    sources = {layout.source for layout in load_layouts()}
    for part in both.values():
        assert set(part.rows) == sources
        assert part.sheets.schema == contract.load("staged_sheets").arrow_schema()
        assert part.cells.schema == contract.load("staged_cells").arrow_schema()
        assert all(table.schema == contract.load(name).arrow_schema() for name, table in part.rows.items())


def test_files_need_a_reader() -> None:
    with pytest.raises(ValueError, match="needs a reader"):
        stage([(delivery(), b"")], area_index(), None)


def test_a_cell_that_does_not_parse_is_null_in_its_row_and_told_of_in_its_cell() -> None:
    part = staged_file(grid(DEATHS), declared={"period": "2025-05"})[False]
    row = part.rows["village_deaths"].to_pylist()[1]
    assert (row["maternal_deaths"], row["infant_deaths"], row["period"]) == (None, None, "2025-05")
    assert row["row_id"].endswith(":1:1:00003")
    told = [
        (cell["cell"], cell["column_name"], cell["raw"], cell["cell_status"])
        for cell in part.cells.to_pylist()
        if cell["row_id"] == row["row_id"]
    ]
    assert told == [
        ("A3", "area_code_bps", "53.71.01.1002", "ok"),
        ("C3", "infant_deaths", "dua", "not_number"),
        ("B3", "maternal_deaths", None, "blank"),
    ]


@pytest.mark.parametrize(
    ("lines_below", "n_data"),
    [
        ([["Jumlah", 0, 1]], 2),
        ([["TOTAL KESELURUHAN", 0, 1], ["Mengetahui", None, "Kupang, 5 Juni 2025"], ["Kepala", None, "Sekretaris"]], 2),
        ([["(1)", "(2)", "(3)"]], 2),
        ([["Sumber: Puskesmas"], ["* sementara"]], 2),
        ([[None, None, None], ["Kupang, 5 Juni 2025", None, None]], 2),
        ([[None, None, None], ["53.71.01.1003", 0, 0]], 3),
        ([["Jumlah", 0, 1], ["53.71.01.1003", 0, 0]], 3),
        ([["desa_id", "jumlah_aki", "jumlah_akb"], ["53.71.01.1003", 0, 0]], 3),
        ([["tidak dikenal", 0, 0]], 3),
    ],
)
def test_rows_below_the_data(lines_below: list[list[Cell]], n_data: int) -> None:
    for sheet in (grid([*DEATHS, *lines_below]), as_csv([*DEATHS, *lines_below])):
        part = staged_file(sheet)[False]
        assert part.rows["village_deaths"].num_rows == n_data
        (facts,) = part.sheets.to_pylist()
        used = sum(any(cell is not None for cell in line) for line in [*DEATHS, *lines_below])
        assert (facts["rows_read"], facts["rows_layout"]) == (used, used - n_data)


def test_a_header_without_data_is_an_empty_report() -> None:
    (facts,) = staged_file(grid(DEATHS[:1]))[False].sheets.to_pylist()
    assert (facts["read_status"], facts["rows_read"], facts["rows_layout"]) == ("empty", 1, 1)


def test_the_same_bytes_again_are_staged_again_with_what_is_declared_now() -> None:
    """The first receipt had no period; the second is told apart by its number and says when the bytes first came."""
    again = delivery(delivery_no=2, declared={"period": "2025-05"})
    part = staged([(delivery(), book(grid(DEATHS))), (again, book(grid(DEATHS)))])[False]
    sheets = part.sheets.sort_by("delivery_no").to_pylist()
    assert [sheet["period_status"] for sheet in sheets] == ["missing", "ok"]
    assert [sheet["first_received_on"] is None for sheet in sheets] == [True, False]
    rows = part.rows["village_deaths"].sort_by("row_id").to_pylist()
    assert [(row["delivery_no"], row["period"]) for row in rows] == [(1, None)] * 2 + [(2, "2025-05")] * 2


def test_a_file_that_does_not_open_is_personal_and_one_sheet() -> None:
    both = staged([(delivery(), Book("truncated", "zip"))])
    (facts,) = both[True].sheets.to_pylist()
    assert (facts["sheet_no"], facts["read_status"], facts["read_detail"]) == (1, "truncated", "zip")
    assert both[False].sheets.num_rows == 0


def test_a_cover_is_layout_and_an_empty_sheet_beside_it_no_fault() -> None:
    part = staged_file(grid([["Bulan", "Mei"], ["Tahun", 2025]], "Sampul"), grid(DEATHS), grid([], "Sheet3"))[False]
    told = [
        (sheet["layout"], sheet["read_status"], sheet["rows_read"], sheet["rows_layout"]) for sheet in _sheets(part)
    ]
    assert told == [("sampul", "ok", 2, 2), ("opendk_deaths", "ok", 3, 1), (None, "ok", 0, 0)]


def test_a_workbook_of_a_cover_only_is_empty() -> None:
    part = staged_file(grid([["Bulan", "Mei"]], "Sampul"))[True]
    (facts,) = _sheets(part)
    assert (facts["read_status"], facts["rows_read"], facts["rows_layout"]) == ("empty", 1, 1)


def _sheets(part: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = part.sheets.sort_by("sheet_no").to_pylist()
    return rows


@pytest.mark.parametrize("extra", ["NIK Kader", "Nama Penerima", "No_KK"])
def test_a_report_with_a_column_of_persons_is_personal(extra: str) -> None:
    lines = [[*DEATHS[0], extra], [*DEATHS[1], NIK]]
    both = staged_file(grid(lines))
    assert both[False].sheets.num_rows == 0
    assert both[True].rows["village_deaths"].num_rows == 1


@pytest.mark.parametrize(
    "remark", [f"diwakili Zwaun NIK {NIK}", f"{NIK[:6]} {NIK[6:12]} {NIK[12:]}", f"NIK:{NIK}.", int(NIK), f"'{NIK}"]
)
def test_a_nik_in_a_remark_makes_a_report_personal(remark: str | int) -> None:
    lines: list[list[Cell]] = [[*DEATHS[0], "Keterangan"], [*DEATHS[1], remark]]
    both = staged_file(grid(lines))
    assert both[False].sheets.num_rows == 0
    assert both[True].rows["village_deaths"].num_rows == 1
    in_the_title = staged_file(grid([[str(remark)], *DEATHS]))
    assert in_the_title[False].sheets.num_rows == 0


@pytest.mark.parametrize("remark", ["3f6c9971010101990001ab", "-10.9971010101990001", "9971019901990001"])
def test_other_long_numbers_do_not(remark: str) -> None:
    lines: list[list[Cell]] = [[*DEATHS[0], "Keterangan"], [*DEATHS[1], remark]]
    assert staged_file(grid(lines))[False].rows["village_deaths"].num_rows == 1


def test_one_sheet_that_is_personal_or_unknown_keeps_the_whole_file_in_the_vault() -> None:
    for other in (grid(TRAINING, "Peserta"), grid([["tanggal", "suhu"], ["x", 1]], "Cuaca")):
        both = staged_file(grid(DEATHS), other)
        assert both[False].sheets.num_rows == 0
        assert both[True].rows["village_deaths"].num_rows == 2


def test_what_leaves_the_vault_of_a_personal_file_names_nobody() -> None:
    """Sheets are public even of personal files: a name or NIK in any place of the file must not reach them."""
    cover: list[list[Cell]] = [
        ["Desa/Kelurahan", f"Zwaun Nyel {NIK}"],
        ["Bulan", "Zwaun Nyel"],
        ["Tahun", NIK],
        ["Satuan", "Zwaun Nyel"],
    ]
    header = [*TRAINING[0], "Zwaun Nyel"]
    misspelt = ["NIK", "NAMA", "JK", "DESA_ID", "KEJURUAN", "TANGGAL", "LULUSZ"]
    secret = grid([header, [*TRAINING[1], "x"]], "Zwaun Nyel")
    budget: list[list[Cell]] = [["Kode Program", "Perangkat Daerah", "Pagu", "Realisasi"], ["bst", "x", 1, 1]]
    sheets = [
        grid(cover, "Sampul"),
        secret,
        grid([misspelt, TRAINING[1]], "Zwaun Nyel"),
        grid([["Zwaun Nyel", NIK]]),
        grid(budget),
        grid([["NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Alamat"], [NIK, "Zwaun", "x", "y", "z"]], NIK),
    ]
    both = staged_file(*sheets, declared={"village": "Nyel", "period": NIK})
    assert both[False].sheets.num_rows == 0
    told = str(both[True].sheets.to_pylist())
    assert "Zwaun" not in told
    assert "Nyel" not in told
    assert NIK not in told
    assert {"ok", "header_unknown", "layout_unknown", "sheet_missing"} <= set(
        both[True].sheets["read_status"].to_pylist()
    )


def test_a_village_by_name_is_looked_for_in_its_kecamatan_and_kabupaten() -> None:
    header = [
        "NIK KTP",
        "NAMA PENERIMA",
        "TAHAP",
        "BANSOS",
        "STATUS",
        "NOMINAL",
        "TANGGAL",
        "NM KAB",
        "NM KEC",
        "NM KEL",
    ]
    places = [
        ("KOTA KUPANG", "ALAK", "NAMOSAIN"),
        ("KOTA KUPANG", "ALAK", "NAMOSAEN"),
        ("KAB. KUPANG", "ALAK", "NAMOSAIN"),
        ("KOTA KUPANG", "ALAK", None),
    ]
    lines = [header, *([NIK, "Zwaun", 1, "BST", "OMSPAN", 600000, None, *place] for place in places)]
    part = staged_file(grid(lines))[True]
    cells = part.cells.filter(pa.compute.equal(part.cells["column_name"], "area_code_bps"))
    assert cells["cell_status"].to_pylist() == ["ok", "area_unknown", "area_unknown", "blank"]
    assert cells["cell"].to_pylist() == ["J2", "J3", "J4", "J5"]


def test_progress_is_told_of_every_file() -> None:
    class Nothing:
        def read(self, content: bytes) -> Book:
            return Book("empty", "")

    steps: list[int] = []
    stage([(delivery(n), b"") for n in range(3)], area_index(), Nothing(), steps.append)  # type: ignore[arg-type]
    assert steps == [1, 1, 1]
