"""Pairs of records go out to be decided and come back; the next release rests on what was said."""

from __future__ import annotations

import stat
from pathlib import Path

import openpyxl
import pytest

from flows.rooms import Rooms
from setara.commands.linking import hand_out_pairs, print_decisions, print_pairs, take_decisions
from setara.progress import console
from setara.workspace import WorkspaceError
from tests.person_lists import records
from tests.unit.erasure.offices import office
from vault.linkage.decisions import SAME_PERSON, read_decisions
from vault.linkage.review import AUTHOR, DECISION, HEADERS


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    """An office in whose last run one pair could not be told apart."""
    made = office(tmp_path / "office")
    unsure = {"nik": None, "birth_date": None, "sex": "M"}
    made.person_store.persons({"program_beneficiaries": records({}, unsure)}, made.workspace.vault / "spill")
    return made


def answer(book: Path, said: str, by: str) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook.worksheets[0]
    sheet.cell(2, HEADERS.index(DECISION) + 1, said)
    sheet.cell(2, HEADERS.index(AUTHOR) + 1, by)
    workbook.save(book)


def test_a_pair_is_handed_out_decided_and_recorded_once(rooms: Rooms, tmp_path: Path) -> None:
    book = hand_out_pairs(rooms, tmp_path)
    assert book is not None
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    before = rooms.input_fingerprint([])
    answer(book, "Sama", "Operator A")
    assert take_decisions(rooms, book) == (1, [])
    assert take_decisions(rooms, book) == (0, [])
    assert read_decisions(rooms.person_store.blobs)["decision"].to_pylist() == [SAME_PERSON]
    assert rooms.input_fingerprint([]) != before


def test_an_answer_that_is_not_understood_is_named_and_not_recorded(rooms: Rooms, tmp_path: Path) -> None:
    book = hand_out_pairs(rooms, tmp_path)
    assert book is not None
    answer(book, "mungkin", "Operator A")
    with console.capture() as said:
        print_decisions(rooms, book)
    assert "Rows without answer or author: 2" in said.get()
    assert read_decisions(rooms.person_store.blobs).num_rows == 0


def test_where_no_pair_waits_that_is_said(tmp_path: Path) -> None:
    with console.capture() as said:
        print_pairs(office(tmp_path / "office"), tmp_path)
    assert "No pair waits" in said.get()


def test_other_files_and_the_workspace_itself_are_refused(rooms: Rooms, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    for file in (other, tmp_path / "nowhere.xlsx"):
        with pytest.raises(WorkspaceError):
            take_decisions(rooms, file)
    with pytest.raises(WorkspaceError, match="within the workspace"):
        hand_out_pairs(rooms, rooms.workspace.outbox)
