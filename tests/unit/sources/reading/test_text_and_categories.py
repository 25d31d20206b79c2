"""Text, codes and categories: what is typed stays, what is invisible goes, what is not in a list is asked back."""

from __future__ import annotations

import pytest

from sources.values.categories import CategoryError, column_spellings, read_category
from sources.values.cell_values import read_text, reader_for
from warehouse import contract


@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [
        ("  Oh'aem\u00a0 II ", "Oh'aem II", "ok"),
        ("'4.10", "4.10", "ok"),
        ("5371\u200b041001", "5371041001", "ok"),
        ("0000000000000017", "0000000000000017", "ok"),
        (7.0, "7", "ok"),
        (9999111122223330.0, "9999111122223330", "code_number"),
        (123456789012345, "123456789012345", "ok"),
        ("9,99911E+15", "9,99911E+15", "code_number"),
        ("-", None, "not_available"),
        ("TA", "TA", "ok"),
        (None, None, "blank"),
        ("\u200b", None, "blank"),
    ],
)
def test_text_as_written_and_codes_that_lost_digits(cell: object, value: str | None, status: str) -> None:
    assert read_text(cell)[:2] == (value, status)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "column", "cell", "value"),
    [
        ("program_disbursements", "program_code", "BLT DD", "blt_dd"),
        ("program_disbursements", "program_code", "blt-dana desa", "blt_dd"),
        ("program_disbursements", "program_code", "PIP", "pip"),
        ("program_disbursements", "program_code", "Program Keluarga Harapan (PKH)", "pkh"),
        ("program_disbursements", "program_code", "BPNT/SEMBAKO", "sembako"),
        ("program_disbursements", "program_code", "BLT-DD - Bantuan Langsung Tunai Dana Desa", "blt_dd"),
        ("program_disbursements", "program_code", "BLT Dana Desa 2025", "blt_dd"),
        ("program_list", "program_code", "BLT-DD TAHUN ANGGARAN 2024", "blt_dd"),
        ("program_list", "program_code", "BPNT (2023)", "sembako"),
        ("program_disbursements", "program_code", "PKH Tahap II Tahun 2025", "pkh"),
        ("program_disbursements", "disbursement_status", "gagal  omspan", "GAGAL OMSPAN"),
        ("program_disbursements", "disbursement_status", "Sudah Cair", "dibayar"),
        ("program_disbursements", "disbursement_status", "TERSALUR", "dibayar"),
        ("program_disbursements", "disbursement_status", "Belum cair", "belum dibayar"),
        ("program_disbursements", "disbursement_status", "Gagal Salur", "gagal dibayar"),
        ("program_disbursements", "disbursement_status", "SK Nominasi (belum aktivasi rekening)", "SK Nominasi"),
        ("program_list", "target_kind", "1", "Penduduk"),
        ("program_list", "fund_source", 4.0, "Dana Desa"),
        ("program_list", "fund_source", "4.0", "Dana Desa"),
        ("family_answers", "welfare_category", "0,0", "pre_prosperous"),
        ("family_answers", "welfare_category", "Keluarga Prasejahtera", "pre_prosperous"),
        ("family_answers", "welfare_category", "KELUARGA SEJAHTERA II", "prosperous_2"),
        ("family_answers", "welfare_category", "Sejahtera III Plus", "prosperous_3_plus"),
        ("eligibility_register", "on_pkh", "v", "Ya"),
        *(("eligibility_register", "on_pkh", tick, "Ya") for tick in ("\u221a", "\u2713", "\u2714\ufe0f", "\u2611")),
        ("village_water_points", "used_for_drinking", "\u221a", "yes"),
        ("village_water_points", "used_for_drinking", "v", "yes"),
        ("eligibility_register", "said_dead", "Meninggal Dunia", "Ya"),
        ("eligibility_register", "presence", "Tidak Ditemukan", "missing"),
        ("village_water_points", "used_for_drinking", "1.0", "yes"),
        ("village_facilities", "facility_category", "Puskesmas Pembantu", "puskesmas_pembantu"),
        ("village_facilities", "facility_category", "Posyandu", "posyandu"),
        ("training_participants", "sex", "Perempuan", "F"),
        ("training_participants", "sex", "L", "M"),
        ("training_participants", "sex", "Wanita", "F"),
        ("eligibility_register", "sex", "Pria", "M"),
        ("distribution_monitoring", "goods_were_good", "1", "Ya"),
        ("program_proposals", "accepted", "Disetujui", "Ya"),
        ("program_proposals", "accepted", "Ditolak", "Tidak"),
        ("program_proposals", "proposed_by", "Pemdes", "pemerintah"),
        ("health_cover", "cover_kind", "PBI Jaminan Kesehatan", "pbi_jkn"),
        ("training_participants", "graduated", "Tidak Lulus", "Tidak"),
    ],
)
def test_a_category_by_any_of_its_spellings(source: str, column: str, cell: object, value: str) -> None:
    read = reader_for(contract.load(source).column(column), None)
    assert read(cell)[:2] == (value, "ok")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        "PKH dan BPNT",
        "PKH/BPNT",
        "PKH & Sembako",
        "PKH (BPNT)",
        "PKH (perluasan)",
        "BLT El Nino",
        "BLT",
        "BLT 2025",
        7,
        "7",
    ],
)
def test_two_programmes_in_one_cell_half_a_name_or_the_number_of_a_village_s_list_are_asked_back(cell: object) -> None:
    read = reader_for(contract.load("program_disbursements").column("program_code"), None)
    assert read(cell)[:2] == (None, "unknown_category")  # type: ignore[arg-type]


def test_a_whole_number_with_a_decimal_is_that_code_and_not_ten_times_it() -> None:
    assert read_category("1.0", {"1": "one", "10": "ten"}).value == "one"
    assert read_category("10", {"1": "one", "10": "ten"}).value == "ten"


def test_what_may_be_several_values_suggests_none_of_them() -> None:
    spellings = {"baik": "baik", "tidakrusak": "baik", "rusakringan": "ringan", "rusakberat": "berat"}
    assert read_category("Rusak", spellings).reading_b is None
    assert read_category("rusak ringn", spellings).reading_b == "ringan"
    assert read_category("tidak rusk", spellings).reading_b == "baik"


@pytest.mark.parametrize("column", ["nik", "family_card_no"])
@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [
        ("9901 0101 0190 0001", "9901010101900001", "ok"),
        ("990101.010190.0001", "9901010101900001", "ok"),
        ("'990101-010190-0001 ", "9901010101900001", "ok"),
        ("9901010101900001", "9901010101900001", "ok"),
        ("9901 0101 0190 001", "9901 0101 0190 001", "ok"),
        ("9901010101900001 / 9901010101900002", "9901010101900001 / 9901010101900002", "ok"),
        ("9,90101E+15", "9,90101E+15", "code_number"),
        (9901010101900001.0, "9901010101900000", "code_number"),
    ],
)
def test_a_number_of_a_person_may_be_written_in_groups(column: str, cell: object, value: str, status: str) -> None:
    read = reader_for(contract.load("residents").column(column), None)
    assert read(cell)[:2] == (value, status)  # type: ignore[arg-type]


def test_an_unknown_category_is_asked_back_with_the_nearest_one() -> None:
    read = reader_for(contract.load("village_facilities").column("facility_category"), None)
    assert read("Posiandu") == (None, "unknown_category", None, "posyandu")
    assert read("Gardu Pandang") == (None, "unknown_category", None, None)


def test_a_code_list_may_not_name_values_that_its_column_has_not() -> None:
    with pytest.raises(CategoryError, match="sex does not allow"):
        column_spellings("sex", ("M",))


def test_the_unit_of_a_column_without_one_is_the_declared_one() -> None:
    coverage = contract.load("village_immunisation").column("coverage")
    assert reader_for(coverage, "persen")("85,5 persen").value == 85.5
    assert reader_for(coverage, "orang")("85,5 persen").status == "other_unit"


OWNERSHIP = {"169": "own", "miliksendiri": "own", "170": "parents", "milikorangtua": "parents"}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("169 - Milik Sendiri", "own"),
        ("169. milik sendiri", "own"),
        ("169 Milik Sendiri", "own"),
        ("[170] Milik Orang Tua", "parents"),
        ("(170) Milik Orang Tua", "parents"),
        ("Milik Orang Tua (170)", "parents"),
        ("170: Milik Orang Tua", "parents"),
        ("1. Milik Sendiri", "own"),
        ("170 - Milik Sendiri", None),
        ("Milik Sendiri - Milik Orang Tua", None),
        ("169 - Sewa", None),
        ("169 170", None),
    ],
)
def test_a_code_and_its_label_in_one_cell_agree(cell: str, value: str | None) -> None:
    reading = read_category(cell, OWNERSHIP)
    assert (reading.value, reading.status) == (value, "ok" if value else "unknown_category")


@pytest.mark.parametrize("cell", ["L - Laki-laki", "1 = Laki-laki", "Laki-laki (L)"])
def test_a_letter_and_its_label_do_too(cell: str) -> None:
    assert read_category(cell, column_spellings("sex", ("M", "F"))).value == "M"
    assert read_category("P - Laki-laki", column_spellings("sex", ("M", "F"))).value is None


@pytest.mark.parametrize("cell", ["x", "X", "\u00d7", "\u2717"])
def test_a_cross_may_be_a_yes_or_a_no(cell: str) -> None:
    read = reader_for(contract.load("eligibility_register").column("on_pkh"), None)
    assert read(cell)[:2] == (None, "unknown_category")
