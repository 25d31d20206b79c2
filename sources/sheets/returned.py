"""What marks a returned workbook: its sheet `Ringkasan`, and its two columns beside a table.

The sheet is read like a cover, so that a corrected file says what was declared with the file that it corrects, and
names the delivery that it answers. The columns are no data: one repeats our words, in the other the sender answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sources.books.book import Book, Grid
from sources.sheets.cover import NO_COVER, Cover, read_cover
from sources.texts import Cell, clean, is_blank, key, written

SEVERITY_WORDS = {"reject": "DITOLAK", "ask": "DITANYAKAN", "warn": "PERIKSA"}
"""With which of these each of our notes begins."""
SUMMARY_NAME = "Ringkasan"
SUMMARY_TITLE = "Ringkasan pemeriksaan laporan"
"""Its first line, by which it is known where its sender gave it another name."""
OTHER_SUMMARY_NAME = "Ringkasan Setara"
"""Its name where the sender has a sheet Ringkasan of his own."""
DELIVERY_LABEL = "Nomor kiriman"
FINDING_HEADINGS = ("No.", "Lembar", "Sel", "Tingkat", "Masalah", "Yang perlu dilakukan")
"""Above the list of findings on that sheet."""
NOTES_HEADER = "Catatan Setara"
ANSWER_HEADER = "Konfirmasi"
RETURNED_HEADERS = frozenset({key(NOTES_HEADER), key(ANSWER_HEADER)})
"""Keys of the headers that we put beside a table."""
DELIVERY_NUMBER = re.compile(r"[0-9a-f]{16}:[1-9]\d{0,8}")

_SUMMARY_KEYS = frozenset({key(SUMMARY_NAME), key(OTHER_SUMMARY_NAME)})
_DELIVERY_KEY = key(DELIVERY_LABEL)
_ANSWER_KEY, _NOTES_KEY = key(ANSWER_HEADER), key(NOTES_HEADER)
_SAID_TRUE = re.compile(r"\b(?:benar|bener|betul|memang\s+(?:demikian|begitu))", re.IGNORECASE)
_SAID_BEHIND = re.compile(r"(?<=[.\u2026])\s*\b(memang\s+(?:benar|bener|betul|demikian|begitu)\b.*)", re.I | re.DOTALL)
"""What no message of ours says, and a sender may write behind the end of one."""


def delivery_number(file_sha256: str, delivery_no: int) -> str:
    """How a returned workbook names the delivery that it is about."""
    return f"{file_sha256[:16]}:{delivery_no}"


def is_summary(grid: Grid) -> bool:
    """True for a sheet Ringkasan that we wrote, under any name: a sender's own has no number of a delivery."""
    is_named = key(grid.name) in _SUMMARY_KEYS or _first_text(grid) == SUMMARY_TITLE
    return is_named and answered_delivery(grid) is not None


def summary_of(book: Book) -> Cover:
    """What the summary in a book repeats of the file that it was made from."""
    return next((read_cover(grid, SUMMARY_NAME) for grid in book.sheets if is_summary(grid)), NO_COVER)


def _first_text(grid: Grid) -> str | None:
    first = next((row[0] for row in grid.filled if row), None)
    return clean(first) if isinstance(first, str) else None


def answered_delivery(grid: Grid) -> str | None:
    """The number of the delivery that a sheet Ringkasan is about; None where it names none."""
    for label, *values in filter(None, grid.filled):
        if values and key(written(label) or "") == _DELIVERY_KEY:
            number = clean(written(values[0]) or "")
            if DELIVERY_NUMBER.fullmatch(number):
                return number
    return None


class AnswerColumns(NamedTuple):
    """Places of our two columns, the last ones where a table had such names before; None where it has none."""

    answers: int | None
    notes: int | None
    beside: int | None = None
    """The column right of that for answers, where it has no header."""


def is_own_header(cell: Cell) -> bool:
    """True for a header that we put beside a table."""
    return isinstance(cell, str) and key(cell) in RETURNED_HEADERS


def answer_columns(header_row: Sequence[Cell]) -> AnswerColumns:
    """The columns of a table in which a sender may answer."""
    places = {key(cell): column for column, cell in enumerate(header_row) if isinstance(cell, str)}
    answers = places.get(_ANSWER_KEY)
    beside = None if answers is None or not all(map(is_blank, header_row[answers + 1 : answers + 2])) else answers + 1
    return AnswerColumns(answers, places.get(_NOTES_KEY), beside)


def answer_in(row: Sequence[Cell], columns: AnswerColumns) -> str | None:
    """What the sender answers in a row, or writes beside that cell, over or behind our note of the row where that is an
    answer; None where nothing is written."""
    answer = _text_in(row, columns.answers)
    if answer is not None:
        return answer
    beside, note = _text_in(row, columns.beside), _text_in(row, columns.notes)
    if beside is not None and says_true(beside):
        return beside
    if note is None or not says_true(note):
        return None
    if not note.startswith(tuple(SEVERITY_WORDS.values())):
        return note
    behind = _SAID_BEHIND.search(note)
    return behind[1] if behind else None


def says_true(text: str) -> bool:
    """Whether somebody may have written that a value is right."""
    return _SAID_TRUE.search(text) is not None


def _text_in(row: Sequence[Cell], column: int | None) -> str | None:
    if column is None or column >= len(row) or is_blank(row[column]):
        return None
    return clean(written(row[column]) or "") or None
