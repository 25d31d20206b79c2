"""Senders of CSV, ODS and XLS get an equally clear return, and LibreOffice opens what goes back."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from returned_reports import CORRECTED, VILLAGE, SmallOffice, coloured, marked, opened, saved, small_office, workbook

from returns.declared import declared_lines
from returns.phone_text import phone_text
from returns.workbook.child import answer_to
from returns.workbook.rebuilt import rebuild
from returns.workbook.request import SUMMARY_ONLY, packed
from sources.books.book import DAY_ZERO_1904, Grid
from sources.books.opening import open_book
from sources.layouts.files import sheet_layouts
from sources.received.snapshots import sha256_of
from sources.sheets.plans import plan_sheets

OTHER_VILLAGE = "53.71.04.1008"
LATER = date(2025, 6, 10)
CSV = f"desa_id;cakupan_imunisasi\r\n{VILLAGE};85\r\n{OTHER_VILLAGE};120\r\n".encode()
DECLARED = {"period": "2025-05", "unit": "orang"}
"""What the name of the file and the manifest say; targets are missing."""

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


HARVEST = ["Kelompok Tani", "Luas Panen (ha)", "Hasil Panen (kg)", "Kelompok Dampingan", "Program"]
WATER_POINTS = [
    *("Tanggal kunjungan", "Kabupaten atau kota", "Kecamatan", "Desa atau kelurahan", "Nama titik air"),
    *("Kondisi titik air", "Jumlah KK pengguna", "_uuid", "_index"),
]
INDEX = [
    *("Kode Desa", "Layanan Dasar", "Sosial", "Ekonomi", "Lingkungan", "Aksesibilitas"),
    *("Tata Kelola Pemerintahan Desa", "Skor Indeks Desa"),
]
PRESCHOOL = ["jumlah_paud_ra", "jumlah_guru_paud_ra", "jumlah_siswa_paud_ra"]
OWN_SUMMARY = [["desa_id", "jumlah_penderita"], [VILLAGE, "x"]]


class Story:
    """A village without Excel sends a CSV, one sends a damaged file, one has a sheet Ringkasan of its own."""

    def __init__(self, office: SmallOffice) -> None:
        self.office = office
        self.csv = office.receive(CSV, declared=DECLARED)
        office.receive(b"PK\x03\x04 cut off")
        own = saved(workbook(Ringkasan=OWN_SUMMARY))
        office.receive(own, declared={"period": "2025-05", "disease": "DBD"})
        self.returned_csv, self.returned_damaged, self.returned_own = sorted(
            office.returned(), key=lambda each: office.deliveries.index(each.wanted.delivery)
        )
        book = opened(self.returned_csv.workbook)
        self.renamed = office.receive(saved(book), CORRECTED, declared={"period": "2025-04"})
        (self.returned_renamed,) = [each for each in office.returned() if each.wanted.delivery == self.renamed]
        for row in book["Ringkasan"].iter_rows():
            if str(row[0].value).startswith("Sasaran 53"):
                row[1].value = "2000"
        self.corrected = office.receive(saved(book), LATER)


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with small_office() as office:
        yield Story(office)


def test_a_csv_comes_back_as_a_workbook_with_the_same_cells_and_room_for_what_was_missing(story: Story) -> None:
    book = opened(story.returned_csv.workbook)
    assert book.sheetnames == ["Ringkasan", "Data"]
    assert [[cell.value for cell in row[:2]] for row in book["Data"].iter_rows()] == [
        ["desa_id", "cakupan_imunisasi"],
        [VILLAGE, "85"],
        [OTHER_VILLAGE, "120"],
    ]
    assert coloured(book["Data"]) == {cell for _, cell in marked(book)} == {"B2", "B3"}
    told = {row[0].value: row[1].value for row in book["Ringkasan"].iter_rows() if row[0].value}
    asked = ("Periode", "Satuan", f"Sasaran {VILLAGE}", f"Sasaran {OTHER_VILLAGE}")
    assert [told[label] for label in asked] == ["2025-05", "orang", None, None]


def test_where_the_file_name_says_another_month_than_the_summary_it_is_asked(story: Story) -> None:
    (found,) = [found for found in story.office.findings_of(story.renamed) if found[0] == "P05"]
    assert found[2].startswith("Ringkasan!B")


def test_a_line_of_the_summary_that_is_asked_about_is_coloured_and_named_where_it_now_stands(story: Story) -> None:
    page = opened(story.returned_renamed.workbook)["Ringkasan"]
    (period,) = [row[1] for row in page.iter_rows() if row[0].value == "Periode"]
    (listed,) = [row for row in page.iter_rows() if "periode yang berbeda" in str(row[4].value)]
    assert [cell.value for cell in listed[1:4]] == ["Ringkasan", period.coordinate, "DITANYAKAN"]
    assert listed[2].hyperlink.location == f"'Ringkasan'!{period.coordinate}"
    assert period.coordinate in coloured(page)


def test_what_is_to_be_filled_in_is_a_coloured_box_and_the_first_step(story: Story) -> None:
    page = opened(story.returned_csv.workbook)["Ringkasan"]
    boxes = {row[0].value: row[1].coordinate for row in page.iter_rows() if row[0].value}
    assert coloured(page) >= {boxes[f"Sasaran {VILLAGE}"], boxes[f"Sasaran {OTHER_VILLAGE}"]}
    assert not coloured(page) & {boxes["Periode"], boxes["Satuan"]}
    assert '1. Isi kotak kuning pada "Keterangan kiriman" di bawah.' in boxes


def test_filled_in_and_sent_back_under_any_name_it_loads_and_answers(story: Story) -> None:
    assert story.office.rows_of(story.corrected) == {"loaded": 2}
    still_open = [wanted.delivery for wanted in story.office.open_returns()]
    assert story.csv not in still_open
    assert len(still_open) == 2


def test_a_file_that_cannot_be_opened_gets_the_summary_alone(story: Story) -> None:
    book = opened(story.returned_damaged.workbook)
    assert book.sheetnames == ["Ringkasan"]
    assert "tidak dapat dibuka" in str(book["Ringkasan"]["A3"].value)
    opening = story.returned_damaged.text.splitlines()[0]
    assert opening.startswith("Yth. Bapak/Ibu, laporan desa/kelurahan sudah kami terima")
    assert opening.endswith("tidak ada baris yang dapat dibaca.")
    told = [str(row[0].value) for row in book["Ringkasan"].iter_rows()]
    assert not any("sel yang berwarna" in line for line in told)
    assert "sel berwarna" not in story.returned_damaged.text
    assert "perbaiki berkas asli Anda" in story.returned_damaged.text


def test_a_file_too_large_to_be_marked_is_not_said_to_be_damaged(story: Story) -> None:
    book = opened(answer_to(packed(SUMMARY_ONLY, story.returned_csv.given, b"")))
    assert "terlalu besar untuk ditandai" in str(book["Ringkasan"]["A3"].value)
    text = phone_text(story.returned_csv.given, SUMMARY_ONLY)
    assert "baca ringkasan terlampir" in text
    assert "sel berwarna" not in text


def test_a_period_that_the_rows_tell_is_not_asked_for(story: Story) -> None:
    headers = ["Kode Desa/Kelurahan", "Musim Tanam", "Komoditas"]
    assert "Periode" in _declared(story, workbook(Panen=[[*headers, *HARVEST], [VILLAGE]]))
    assert "Periode" not in _declared(story, workbook(Titik=[WATER_POINTS, ["2025-05-03"]]))


def test_a_period_is_asked_for_where_the_column_that_would_tell_it_is_not_there(story: Story) -> None:
    assert "Periode" in _declared(story, workbook(Indeks=[INDEX, [VILLAGE, 85, 85, 85, 85, 25, 40, 63.78]]))
    assert "Periode" not in _declared(story, workbook(Indeks=[[*INDEX, "Tahun"], [VILLAGE]]))


def test_reports_of_months_and_half_years_in_one_workbook_have_a_line_for_each(story: Story) -> None:
    """One line Periode could hold only one of them, and whatever stood there would be wrong for the other."""
    book = workbook(PAUD=[PRESCHOOL, [1, 2, 30]], Kematian=[["desa_id", "jumlah_aki", "jumlah_akb"], [VILLAGE, 0, 1]])
    assert _declared(story, book) == {"Kode Desa": "", "Bulan": "", "Semester": "", "Tahun": ""}
    told = {"Kode Desa": "", "Bulan": "5", "Semester": "", "Tahun": "2025"}
    assert _declared(story, book, period="2025-05") == told
    assert _declared(story, book, period="2025-S1") == {**told, "Bulan": "", "Semester": "1"}


def test_of_sheets_called_by_their_months_the_year_is_asked_for(story: Story) -> None:
    deaths = [["desa_id", "jumlah_aki", "jumlah_akb"], [VILLAGE, 0, 1]]
    assert _declared(story, workbook(Januari=deaths, Februari=deaths)) == {"Tahun": ""}
    assert _declared(story, workbook(Januari=[["Tahun : 2025"], *deaths])) == {}


def test_what_its_sender_wrote_on_the_summary_is_on_the_next_one(story: Story) -> None:
    number = ["Nomor kiriman", f"{'ab12' * 4}:1"]
    written = [["Bulan", "Mei"], ["Semester", "1"], ["Tahun", "2025"], ["Desa kosong", "sda"]]
    book = workbook(Ringkasan=[*written, number], PAUD=[PRESCHOOL, [1, 2, "x"]])
    assert _declared(story, book) == {"Kode Desa": "", **dict(written)}


def _declared(story: Story, book: Workbook, **declared: str) -> dict[str, str]:
    read = story.office.reader.read(saved(book))
    return declared_lines(read, plan_sheets(read, sheet_layouts()), declared)


def test_the_sheet_ringkasan_of_the_sender_is_left_alone_and_read_as_data(story: Story) -> None:
    sheets = opened(story.returned_own.workbook)
    assert sheets.sheetnames == ["Ringkasan Setara", "Ringkasan"]
    assert [cell.value for cell in sheets["Ringkasan"][2]][:2] == OWN_SUMMARY[1]
    assert coloured(sheets["Ringkasan"]) == {"B2"}


def _convert(folder: Path, kind: str, *files: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_opens_returns_and_its_own_files_come_back_rebuilt(tmp_path: Path) -> None:
    lines = [
        ["LAPORAN BULANAN"],
        ["desa_id", "jumlah_aki", "jumlah_akb"],
        [VILLAGE, 1, "dua"],
        [OTHER_VILLAGE, None, 2],
    ]
    cover = [["Bulan", "Mei"], ["Tahun", 2025]]
    report, returned = tmp_path / "report.xlsx", tmp_path / "returned.xlsx"
    report.write_bytes(saved(workbook(Sampul=cover, Kematian=lines)))
    with small_office() as office:
        first = office.receive(report.read_bytes())
        returned.write_bytes(office.returned()[0].workbook)
        _convert(tmp_path, "ods", report, returned)
        _convert(tmp_path, "xls", report)
        again = office.receive((tmp_path / "returned.ods").read_bytes(), CORRECTED)
        for kind in ("ods", "xls"):
            office.receive((tmp_path / f"report.{kind}").read_bytes())
        by_delivery = {each.wanted.delivery.file_sha256: each for each in office.returned()}
        found = office.findings_of(again)

    # what LibreOffice makes of a return: every value and every note is there, and it answers the report
    assert [each for each in found if each[0] in {"N01", "N07"}] == [("N01", 3, "C3"), ("N07", 3, "B4")]
    assert first.file_sha256 not in by_delivery
    with zipfile.ZipFile(tmp_path / "returned.ods") as parts:
        content = parts.read("content.xml").decode()
    assert content.count("SETARA · DITOLAK") == len(re.findall("<office:annotation ", content)) == 2

    for kind in ("ods", "xls"):
        book = opened(by_delivery[sha256_of((tmp_path / f"report.{kind}").read_bytes())].workbook)
        assert book.sheetnames == ["Ringkasan", "Sampul", "Kematian"]
        assert [[cell.value for cell in row[:3]] for row in book["Kematian"].iter_rows(max_row=4)] == [
            [*line, *[None] * (3 - len(line))] for line in lines
        ]
        assert coloured(book["Kematian"]) == {"C3", "B4"}


def test_a_rebuilt_workbook_counts_its_days_as_the_one_that_came() -> None:
    of_a_mac = Grid("Data", False, ((44327,),), (1,), day_zero=DAY_ZERO_1904)
    content = BytesIO()
    rebuild([of_a_mac]).save(content)
    assert open_book(content.getvalue()).sheets[0].day_zero == DAY_ZERO_1904
