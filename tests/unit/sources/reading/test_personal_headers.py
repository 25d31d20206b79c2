"""Headers below which persons may stand: their file is kept in the vault, whatever else it holds."""

from __future__ import annotations

import pytest

from sources.books.book import Book
from sources.layouts.files import sheet_layouts
from sources.layouts.personal_headers import names_a_person
from sources.sheets.plans import plan_sheets
from tests.grids import grid

PERSONS = [
    *("Nama", "Nama Lengkap", "Nama Ibu", "nama_bayi", "NamaAnak", "Nama Kepala Keluarga", "Nama KK", "Ibu (nama)"),
    *("Kepala Keluarga", "Nama Penerima Manfaat", "Nm. Pasien", "No HP", "Nomor WA", "Telepon", "NIK Ibu", "No. KK"),
]
THINGS = [
    *("Nama Desa/Kelurahan", "Nama Sekolah", "NAMA POSYANDU", "nama_akun", "NamaFaskes", "Nama Kegiatan", "Nama Obat"),
    *("Jumlah Kepala Keluarga", "Jumlah KK", "Kategori", "Keterangan", "Namun", "Ibu", "Bayi", "No"),
]


@pytest.mark.parametrize("header", PERSONS)
def test_persons_may_stand_below_it(header: str) -> None:
    assert names_a_person(header)


@pytest.mark.parametrize("header", THINGS)
def test_no_person_stands_below_it(header: str) -> None:
    assert not names_a_person(header)


def test_a_report_with_a_column_of_names_is_personal() -> None:
    for extra, is_personal in (("Nama Ibu", True), ("Nama Puskesmas", False)):
        sheet = grid([["desa_id", "jumlah_aki", "jumlah_akb", extra], ["53.71.04.1001", 0, 1, "x"]])
        (plan,) = plan_sheets(Book("ok", "", (sheet,)), sheet_layouts())
        assert plan.is_personal == is_personal
