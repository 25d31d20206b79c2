"""Taking a person out of a file: whose row it is, which cells, and what the new file looks like."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from sources.books.book import DAY_ZERO_1904, Book, Grid
from sources.books.reader import BookReader
from sources.redaction import Persons, redacted
from sources.texts import Cell

NIK, OTHER = "9971014107900001", "9971014107900002"
LIST = Persons(frozenset({NIK}), {1: {2}}, {1})
"""Row 2 of sheet 1, a list of persons, is the person's own."""


def book(*rows: tuple[Cell, ...], name: str = "Daftar") -> Book:
    return Book("ok", "", (Grid(name, False, rows, tuple(range(1, len(rows) + 1))),))


@pytest.mark.parametrize(
    ("value", "is_named"),
    [
        (NIK, True),
        (int(NIK), True),
        (float(5371014107900001), False),
        (f"'{NIK}", True),
        (f"NIK: {NIK}.", True),
        ("9971 0141 0790 0001", True),
        ("99.71.01.410790.0001", True),
        ("9971014107900001\u200b", True),
        (f"2 {NIK}", True),
        (f"1{NIK}", False),
        (f"{NIK}5", False),
        (OTHER, False),
        (None, False),
        (True, False),
        (date(2025, 1, 1), False),
    ],
)
def test_a_number_is_seen_however_it_is_written(value: Cell, is_named: bool) -> None:
    assert Persons(frozenset({NIK}), {}, ()).named_in(value) == is_named


def test_an_own_row_goes_whole_and_another_persons_row_loses_only_the_number() -> None:
    made = redacted(b"PK", book(("nik", "nama", "nik ibu"), (NIK, "Warga Contoh 1", None), (OTHER, "Anak", NIK)), LIST)
    assert made is not None
    rows = list(openpyxl.load_workbook(io.BytesIO(made.content)).active.iter_rows(values_only=True))
    assert rows == [("nik", "nama", "nik ibu"), (None, None, None), (OTHER, "Anak", None)]
    assert (made.rows, made.cells) == ({(1, 2)}, ((1, 3),))


def test_on_a_sheet_that_no_layout_reads_the_whole_row_goes() -> None:
    made = redacted(b"PK", book(("a", "b"), ("Warga Contoh 1", f"KTP {NIK}")), Persons(frozenset({NIK}), {}, ()))
    assert made is not None
    assert made.rows == {(1, 2)}


def test_the_new_workbook_is_read_as_the_old_one() -> None:
    moment = datetime.fromisoformat("2025-01-02T03:04:05")
    given = book((NIK, None, None), ("=2+3", 5, 0.25), ("0123", True, date(2025, 1, 2)), (" x ", moment, -1))
    made = redacted(b"PK", given, Persons(frozenset({NIK}), {}, ()))
    assert made is not None
    assert redacted(b"PK", given, Persons(frozenset({NIK}), {}, ())) == made
    with BookReader() as reader:
        (read,) = reader.read(made.content).sheets
    assert read.name == "Daftar"
    assert read.rows == ((None, None, None), *given.sheets[0].rows[1:])


def test_days_that_stand_as_numbers_are_counted_as_before() -> None:
    of_a_mac = replace(book((NIK,), (44327,)).sheets[0], day_zero=DAY_ZERO_1904)
    made = redacted(b"PK", Book("ok", "", (of_a_mac,)), Persons(frozenset({NIK}), {}, ()))
    assert made is not None
    with BookReader() as reader:
        assert reader.read(made.content).sheets[0].day_zero == DAY_ZERO_1904


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_text_stays_a_text(separator: str) -> None:
    lines = [("nik", "nama"), (NIK, "Warga Contoh 1"), (OTHER, f'Warga "Contoh"{separator} 2')]
    content = "\n".join(separator.join(f'"{cell}"'.replace('"Contoh"', '""Contoh""') for cell in row) for row in lines)
    with BookReader() as reader:
        made = redacted(content.encode(), reader.read(content.encode()), LIST)
        assert made is not None
        (read,) = reader.read(made.content).sheets
    assert read.rows == (lines[0], (None, None), lines[2])


def test_a_json_text_becomes_a_workbook_though_its_sheets_have_paths_for_names() -> None:
    rows = [{"nik": NIK, "nama": "Warga Contoh 1"}, {"nik": OTHER, "nama": "Warga Contoh 2"}]
    path = "penerima bantuan sosial tahun ini"
    content = json.dumps({path: {"kota": rows, "desa": rows, "a:b": rows}}).encode()
    with BookReader() as reader:
        made = redacted(content, reader.read(content), Persons(frozenset({NIK}), {}, ()))
        assert made is not None
        read = reader.read(made.content).sheets
    assert len({grid.name for grid in read}) == 3
    assert [grid.rows[1:] for grid in read] == [((None, None), (OTHER, "Warga Contoh 2"))] * 3


def test_a_text_that_could_not_be_opened_loses_its_lines() -> None:
    unread = Book("encoding", "")
    made = redacted(f"nama\xe9\nA,{NIK}\nB,{OTHER}".encode("latin-1"), unread, LIST)
    assert made is not None
    assert made.content == f"nama\xe9\n\nB,{OTHER}".encode("latin-1")
    assert redacted(b"nobody", unread, LIST) is None
    assert redacted(b"\x00" + NIK.encode(), unread, LIST) is None


def test_a_file_without_the_person_is_left_alone() -> None:
    assert redacted(b"PK", book(("nik",), (OTHER,)), Persons(frozenset({NIK}), {}, {1})) is None
