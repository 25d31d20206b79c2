"""The child that makes workbooks serves one request after another, and each as if it were the first."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date

import pytest
from openpyxl import Workbook

from returns.note import Return, SheetResult
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


def _workbooks() -> int:
    return sum(isinstance(each, Workbook) for each in gc.get_objects())
