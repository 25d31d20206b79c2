"""`memang benar` beside a finding on the sheet Ringkasan counts for its row, or its sender is told where it belongs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openpyxl import Workbook
from returned_reports import CORRECTED, VILLAGE, Returned, SmallOffice, opened, saved, small_office, workbook

from sources.received.delivery import Delivery

COVER = [["Kode Desa", VILLAGE], ["Bulan", "Mei"], ["Tahun", 2025]]
FACILITIES = [
    ["desa_id", "nama", "jumlah", "kategori"],
    [VILLAGE, "Posyandu Melati", 1, "posyandu"],
    [VILLAGE, "Pasar Contoh", 1, "posyandu"],
    [VILLAGE, "Gereja Contoh", 1, "gereja"],
    [VILLAGE, "SD Contoh", "satu", "sd"],
]


@pytest.fixture
def office() -> Iterator[SmallOffice]:
    with small_office() as small:
        small.receive(saved(workbook(Sampul=COVER, Sarana=FACILITIES)))
        yield small


def _row_of(book: Workbook, cell: str) -> int:
    return next(row[2].row for row in book["Ringkasan"].iter_rows() if row[2].value == cell)


def _answered(
    returned: Returned, cell: str = "D3", column: str = "G", text: str = "memang benar, pasar desa"
) -> Workbook:
    book = opened(returned.workbook)
    book["Ringkasan"][f"{column}{_row_of(book, cell)}"].value = text
    return book


def _codes(office: SmallOffice, delivery: Delivery) -> list[tuple[str, str, str | None]]:
    found = office.judged()[1].findings.to_pylist()
    return [
        (each["code"], each["cell"], each["confirmed_by"])
        for each in found
        if each["file_sha256"] == delivery.file_sha256 and each["code"] in {"H02", "C02", "C03", "C05"}
    ]


@pytest.mark.parametrize("column", ["G", "H", "F"])
def test_an_answer_beside_the_finding_or_over_its_next_step_counts_for_its_row(
    office: SmallOffice, column: str
) -> None:
    (returned,) = office.returned()
    second = office.receive(saved(_answered(returned, column=column)), CORRECTED)
    assert _codes(office, second) == [("H02", "D3", "sender")]


def test_it_follows_its_row_where_other_rows_went(office: SmallOffice) -> None:
    (returned,) = office.returned()
    book = _answered(returned)
    book["Sarana"].delete_rows(2)
    assert _codes(office, office.receive(saved(book), CORRECTED)) == [("H02", "D2", "sender")]


def test_where_its_row_is_not_found_its_sender_is_told_where_to_write_it(office: SmallOffice) -> None:
    (returned,) = office.returned()
    book = _answered(returned)
    notes = next(cell.column for cell in book["Sarana"][1] if cell.value == "Catatan Setara")
    book["Sarana"].delete_cols(notes)
    row = _row_of(book, "D3")
    second = office.receive(saved(book), CORRECTED)
    assert _codes(office, second) == [("C05", f"G{row}", None), ("H02", "D3", None)]
    again = [each for each in office.returned() if each.wanted.delivery.file_sha256 == second.file_sha256]
    texts = [str(cell.value) for line in opened(again[0].workbook)["Ringkasan"].iter_rows() for cell in line]
    assert any("barisnya tidak ditemukan" in text for text in texts)


def test_what_cannot_be_confirmed_is_told_at_its_row(office: SmallOffice) -> None:
    (returned,) = office.returned()
    second = office.receive(saved(_answered(returned, "C5")), CORRECTED)
    assert ("C03", "", None) in _codes(office, second)


@pytest.mark.parametrize("text", ["sudah diperbaiki", "OK", "v"])
def test_other_remarks_there_are_the_senders_own(office: SmallOffice, text: str) -> None:
    (returned,) = office.returned()
    second = office.receive(saved(_answered(returned, text=text)), CORRECTED)
    assert _codes(office, second) == [("H02", "D3", None)]
