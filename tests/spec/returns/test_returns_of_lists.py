"""Lists of programmes, of which a village has several in a month: what another one says is no answer to a list."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from returned_reports import CORRECTED, REPORTED, VILLAGE, SmallOffice, opened, saved, small_office, workbook

from sources.received.delivery import Delivery

HEADERS = ["NIK KTP", "NAMA PENERIMA", "TAHAP", "BANSOS", "NM KAB", "NM KEC", "NM KEL", "STATUS", "NOMINAL", "TANGGAL"]
PLACE = ["Kota Kupang", "Alak", "Namosain"]
ANSWERED = date(2025, 6, 12)
FACILITIES = {
    "school": ["NPSN", "Nama Sekolah", "Tahun Dibangun", "Ruang Kelas", "Rombel", "Peserta Didik", "Kondisi Bangunan"],
    "health": ["Kode Faskes", "Nama Faskes", "Jenis Faskes", "Tahun Dibangun", "Kondisi Bangunan", "Jarak (km)"],
}
"""Two offices report on facilities."""


def payments(numbers: range, programme: str = "PKH", status: str = "OMSPAN", niks: str = "99710101018") -> bytes:
    """A kecamatan's list of payments, with one person a number."""
    return saved(workbook(Daftar=[HEADERS, *paid(numbers, programme, status, niks)]))


def paid(
    numbers: range, programme: str = "PKH", status: str = "OMSPAN", niks: str = "99710101018"
) -> list[list[object]]:
    """Its rows."""
    return [[f"{niks}{n:05d}", f"Penerima {n}", "1", programme, *PLACE, status, 750000, "12/05/2025"] for n in numbers]


@pytest.mark.parametrize(
    "other",
    [payments(range(11, 15)), payments(range(1, 5), "Sembako")],
    ids=["another list of the same programme", "the same people on the list of another programme"],
)
def test_another_list_of_the_same_village_and_month_is_no_answer(other: bytes) -> None:
    with small_office() as here:
        first = received(here, payments(range(1, 5), status="sukses"))
        received(here, other, later=True)
        assert [wanted.delivery for wanted in here.open_returns()] == [first]


@pytest.mark.parametrize(
    "faulty",
    [
        payments(range(1, 5), status="sukses"),
        payments(range(1, 5), "Bantuan"),
        payments(range(1, 5), niks="9971010101"),
    ],
    ids=["status", "programme", "every NIK cut"],
)
def test_the_list_once_more_without_faults_is_one(faulty: bytes) -> None:
    with small_office() as here:
        received(here, faulty)
        assert len(here.open_returns()) == 1
        received(here, payments(range(1, 6)), later=True)
        assert here.open_returns() == []


def test_health_posts_are_no_answer_to_schools() -> None:
    village = [*FACILITIES["school"], "Kode Desa"], [*FACILITIES["health"], "Kode Desa"]
    schools = saved(workbook(Data=[village[0], ["50399001", "SD Contoh", 1980, 6, 6, 100, "roboh", VILLAGE]]))
    posts = saved(workbook(Data=[village[1], ["P1", "Pustu Contoh", "Pustu", 1980, "Baik", 1, VILLAGE]]))
    with small_office() as here:
        first = received(here, schools, period="2025")
        received(here, posts, period="2025", later=True)
        assert [wanted.delivery for wanted in here.open_returns()] == [first]


def test_who_sends_back_the_mended_rows_alone_is_told_that_the_others_stay() -> None:
    with small_office() as here:
        received(here, saved(workbook(Daftar=[HEADERS, *paid(range(1, 8)), *paid(range(8, 9), status="sukses")])))
        book = opened(here.returned()[0].workbook)
        book["Daftar"].delete_rows(2, 7)
        book["Daftar"]["H2"].value = "OMSPAN"
        part = here.receive(saved(book), CORRECTED, family="program_records")
        (told,) = here.returned()
        assert (told.wanted.delivery, here.rows_of(part)) == (part, {"loaded": 1})
        assert "Sebanyak 7 orang" in "".join(note.message for note in told.given.notes)
        assert "Bila ada yang dihapus, kirim seluruh daftarnya." in told.text
        assert here.judged()[1].accepted["program_disbursements"].num_rows == 8
        here.receive(told.workbook, ANSWERED, family="program_records")
        assert here.open_returns() == []
        assert here.judged()[1].accepted["program_disbursements"].num_rows == 1


@pytest.mark.parametrize("form", ["without Ringkasan", "csv"])
def test_a_return_that_lost_its_summary_is_still_the_correction_of_its_list(form: str) -> None:
    with small_office() as here:
        received(here, saved(workbook(Daftar=[HEADERS, *paid(range(1, 7)), *paid(range(7, 9), status="sukses")])))
        book = opened(here.returned()[0].workbook)
        book["Daftar"].delete_rows(2)
        for row in (7, 8):
            book["Daftar"][f"H{row}"].value = "OMSPAN"
        del book["Ringkasan"]
        content = as_csv(book["Daftar"]) if form == "csv" else saved(book)
        corrected = received(here, content, later=True)
        assert here.rows_of(corrected) == {"loaded": 7}
        assert here.judged()[1].accepted["program_disbursements"].num_rows == 7
        assert [code for code, *_ in here.findings_of(corrected)] == ["K12"]
        assert here.open_returns() == []


def as_csv(sheet: Worksheet) -> bytes:
    """A sheet as a spreadsheet saves it alone."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([["" if cell is None else cell for cell in row] for row in sheet.values])
    return text.getvalue().encode()


def received(here: SmallOffice, content: bytes, *, period: str = "2025-05", later: bool = False) -> Delivery:
    """A file of a programme's office, about that period."""
    day = CORRECTED if later else REPORTED
    return here.receive(content, day, declared={"period": period}, family="program_records")
