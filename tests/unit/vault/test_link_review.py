"""The review file goes out and its answers come back; decisions are kept encrypted and only added to."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from vault.linkage.decisions import add_decisions, read_decisions, standing
from vault.linkage.review import AUTHOR, DECISION, HEADERS, decisions_in, review_workbook
from vault.linkage.tables import PAIRS
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import VaultKey

TODAY = date(2025, 3, 1)
ONE, OTHER, THIRD = "1" * 32, "2" * 32, "3" * 32


def pairs(*rows: dict) -> pa.Table:
    empty = dict.fromkeys(PAIRS.names)
    return pa.Table.from_pylist([{**empty, "is_linked": False, **row} for row in rows], PAIRS)


def sheet_of(content: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_open_pairs_are_written_as_text_and_answers_come_back() -> None:
    given = pairs(
        {"one": ONE, "other": OTHER, "match_weight": 3.0, "name_one": "=CMD WARGA", "nik_one": "9901015708860001"},
        {"one": ONE, "other": THIRD, "decision": "beda"},
    )
    grid = sheet_of(review_workbook(given))
    assert len(grid) == 2
    assert grid[0] == list(HEADERS)
    assert {"=CMD WARGA", "9901015708860001"} <= set(grid[1])
    for answer, is_same in (("Sama", "sama"), (" beda ", "beda")):
        grid[1][HEADERS.index(DECISION)], grid[1][HEADERS.index(AUTHOR)] = answer, "Petugas 1"
        made, unclear = decisions_in(grid, TODAY)
        assert (made[0]["one"], made[0]["other"], made[0]["decision"], unclear) == (ONE, OTHER, is_same, [])


def test_no_answer_is_open_and_an_odd_one_is_told() -> None:
    row = dict.fromkeys(HEADERS, "")
    odd = {**row, DECISION: "mungkin", AUTHOR: "Petugas 1"}
    unsigned = {**row, DECISION: "sama"}
    grid = [list(HEADERS), *(list(each.values()) for each in (row, odd, unsigned))]
    assert decisions_in(grid, TODAY) == ([], [3, 4])


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="review file"):
        decisions_in([["NIK", "Nama"]], TODAY)


def test_decisions_are_added_and_the_later_one_stands(tmp_path: Path) -> None:
    blobs = EncryptedBlobs(tmp_path / "linkage", VaultKey(bytes(32)))
    said = {"one": ONE, "other": OTHER, "decision": "sama", "author": "Petugas 1", "decided_on": TODAY}
    assert add_decisions(blobs, [said]) == 1
    assert add_decisions(blobs, [said]) == 0
    assert add_decisions(blobs, [{**said, "decision": "beda"}]) == 1
    assert read_decisions(blobs).num_rows == 2
    assert standing(read_decisions(blobs)) == {(ONE, OTHER): "beda"}
