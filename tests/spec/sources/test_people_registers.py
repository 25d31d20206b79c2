"""Registers as they are printed and exported: families under their lines, sheets of codes, months on the rows."""

from __future__ import annotations

from datetime import date

import pytest
from grids import grid, staged_file

from sources.layouts.files import load_layouts
from sources.staging.collector import Staged
from sources.texts import Cell

HEAD, WIFE, OTHER = "9901010101900001", "9901014202920002", "9901010303850003"
CARD, OTHER_CARD = "9901010101000001", "9901010101000002"
DECLARED = {"village": "53.71.01.1001", "period": "2025-05"}
BIP: list[list[Cell]] = [
    ["BUKU INDUK PENDUDUK WARGA NEGARA INDONESIA"],
    [],
    ["NO", "Nama Lengkap", "NIK", "Tempat dan Tanggal Lahir", None, "JK", "SHDK"],
    [f"No. KK : {CARD}", None, "Alamat : JL. CONTOH, Nama Dusun : -, RT/RW : 001/002"],
    [1, "WARGA CONTOH 1", HEAD, "KOTA CONTOH", "01-01-1990", "L", "KEPALA KELUARGA"],
    [2, "WARGA CONTOH 2", WIFE, "KOTA CONTOH", "02-02-1992", "P", "ISTRI"],
    [],
    [OTHER_CARD, None, None, "WARGA CONTOH 3", None, None, None, "DESA CONTOH RT/RW : 002/000"],
    [1, "WARGA CONTOH 3", None, "KOTA CONTOH", "03-03-1985", "L", "KEPALA KELUARGA"],
    [],
    ["Keterangan: dicetak oleh petugas registrasi"],
]


BIP_HEADER: list[Cell] = ["NO", "Nama Lengkap", "NIK", "Tempat dan Tanggal Lahir", "JK", "Tanggal Perkawinan"]


@pytest.mark.parametrize(
    ("born", "birth_date"),
    [
        ("KOTA CONTOH, 12-05-1980", date(1980, 5, 12)),
        ("Kota Contoh / 12 Mei 1980", date(1980, 5, 12)),
        ("Kota Contoh 12/05/1980", date(1980, 5, 12)),
        ("12-05-1980", date(1980, 5, 12)),
        (date(1980, 5, 12), date(1980, 5, 12)),
        ("Kota Contoh", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("header", ["Tempat dan Tanggal Lahir", "TTL", "Tempat/Tgl Lahir"])
def test_place_and_date_of_birth_in_one_cell(header: str, born: Cell, birth_date: date | None) -> None:
    heading = [*BIP_HEADER[:3], header, *BIP_HEADER[4:]]
    lines = [heading, [f"No. KK : {CARD}"], [1, "WARGA CONTOH 1", HEAD, born, "L", date(2001, 1, 1)]]
    assert residents(staged_file(grid(lines), declared=DECLARED)[True]) == [(3, HEAD, CARD, birth_date)]


def test_place_and_date_of_birth_in_one_cell_below_a_header_merged_over_two() -> None:
    lines = [*BIP[:4], [1, "WARGA CONTOH 1", HEAD, "KOTA CONTOH, 01-01-1990", None, "L", "KEPALA KELUARGA"]]
    assert residents(staged_file(grid(lines), declared=DECLARED)[True]) == [(5, HEAD, CARD, date(1990, 1, 1))]


def test_place_and_date_of_birth_in_one_cell_of_a_siak_list() -> None:
    header: list[Cell] = ["NIK", "Nama Penduduk", "Nomor KK", "Kelamin", "Tempat/Tgl Lahir", "Desa/Kel", "Kecamatan"]
    lines = [header, [HEAD, "WARGA CONTOH 1", CARD, "L", "KOTA CONTOH, 12-05-1980", "Tarus", "Kupang Tengah"]]
    assert residents(staged_file(grid(lines), declared=DECLARED)[True]) == [(2, HEAD, CARD, date(1980, 5, 12))]


@pytest.mark.parametrize(
    ("status", "life_status"),
    [
        ("HIDUP", "alive"),
        ("MATI", "dead"),
        ("Meninggal Dunia", "dead"),
        ("PINDAH DALAM NEGERI", "moved"),
        ("Pindah Luar Negeri", "moved"),
        ("HILANG", "missing"),
        ("PERGI", "left"),
        (1, "alive"),
        (None, None),
    ],
)
@pytest.mark.parametrize("header", ["Status", "Status Dasar"])
def test_a_siak_list_says_who_is_dead_or_moved(header: str, status: Cell, life_status: str | None) -> None:
    heading: list[Cell] = ["Nomor KK", "NIK", "Nama Penduduk", header, "Tanggal Lahir", "Kelamin", "Kecamatan"]
    lines = [
        [*heading, "Desa/Kel"],
        [CARD, HEAD, "WARGA CONTOH 1", status, "01-01-1990", "L", "Kupang Tengah", "Tarus"],
    ]
    (row,) = staged_file(grid(lines), declared=DECLARED)[True].rows["residents"].to_pylist()
    assert row["life_status"] == life_status


DTSEN: list[Cell] = ["NIK", "Nama", "No KK", "Desil", "PKH", "BPNT", "PBI JK", "Desa", "Kecamatan"]


@pytest.mark.parametrize(
    ("header", "written", "name", "value"),
    [
        ("Status Meninggal", "Ya", "said_dead", "Ya"),
        ("MENINGGAL", "\u221a", "said_dead", "Ya"),
        ("Status Meninggal", 0, "said_dead", "Tidak"),
        ("Status Meninggal", "Hidup", "said_dead", "Tidak"),
        ("Status Hidup", "MENINGGAL", "presence", "dead"),
        ("Status Keberadaan", "Tidak ditemukan", "presence", "missing"),
        ("Status Keberadaan", 2, "presence", None),
        ("Ket.", "Almarhum", "said_to_have_left", "yes"),
    ],
)
def test_a_list_of_dtsen_says_who_is_dead_or_moved(header: str, written: Cell, name: str, value: str | None) -> None:
    lines = [[*DTSEN, header], [HEAD, "WARGA", CARD, 1, 1, 0, 1, "Tarus", "Kupang Tengah", written]]
    part = staged_file(grid(lines), declared={"period": "2025-Q1"})[True]
    (row,) = part.rows["eligibility_register"].to_pylist()
    assert (row[name], part.sheets["read_detail"].to_pylist()) == (value, [None])


CARDS = next(layout.groups for layout in load_layouts() if layout.groups is not None)


def residents(part: Staged) -> list[tuple[object, ...]]:
    names = ("row_number", "nik", "family_card_no", "birth_date")
    return [tuple(row[name] for name in names) for row in part.rows["residents"].to_pylist()]


def test_members_of_a_bip_family_have_the_card_of_the_line_above_them() -> None:
    part = staged_file(grid(BIP), declared=DECLARED)[True]
    assert residents(part) == [
        (5, HEAD, CARD, date(1990, 1, 1)),
        (6, WIFE, CARD, date(1992, 2, 2)),
        (9, None, OTHER_CARD, date(1985, 3, 3)),
    ]
    (sheet,) = part.sheets.to_pylist()
    assert (sheet["rows_read"], sheet["rows_layout"]) == (8, 5)


def test_a_wrong_card_is_shown_at_the_line_where_it_is_written() -> None:
    lines = [*BIP[:3], ["No. KK : 990101010100", None, "Alamat : X"], *BIP[4:6]]
    cells = staged_file(grid(lines), declared=DECLARED)[True].cells.to_pylist()
    cards = [
        (each["row_id"][-5:], each["cell"], each["raw"]) for each in cells if each["column_name"] == "family_card_no"
    ]
    assert cards == [("00005", "A4", "990101010100"), ("00006", "A4", "990101010100")]


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (["No. KK : 9901010101000001"], "9901010101000001"),
        (["NO.KK 9901 0101 0100 0001", None, "Alamat"], "9901010101000001"),
        (["Nomor KK : 9901010101000001"], "9901010101000001"),
        (["NO. KARTU KELUARGA : 9901010101000001"], "9901010101000001"),
        (["No. KK", ":", "9901010101000001"], "9901010101000001"),
        (["No. KK : -"], "-"),
        (["No. KK :"], None),
        (["9901010101000001", None, "KEPALA CONTOH"], "9901010101000001"),
    ],
)
def test_how_the_line_of_a_family_begins(row: list[Cell], value: Cell) -> None:
    found = CARDS.value(row)
    assert found is not None
    assert found[1] == value


@pytest.mark.parametrize(
    "row",
    [
        [],
        [1, "WARGA CONTOH", HEAD],
        ["No. KKN : 1"],
        ["Nomor Kartu : 1"],
        [HEAD, "WARGA CONTOH"],
        ["Nokia 3310"],
        [None, 12],
    ],
)
def test_other_lines_head_no_family(row: list[Cell]) -> None:
    assert CARDS.value(row) is None


DISTRICT = ("Desa/Kel", "Kecamatan")
OPENSID: list[list[Cell]] = [
    ["alamat", "nama", "no_kk", "nik", "sex", "tanggallahir", "agama_id", "status_dasar"],
    ["X", "WARGA CONTOH 1", CARD, HEAD, 1, "1990-01-01", 2, 1],
]


def test_the_sheet_of_codes_beside_opensid_residents_is_no_data() -> None:
    codes = grid([["Kolom", "Kode", "Arti"], ["sex", 1, "LAKI-LAKI"]], "Kode Data")
    part = staged_file(grid(OPENSID, "Data Penduduk"), codes, declared=DECLARED)[True]
    facts = [(row["read_status"], row["rows_read"], row["rows_layout"]) for row in part.sheets.to_pylist()]
    assert facts == [("ok", 2, 1), ("ok", 2, 2)]


def test_a_sheet_of_that_name_without_residents_is_as_unknown_as_any() -> None:
    codes = grid([["Kolom", "Kode", "Arti"], ["sex", 1, "LAKI-LAKI"]], "Kode Data")
    part = staged_file(codes, declared=DECLARED)[True]
    assert part.sheets["read_status"].to_pylist() == ["layout_unknown"]


def test_nothing_but_what_is_counted_is_read_of_a_resident() -> None:
    part = staged_file(grid(OPENSID), declared=DECLARED)[True]
    read = {cell["column_name"] for cell in part.cells.to_pylist()}
    assert read == {"nik", "family_card_no", "sex", "birth_date", "life_status"}
    assert not any("WARGA" in str(row) for row in part.cells.to_pylist() + part.rows["residents"].to_pylist())


EPPGBM: list[Cell] = [
    *("No", "NIK", "Nama", "Tgl\u00a0Lahir", "Kab/Kota", "Kec", "Pukesmas", "Desa/Kel", "Tanggal Pengukuran"),
    *("Berat", "Tinggi", "BB/U", "ZS\u00a0BB/U", "TB/U", "ZS TB/U", "BB/TB", "ZS BB/TB", "Detail"),
]


@pytest.mark.parametrize(
    ("weight", "height", "status"),
    [
        ("Berat (kg)", "Tinggi (cm)", "ok"),
        ("Berat (Kg)", "Tinggi [CM]", "ok"),
        ("Berat (cm)", "Tinggi (cm)", "header_unknown"),
        ("Berat (gram)", "Tinggi (cm)", "header_unknown"),
    ],
)
def test_kilograms_and_centimetres_in_headers_are_those_of_the_columns(weight: str, height: str, status: str) -> None:
    header: list[Cell] = [{"Berat": weight, "Tinggi": height}.get(str(cell), cell) for cell in EPPGBM]
    row: list[Cell] = [
        1,
        HEAD,
        "ANAK",
        "2023-01-01",
        "KOTA KUPANG",
        "ALAK",
        "Alak",
        "NAMOSAIN",
        "2025-02-10",
        "12,5",
        83.5,
    ]
    part = staged_file(grid([header, row]))[True]
    assert part.sheets["read_status"].to_pylist() == [status]
    read = part.rows["child_growth"].select(["weight_kg", "height_cm"]).to_pylist()
    assert read == ([{"weight_kg": 12.5, "height_cm": 83.5}] if status == "ok" else [])


def test_headers_with_invisible_spaces_and_measurements_of_two_months_in_one_export() -> None:
    header = EPPGBM
    place: list[Cell] = ["KOTA KUPANG", "ALAK", "Alak", "NAMOSAIN"]
    rows: list[list[Cell]] = [
        [
            number,
            HEAD,
            "ANAK",
            "2023-01-01",
            *place,
            day,
            weight,
            "83,5",
            "Outlier",
            None,
            *("Pendek", "-2:5"),
            None,
            None,
        ]
        for number, (day, weight) in enumerate((("2025-02-10", 12500), ("11/03/2025", "1.250")), start=1)
    ]
    part = staged_file(grid([header, *rows]))[True]
    measured = part.rows["child_growth"].select(["period", "weight_kg", "weight_for_age", "height_for_age_z"])
    assert [tuple(row.values()) for row in measured.to_pylist()] == [
        ("2025-02", 12.5, "outlier", -2.5),
        ("2025-03", 1.25, "outlier", -2.5),
    ]
    assert part.sheets["period_status"].to_pylist() == ["not_needed"]


@pytest.mark.parametrize("name", ["TOTAL CONTOH", "Jumlah Contoh", "RATA RATA"])
def test_a_person_whose_name_begins_as_a_total_does_is_no_total(name: str) -> None:
    header: list[Cell] = ["Nama Penduduk", "NIK", "Nomor KK", "Kelamin", "Tanggal Lahir", "Desa/Kel", "Kecamatan"]
    born = [CARD, "L", "01-01-1990", "Namosain", "Alak"]
    total: list[Cell] = ["TOTAL", 2, None, None, None, None, None]
    lines: list[list[Cell]] = [header, ["Contoh", HEAD, *born], [name, OTHER, *born], total]
    assert residents(staged_file(grid(lines), declared={"period": "2025-05"})[True]) == [
        (2, HEAD, CARD, date(1990, 1, 1)),
        (3, OTHER, CARD, date(1990, 1, 1)),
    ]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("HIDUP", "alive"),
        ("MATI", "dead"),
        ("PINDAH", "moved"),
        ("PINDAH DALAM NEGERI", "moved"),
        ("Pindah Luar Negeri", "moved"),
        ("HILANG", "missing"),
        (None, None),
    ],
)
def test_the_status_of_a_siak_list_says_who_is_no_resident_any_more(written: Cell, status: str | None) -> None:
    header: list[Cell] = [*("NIK", "Nama Penduduk", "Status", "Nomor KK", "Kelamin"), "Tanggal Lahir", *DISTRICT]
    lines: list[list[Cell]] = [header, [HEAD, "X", written, CARD, "Laki-Laki", "01-01-1990", "Tarus", "Kupang Tengah"]]
    part = staged_file(grid(lines), declared={"period": "2025-05"})[True]
    assert part.rows["residents"]["life_status"].to_pylist() == [status]


def test_what_opensid_added_to_its_residents_is_known() -> None:
    lines = [[*OPENSID[0], "no_rtm", "ket"], [*OPENSID[1], "123", "catatan"]]
    part = staged_file(grid(lines), declared=DECLARED)[True]
    assert part.sheets["read_detail"].to_pylist() == [None]


BOOK: list[list[Cell]] = [
    ["B1. BUKU INDUK PENDUDUK"],
    ["BUKU INDUK PENDUDUK BULAN MEI TAHUN 2025"],
    [
        *(
            "NOMOR URUT",
            "NAMA LENGKAP / PANGGILAN",
            "JENIS KELAMIN",
            "STATUS PERKAWINAN",
            "TEMPAT & TANGGAL LAHIR",
            None,
        ),
        *("AGAMA", "PENDIDIKAN TERAKHIR", "PEKERJAAN", "DAPAT MEMBACA HURUF", "KEWARGANEGARAAN", "ALAMAT LENGKAP"),
        *("KEDUDUKAN DLM KELUARGA", "NOMOR KTP", "NOMOR KK", "KET"),
    ],
    [*[None] * 4, "TEMPAT LAHIR", "TGL", *[None] * 10],
    [*range(1, 17)],
    [1, "X", "LAKI-LAKI", *["-"] * 2, "01-01-1990", *["-"] * 7, HEAD, CARD, None],
    [2, "Y", "PEREMPUAN", *["-"] * 2, "2 Februari 1992", *["-"] * 7, WIFE, CARD, "Meninggal 3/4/2025"],
]


def test_the_book_of_residents_of_a_village_office() -> None:
    part = staged_file(grid(BOOK), declared={"village": "53.71.01.1001"})[True]
    assert residents(part) == [(6, HEAD, CARD, date(1990, 1, 1)), (7, WIFE, CARD, date(1992, 2, 2))]
    assert part.rows["residents"]["said_to_have_left"].to_pylist() == [None, "yes"]
    (sheet,) = part.sheets.to_pylist()
    assert (sheet["period"], sheet["read_detail"], sheet["rows_layout"]) == ("2025-05", None, 5)


def test_a_list_of_persons_with_the_same_columns_is_no_register_of_residents() -> None:
    header: list[Cell] = ["NIK", "Nama", "Nomor KK", "Jenis Kelamin", "Tanggal Lahir", "Alamat", "Keterangan"]
    part = staged_file(grid([header, [HEAD, "X", CARD, "L", "01-01-1990", "A", None]]), declared=DECLARED)[True]
    assert part.rows["residents"].num_rows == 0


def test_a_list_of_some_persons_with_the_headers_of_siak_is_no_register() -> None:
    header: list[Cell] = ["NIK", "Nama", "Nomor KK", "Kelamin", "Tanggal Lahir", *DISTRICT, "Bantuan"]
    lines: list[list[Cell]] = [header, [HEAD, "X", CARD, "L", "01-01-1990", "Tarus", "Kupang Tengah", "PKH"]]
    part = staged_file(grid(lines), declared={"period": "2025-05"})[True]
    assert part.rows["residents"].num_rows == 0


@pytest.mark.parametrize(
    ("remark", "has_left"),
    [
        ("Meninggal 3/4/2025", "yes"),
        ("pindah ke Kupang", "yes"),
        ("ALM.", "yes"),
        ("KTP hilang", "no"),
        ("Pematang", "no"),
        ("-", "no"),
        (" ", None),
    ],
)
def test_what_a_remark_says(remark: str, has_left: str | None) -> None:
    lines = [*BOOK[:-1], [*BOOK[-1][:-1], remark]]
    part = staged_file(grid(lines), declared={"village": "53.71.01.1001"})[True]
    assert part.rows["residents"]["said_to_have_left"].to_pylist() == [None, has_left]


def test_a_remark_in_a_village_report_makes_it_no_list_of_persons() -> None:
    lines: list[list[Cell]] = [["desa_id", "jumlah_aki", "jumlah_akb", "Keterangan"], ["53.71.01.1001", 0, 2, "x"]]
    assert staged_file(grid(lines), declared={"period": "2025-04"})[False].sheets.num_rows == 1


def test_the_headers_of_a_register_without_families_are_those_of_any_list() -> None:
    header: list[Cell] = ["NO", "Nama Lengkap", "NIK", "TTL", "JK", "Alamat"]
    lines: list[list[Cell]] = [["DAFTAR PENERIMA BANTUAN"], header, [1, "X", HEAD, "Kupang, 01-01-1990", "L", "A"]]
    part = staged_file(grid(lines), declared=DECLARED)[True]
    assert part.rows["residents"].num_rows == 0
    assert part.sheets["read_status"].to_pylist() == ["layout_unknown"]


def test_a_register_whose_date_of_birth_has_a_column_of_its_own() -> None:
    header: list[Cell] = ["NO", "Nama Lengkap", "NIK", "Tempat Lahir", "Tanggal Lahir", "JK", "Stat Kwn"]
    lines: list[list[Cell]] = [header, [CARD, None, None, "X"], [1, "X", HEAD, "KUPANG", "25-12-1962", "Pr", "CM"]]
    part = staged_file(grid(lines), declared=DECLARED)[True]
    assert residents(part) == [(3, HEAD, CARD, date(1962, 12, 25))]
