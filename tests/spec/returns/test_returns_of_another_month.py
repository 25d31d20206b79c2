"""Last month's return serves for this month's report, and its sender forgets to change the period on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from returned_reports import REPORTED, Returned, SmallOffice, opened, saved, small_office, workbook

from sources.received.delivery import Delivery

VILLAGES = ("53.71.04.1001", "53.71.04.1008", "53.71.04.1009", "53.71.04.1011")
IN_JULY, LATER = date(2025, 7, 5), date(2025, 7, 8)
MAY: tuple[object, ...] = (1, 2, "tiga", 4)


def _filled_in(returned: Returned, *infants: object) -> bytes:
    book = opened(returned.workbook)
    for row, number in enumerate(infants, start=2):
        book["Data"].cell(row, 3).value = number
    return saved(book)


@pytest.fixture
def office() -> Iterator[SmallOffice]:
    lines = [[village, 0, number] for village, number in zip(VILLAGES, MAY, strict=True)]
    with small_office() as small:
        small.receive(
            saved(workbook(Data=[["desa_id", "jumlah_aki", "jumlah_akb"], *lines])),
            REPORTED,
            declared={"period": "2025-05"},
        )
        yield small


def _codes(office: SmallOffice, delivery: Delivery) -> set[str]:
    return {code for code, *_ in office.findings_of(delivery)} - {"P03", "K08"}


def test_what_was_right_is_not_replaced_by_another_months_figures(office: SmallOffice) -> None:
    (returned,) = office.returned()
    of_june = office.receive(_filled_in(returned, 5, 6, 7, 8), IN_JULY)
    assert (_codes(office, of_june), office.rows_of(of_june)) == ({"K14"}, {"held": 4})
    again = [each for each in office.returned() if each.wanted.delivery == of_june]
    book = opened(again[0].workbook)
    page = book["Ringkasan"]
    next(row[1] for row in page.iter_rows() if row[0].value == "Periode").value = "2025-06"
    mended = office.receive(saved(book), LATER)
    assert (_codes(office, mended), office.rows_of(mended)) == (set(), {"loaded": 4})


def test_sent_once_more_it_is_a_correction(office: SmallOffice) -> None:
    (returned,) = office.returned()
    asked = office.receive(_filled_in(returned, 5, 6, 7, 8), IN_JULY)
    again = [each for each in office.returned() if each.wanted.delivery == asked]
    sent = office.receive(again[0].workbook, LATER)
    assert (_codes(office, sent), office.rows_of(sent)) == (set(), {"loaded": 4})


@pytest.mark.parametrize(
    ("infants", "day"), [((1, 2, 3, 4), IN_JULY), ((1, 6, 3, 4), IN_JULY), ((5, 6, 7, 8), date(2025, 6, 20))]
)
def test_a_correction_is_taken_as_one(office: SmallOffice, infants: tuple[object, ...], day: date) -> None:
    (returned,) = office.returned()
    mended = office.receive(_filled_in(returned, *infants), day)
    assert _codes(office, mended) == set()


BUDGET = ("total_anggaran", "total_belanja", "belanja_pegawai", "belanja_barang_jasa", "belanja_modal")
OF_MAY = (900_000_000, 950_000_000, 400_000_000, 300_000_000, 200_000_000, 50_000_000)


@pytest.mark.parametrize(
    ("figures", "codes"),
    [
        ((1_000_000_000, *OF_MAY[1:]), set()),
        ((1_000_000_000, 960_000_000, 410_000_000, 305_000_000, 195_000_000, 50_000_000), {"K14"}),
    ],
)
def test_of_a_single_row_one_corrected_figure_makes_no_other_month(figures: tuple[int, ...], codes: set[str]) -> None:
    with small_office() as office:
        header = (*BUDGET, "belanja_tidak_langsung")
        office.receive(
            saved(workbook(Data=[header, OF_MAY])),
            REPORTED,
            declared={"village": VILLAGES[0], "period": "2025-05"},
        )
        (returned,) = office.returned()
        book = opened(returned.workbook)
        for column, figure in enumerate(figures, start=1):
            book["Data"].cell(2, column).value = figure
        assert _codes(office, office.receive(saved(book), IN_JULY)) == codes
