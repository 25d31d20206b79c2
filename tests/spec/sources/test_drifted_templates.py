"""A template that drifted: what is proposed for its headers, and how it is read once a person has confirmed that."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from grids import BooksByContent, area_index, book, delivery, grid

from sources.layouts.files import LayoutError, sheet_layouts
from sources.mappings.confirmed import HeaderMapping, MappingError, WorkspaceLayouts
from sources.mappings.proposal import Proposal, propose
from sources.staging.stage import Staged, stage
from sources.texts import Cell

IMM = "opendk_immunisation"
NAMOSAIN, SECOND = "53.71.01.1001", "53.71.01.1002"
Lines = list[list[Cell]]

DEATHS: Lines = [
    ["Laporan Kematian Ibu dan Bayi"],
    ["No", "Kd. Desa", "Kecamatan", "Jml Kematian Ibu", "Jml Kematian Bayi", "Ket."],
    [1, NAMOSAIN, "Alak", 0, 2, None],
    [2, SECOND, "Contoh", 1, 0, None],
]
SCHOOLING: Lines = [
    ["Tidak/Belum Tamat SD", "Tamat SD/MI", "Tamat SLTP", "Tamat SLTA", "D1-S3"],
    [100, 200, 150, 120, 30],
]
FACILITIES: Lines = [
    ["id desa", "nama fasilitas", "banyaknya", "jenis", "ket"],
    [NAMOSAIN, "Posyandu Mawar", 1, "posyandu", None],
]
IMMUNISATION: Lines = [["Kode Kelurahan", "Cakupan Imun. (%)"], [NAMOSAIN, 85.5]]


@pytest.mark.parametrize(
    ("lines", "layout", "expected"),
    [
        (
            DEATHS,
            "opendk_deaths",
            {"Kd. Desa": "desa_id", "Jml Kematian Ibu": "jumlah_aki", "Jml Kematian Bayi": "jumlah_akb"},
        ),
        (
            SCHOOLING,
            "opendk_education",
            {
                "Tidak/Belum Tamat SD": "tidak_tamat_sekolah",
                "Tamat SD/MI": "tamat_sd_sederajat",
                "Tamat SLTP": "tamat_smp_sederajat",
                "Tamat SLTA": "tamat_sma_sederajat",
                "D1-S3": "tamat_diploma_sederajat",
            },
        ),
        (
            FACILITIES,
            "opendk_facilities",
            {
                "id desa": "desa_id",
                "nama fasilitas": "nama",
                "banyaknya": "jumlah",
                "jenis": "kategori",
                "ket": "keterangan",
            },
        ),
        (IMMUNISATION, "opendk_immunisation", {"Kode Kelurahan": "desa_id", "Cakupan Imun. (%)": "cakupan_imunisasi"}),
    ],
)
def test_what_is_proposed(lines: Lines, layout: str, expected: dict[str, str]) -> None:
    best = _best(lines)
    assert (best.layout.name, {pair.written: pair.header for pair in best.pairs}) == (layout, expected)


def test_a_confidence_tells_a_clear_case_from_a_doubtful_one() -> None:
    deaths, schooling = _best(DEATHS).pairs, _best(SCHOOLING).pairs
    assert min(pair.confidence_pct for pair in deaths) >= 85
    assert min(pair.confidence_pct for pair in schooling) < 65
    assert {pair.cell for pair in deaths} == {"B2", "D2", "E2"}


FEW: Lines = [[NAMOSAIN, 10, 2], [SECOND, 11, 0]]


@pytest.mark.parametrize(
    "written",
    [
        "belum imunisasi",
        "tidak diimunisasi",
        "KK tanpa sanitasi",
        "Jumlah Kelahiran Bayi",
        "Bayi L meninggal",
        "Kematian Ibu dan Bayi",
        "jumlah penderita sembuh",
        "jumlah penderita bulan lalu",
    ],
)
def test_a_header_that_says_something_else_is_proposed_for_nothing(written: str) -> None:
    lines: Lines = [["desa_id", written, "jumlah_aki"], *FEW]
    taken = {pair.written for each in propose(grid(lines), sheet_layouts(), area_index()) for pair in each.pairs}
    assert written not in taken


def test_a_target_is_proposed_for_the_target_alone() -> None:
    lines: Lines = [["desa_id", "target imunisasi", "cakupan_imunisasi_bulan"], *FEW]
    assert {pair.written: pair.header for pair in _best(lines).pairs}["target imunisasi"] == "Sasaran"


def test_a_header_that_lacks_the_not_of_a_column_is_not_proposed_for_it() -> None:
    lines: Lines = [["Tamat Sekolah", *SCHOOLING[0][1:]], SCHOOLING[1]]
    assert "tidak_tamat_sekolah" not in {pair.header for pair in _best(lines).pairs}


@pytest.mark.parametrize(
    ("headers", "layout", "expected"),
    [
        (["Maternal deaths", "Infant deaths"], "opendk_deaths", ["jumlah_aki", "jumlah_akb"]),
        (["Kematian Ibu", "Bayi Meninggal (L+P)"], "opendk_deaths", ["jumlah_aki", "jumlah_akb"]),
        (["KK dengan sanitasi", "KK dengan jamban"], "opendk_sanitation", ["sanitasi", "toilet"]),
        (["Jml. Kasus"], "opendk_epidemic", ["jumlah_penderita"]),
    ],
)
def test_synonyms_and_english_lead_to_the_right_layout(headers: list[str], layout: str, expected: list[str]) -> None:
    lines: Lines = [["desa_id", *headers], *(row[: len(headers) + 1] for row in FEW)]
    best = _best(lines)
    assert (best.layout.name, {pair.written: pair.header for pair in best.pairs}) == (
        layout,
        dict(zip(headers, expected, strict=True)),
    )


def test_the_accounts_of_a_village_are_known_by_the_words_of_its_budget_forms() -> None:
    lines: Lines = [
        ["Kode Rekening", "Uraian", "Jumlah (Rp)"],
        ["4.1", "PAD", 5_000_000],
        ["4.2", "Transfer", 9_000_000],
    ]
    best = _best(lines)
    assert ({pair.header for pair in best.pairs}, best.known) == ({"no_akun", "nama_akun"}, ("jumlah",))


def test_two_columns_that_could_be_exchanged_are_both_doubtful() -> None:
    lines: Lines = [["desa_id", "jumlah_kematian_1", "jumlah_kematian_2"], [NAMOSAIN, 0, 6], [SECOND, 1, 2]]
    assert [pair.confidence_pct < 65 for pair in _best(lines).pairs] == [True, True]


def test_numbers_of_accounts_are_no_codes_of_villages() -> None:
    lines = [["kode rekening", "uraian", "anggaran", "realisasi"], ["4.1", "PAD", 100, 90], ["4.2", "Transfer", 50, 40]]
    taken = {pair.header for each in propose(grid(lines), sheet_layouts(), area_index()) for pair in each.pairs}
    assert "desa_id" not in taken


def test_nothing_is_proposed_for_what_resembles_no_layout() -> None:
    assert propose(grid([["Resep", "Bahan"], ["Jagung bose", "jagung"]]), sheet_layouts(), area_index()) == []


def test_once_confirmed_it_is_read_by_itself_and_told(tmp_path: Path) -> None:
    assert _staged(DEATHS, tmp_path)[True].sheets["read_status"].to_pylist() == ["layout_unknown"]
    kept = _confirm(_best(DEATHS), tmp_path)
    part = _staged(DEATHS, tmp_path)[False]
    (sheet,) = part.sheets.to_pylist()
    assert (sheet["read_status"], sheet["layout"], sheet["mapping"]) == ("ok", "opendk_deaths", kept.mapping_id)
    rows = part.rows["village_deaths"].to_pylist()
    assert [(row["maternal_deaths"], row["infant_deaths"]) for row in rows] == [(0, 2), (1, 0)]


def test_a_file_with_the_headers_of_the_layout_needs_no_mapping(tmp_path: Path) -> None:
    _confirm(_best(DEATHS), tmp_path)
    lines: Lines = [["desa_id", "jumlah_aki", "jumlah_akb"], [NAMOSAIN, 0, 1]]
    (sheet,) = _staged(lines, tmp_path)[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["mapping"]) == ("ok", None)


def test_a_unit_in_a_header_that_was_confirmed_is_no_part_of_its_name(tmp_path: Path) -> None:
    """What stands in thousands is read in rupiah, and a report of households and percent is not one of percent."""
    budget = [
        ["Anggaran (ribu Rp)", "Realisasi Belanja (Rp)", "Blj Pegawai", "Blj Barang", "Blj Modal", "Blj Tdk Langsung"]
    ]
    lines: Lines = [*budget, [900_000, 800_000_000, 300_000_000, 200_000_000, 200_000_000, 100_000_000]]
    _confirm(_best(lines), tmp_path)
    (row,) = _staged(lines, tmp_path, village=NAMOSAIN)[False].rows["village_budget"].to_pylist()
    assert (row["total_budget_idr"], row["total_spending_idr"]) == (900_000_000, 800_000_000)
    lines = [["Kode Desa", "Sanitasi layak (KK)", "Jamban (%)"], [NAMOSAIN, 10, 80], [SECOND, 20, 90]]
    _confirm(_best(lines), tmp_path)
    assert _staged(lines, tmp_path)[False].sheets["declared_unit"].to_pylist() != ["persen"]


def test_a_header_known_but_for_its_unit_needs_no_mapping_and_one_with_another_unit_gets_none() -> None:
    lines: Lines = [["desa_id", "jumlah_aki (jiwa)", "Bayi Meninggal (jiwa)"], [NAMOSAIN, 0, 2], [SECOND, 1, 0]]
    assert [pair.header for pair in _best(lines).pairs] == ["jumlah_akb"]
    lines[0] = ["desa_id", "Kematian Ibu (%)", "Kematian Bayi (%)"]
    taken = {pair.header for each in propose(grid(lines), sheet_layouts(), area_index()) for pair in each.pairs}
    assert not taken & {"jumlah_aki", "jumlah_akb"}


COVERAGE: Lines = [["kode_desa", "cakupan"], [NAMOSAIN, 80]]


def test_a_mapping_is_for_the_template_that_was_confirmed_and_for_no_other(tmp_path: Path) -> None:
    """`cakupan` of latrines is not that of immunisation, for which it was confirmed."""
    _confirm(_best(COVERAGE), tmp_path)
    assert _staged(COVERAGE, tmp_path)[False].sheets["layout"].to_pylist() == ["opendk_immunisation"]
    latrines = [[*COVERAGE[0], "jumlah_jamban"], [*COVERAGE[1], 20]]
    (sheet,) = _staged(latrines, tmp_path)[False].sheets.to_pylist()
    assert (sheet["read_status"], sheet["read_cell"]) == ("header_unknown", "C1")
    assert sheet["read_detail"] == "jumlah_jamban"


def test_each_template_with_a_column_more_is_confirmed_by_itself(tmp_path: Path) -> None:
    for more in ("petugas", "tahap"):
        lines = [[*COVERAGE[0], more], [*COVERAGE[1], 1]]
        best = next(each for each in propose(grid(lines), sheet_layouts(), area_index()) if each.layout.name == IMM)
        _confirm(best, tmp_path)
    assert len(_layouts(tmp_path).mappings()) == 2
    for more in ("petugas", "tahap"):
        lines = [[*COVERAGE[0], more], [*COVERAGE[1], 1]]
        assert _staged(lines, tmp_path)[False].sheets["layout"].to_pylist() == [IMM]


def test_a_column_that_was_dropped_stays_empty_once_that_is_confirmed(tmp_path: Path) -> None:
    """Nothing is reported as missing: neither zero nor a blank to be filled in."""
    best = _best([line[:-1] for line in SCHOOLING])
    assert best.without == ("tamat_diploma_sederajat",)
    _confirm(best, tmp_path)
    part = _staged([line[:-1] for line in SCHOOLING], tmp_path, village=NAMOSAIN)[False]
    (row,) = part.rows["village_education"].to_pylist()
    assert (row["completed_sma"], row["completed_diploma"]) == (120, None)
    assert "completed_diploma" not in part.cells["column_name"].to_pylist()


def test_rows_without_a_village_cannot_be_confirmed(tmp_path: Path) -> None:
    mapping = _mapping("opendk_deaths", {"Ibu": "jumlah_aki", "Bayi": "jumlah_akb"}, without=("desa_id",))
    with pytest.raises(MappingError, match="kolom wilayah desa_id"):
        _layouts(tmp_path).keep(mapping)


def test_a_column_of_persons_cannot_be_passed_over(tmp_path: Path) -> None:
    """Else a file with people in it would leave the vault."""
    mapping = _mapping("opendk_deaths", {"Ibu": "jumlah_aki"}, unused=("NIK Kepala Keluarga",))
    with pytest.raises(MappingError, match="NIK Kepala Keluarga"):
        _layouts(tmp_path).keep(mapping)


@pytest.mark.parametrize(
    ("mapping", "word"),
    [
        ({"layout": "nobody_knows", "headers": {"a": "b"}}, "nobody_knows"),
        ({"layout": "opendk_deaths", "headers": {"Ibu": "jumlah_ibu"}}, "jumlah_ibu"),
        ({"layout": "opendk_deaths", "headers": {"Jumlah AKI": "jumlah_akb"}}, "Jumlah AKI"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(mapping: dict[str, Any], word: str, tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=word):
        _layouts(tmp_path).keep(_mapping(**mapping))


def test_an_office_writes_a_layout_of_its_own(tmp_path: Path) -> None:
    """A new template needs a YAML file in the workspace and no code."""
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "puskesmas_deaths.yml").write_text(
        "source: village_deaths\narea: {from: rows, village: Wilayah Kerja}\n"
        "headers:\n  Ibu Meninggal: maternal_deaths\n  Bayi Meninggal: infant_deaths\n",
        encoding="utf-8",
    )
    lines: Lines = [["Wilayah Kerja", "Bayi Meninggal", "Ibu Meninggal"], [NAMOSAIN, 3, 1]]
    part = _staged(lines, tmp_path)[False]
    assert part.sheets["layout"].to_pylist() == ["puskesmas_deaths"]
    assert part.rows["village_deaths"]["infant_deaths"].to_pylist() == [3]


def test_a_layout_may_not_take_the_name_of_another(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "opendk_deaths.yml").write_text(
        "source: village_deaths\narea: {from: rows, village: A}\nheaders: {B: maternal_deaths}\n", encoding="utf-8"
    )
    with pytest.raises(LayoutError, match="opendk_deaths"):
        _layouts(tmp_path).sheets()


def test_the_digest_tells_of_every_change(tmp_path: Path) -> None:
    before = _layouts(tmp_path).digest()
    _confirm(_best(DEATHS), tmp_path)
    assert before == "" != _layouts(tmp_path).digest()


def _best(lines: Lines) -> Proposal:
    return propose(grid(lines), sheet_layouts(), area_index())[0]


def _layouts(folder: Path) -> WorkspaceLayouts:
    return WorkspaceLayouts(folder / "layouts", folder / "mappings")


def _mapping(
    layout: str, headers: dict[str, str], without: tuple[str, ...] = (), unused: tuple[str, ...] = ()
) -> HeaderMapping:
    return HeaderMapping(layout, headers, "Kantor Contoh", date(2025, 6, 6), without, unused)


def _confirm(best: Proposal, folder: Path) -> HeaderMapping:
    headers = {pair.written: pair.header for pair in best.pairs}
    mapping = _mapping(best.layout.name, headers, best.without, best.unused)
    _layouts(folder).keep(mapping)
    return mapping


def _staged(lines: Lines, folder: Path, village: str | None = None) -> dict[bool, Staged]:
    declared = {"period": "2025-S1", "village": village} if village else {"period": "2025-05"}
    reader: Any = BooksByContent([book(grid(lines))])
    files = [(delivery(declared=declared), b"0")]
    return stage(files, area_index(), reader, layouts=_layouts(folder).sheets())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("headers:", "\theaders:"), "use spaces, no tab"),
        (("layout: opendk_deaths", "layout: opendk_deaths\nlayout: opendk_budget"), "stands on line 1, too"),
        (("confirmed_by", "by"), "unknown keys"),
        (("confirmed_on: 2025-06-06", "confirmed_on: kemarin"), "confirmed_on a date such as"),
    ],
)
def test_a_mapping_that_somebody_edited_is_told_with_its_fault(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    (tmp_path / "mappings").mkdir()
    kept = _layouts(tmp_path).keep(_mapping("opendk_deaths", {"Ibu": "jumlah_aki", "No": "jumlah_akb"}))
    assert _layouts(tmp_path).mappings()[0].headers == {"Ibu": "jumlah_aki", "No": "jumlah_akb"}
    kept.write_text(kept.read_text().replace(*change))
    with pytest.raises(ValueError, match=told):
        _layouts(tmp_path).mappings()
