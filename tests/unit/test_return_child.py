"""The child that makes workbooks serves one request after another, and each as if it were the first."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date

import pytest
from openpyxl import Workbook

from returns.child import answer_to
from returns.note import Return, SheetResult
from returns.request import REBUILT, packed

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


def _workbooks() -> int:
    return sum(isinstance(each, Workbook) for each in gc.get_objects())
