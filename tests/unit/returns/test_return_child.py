"""The child that makes workbooks serves one request after another, and each as if it were the first."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from returns.note import Note, Return, SheetResult
from returns.workbook.child import answer_to
from returns.workbook.request import CANNOT, OWN, PLAIN, REBUILT, Made, packed, unpacked
from returns.workbook.writer import ReturnWriter
from sources.books.child_reader import Unread

CSV = b"desa_id;jumlah\r\n53.71.04.1001;satu\r\n"
DAY = date(2025, 6, 5)
GIVEN = Return("ab" * 32, 1, DAY, DAY, "Laporan", False, (SheetResult(1, "Data", 1, 0, 1, 0, 0),), (), {})


@pytest.fixture
def as_in_the_child() -> Iterator[None]:
    """Nothing is collected by itself."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("as_in_the_child")
def test_a_workbook_that_went_back_leaves_the_memory() -> None:
    before = _workbooks()
    for _ in range(3):
        answer_to(packed(REBUILT, GIVEN, CSV))
    assert _workbooks() - before == 1


class _Answering(ReturnWriter):
    """Answers as a child would."""

    def __init__(self, answers: dict[str, bytes | Unread]) -> None:
        super().__init__()
        self.answers = answers

    def _answer(self, content: bytes) -> bytes | Unread:
        return self.answers[unpacked(content)[0]]


def test_where_the_senders_parts_end_the_child_the_workbook_is_still_the_senders_own() -> None:
    ended, made = Unread("unreadable", "SIGKILL"), b"workbook"
    assert _Answering({OWN: ended, PLAIN: made}).workbook(GIVEN, CSV) == Made(PLAIN, made)
    assert _Answering({OWN: ended, PLAIN: ended, REBUILT: made}).workbook(GIVEN, CSV) == Made(REBUILT, made)
    assert _Answering({OWN: CANNOT, REBUILT: made}).workbook(GIVEN, CSV) == Made(REBUILT, made)


def test_more_findings_than_a_workbook_can_bear_are_counted_and_the_gravest_told() -> None:
    """They did not fit into a request, and the whole run ended for want of a return."""
    text = "Isi sel ini bukan angka. " * 40
    note = Note(1, 2, "B2", "warn", "N01", text, text, "", asks=True, is_confirmable=False)
    grave = replace(note, severity="reject", message="Yang paling berat")
    given = replace(GIVEN, notes=(*[note] * 150_000, grave))
    with ReturnWriter() as writer:
        made = writer.workbook(given, CSV)
    assert made.form == REBUILT
    summary = load_workbook(io.BytesIO(made.content))["Ringkasan"]
    texts = [cell.value for row in summary.iter_rows() for cell in row if cell.value]
    assert "Yang ditemukan (150001)" in texts
    assert "Yang paling berat" in texts
    assert "… dan 149001 lagi." in texts


def _workbooks() -> int:
    return sum(isinstance(each, Workbook) for each in gc.get_objects())
