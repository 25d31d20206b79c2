"""What marks a returned workbook: its sheet `Ringkasan`, and its two columns beside a table.

The sheet is read like a cover, so that a corrected file says what was declared with the file that it corrects, and
names the delivery that it answers. The columns are no data: one repeats our words, in the other the sender answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.books.book import Grid
from sources.texts import Cell, clean, is_blank, key, written

SUMMARY_NAME = "Ringkasan"
OTHER_SUMMARY_NAME = "Ringkasan Setara"
"""Its name where the sender has a sheet Ringkasan of his own."""
DELIVERY_LABEL = "Nomor kiriman"
NOTES_HEADER = "Catatan Setara"
ANSWER_HEADER = "Konfirmasi"
RETURNED_HEADERS = frozenset({key(NOTES_HEADER), key(ANSWER_HEADER)})
"""Keys of the headers that we put beside a table."""
DELIVERY_NUMBER = re.compile(r"[0-9a-f]{16}:[1-9]\d{0,8}")

_SUMMARY_KEYS = frozenset({key(SUMMARY_NAME), key(OTHER_SUMMARY_NAME)})
_DELIVERY_KEY = key(DELIVERY_LABEL)
_ANSWER_KEY = key(ANSWER_HEADER)


def delivery_number(file_sha256: str, delivery_no: int) -> str:
    """How a returned workbook names the delivery that it is about."""
    return f"{file_sha256[:16]}:{delivery_no}"


def is_summary(grid: Grid) -> bool:
    """True for a sheet Ringkasan that we wrote: a sender's own has no number of a delivery."""
    return key(grid.name) in _SUMMARY_KEYS and answered_delivery(grid) is not None


def answered_delivery(grid: Grid) -> str | None:
    """The number of the delivery that a sheet Ringkasan is about; None where it names none."""
    for label, *values in filter(None, grid.filled):
        if values and key(written(label) or "") == _DELIVERY_KEY:
            number = clean(written(values[0]) or "")
            if DELIVERY_NUMBER.fullmatch(number):
                return number
    return None


def answer_column(header_row: Sequence[Cell]) -> int | None:
    """Place of the column in which a sender answers, the last where a table had one of that name before ours; None
    where it has none."""
    places = [column for column, cell in enumerate(header_row) if isinstance(cell, str) and key(cell) == _ANSWER_KEY]
    return places[-1] if places else None


def answer_in(row: Sequence[Cell], column: int | None) -> str | None:
    """What the sender answers in a row; None where nothing is written."""
    if column is None or column >= len(row) or is_blank(row[column]):
        return None
    return clean(written(row[column]) or "") or None
