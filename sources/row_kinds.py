"""Which rows of a recognised sheet are data, and which are layout: titles, headings, totals, notes, signatures.

Layout rows are those up to the header, rows of totals, notes, column numbers such as (1) (2), repeated headers, rows
with nothing in a column of the layout; and after a total or an empty row everything until a row whose anchor cell
begins like a code or a number again, because that is where notes and signatures stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.recognise import Match, Rows
from sources.texts import Cell, clean, is_blank, key

TOTAL = re.compile(r"^(?:grand\s+|sub\s*)?(?:jumlah|total)\b", re.IGNORECASE)
NOTE = re.compile(r"^(?:catatan|sumber|keterangan|ket)\s*[.:]|^\*", re.IGNORECASE)
COLUMN_NUMBER = re.compile(r"^\(\d+\)$")
FIGURE = re.compile(r"^\W*(?:bps|kemendagri|rp|idr)?\W*\d", re.IGNORECASE)


def used_rows(rows: Rows) -> int:
    """How many rows have anything in them."""
    return sum(1 for row in rows if any(not is_blank(cell) for cell in row))


def data_rows(rows: Rows, row_numbers: Sequence[int], match: Match) -> list[int]:
    """Indexes of the data rows of a table."""
    layout = match.layout
    mapped = [
        column
        for header, column in match.positions.items()
        if layout.columns_of(header) or header in layout.area.headers.values()
    ]
    anchor = match.positions.get(layout.anchor)
    found = []
    is_closed = False
    for index in range(match.header_row + 1, len(rows)):
        row = rows[index]
        filled = [cell for cell in row if not is_blank(cell)]
        if not filled or row_numbers[index] != row_numbers[index - 1] + 1:
            is_closed = True
        if not filled or not any(column < len(row) and not is_blank(row[column]) for column in mapped):
            continue
        if _is_total(filled):
            is_closed = True
        elif not _is_note(filled) and not _repeats_header(row, anchor, layout.anchor):
            is_closed = is_closed and not _has_figure(row, anchor)
            if not is_closed:
                found.append(index)
    return found


def _is_total(filled: list[Cell]) -> bool:
    return isinstance(filled[0], str) and TOTAL.match(clean(filled[0])) is not None


def _is_note(filled: list[Cell]) -> bool:
    texts = [clean(cell) for cell in filled if isinstance(cell, str)]
    if len(texts) == len(filled) and all(COLUMN_NUMBER.match(text) for text in texts):
        return True
    return len(filled) == 1 and bool(texts) and NOTE.match(texts[0]) is not None


def _repeats_header(row: Sequence[Cell], anchor: int | None, header: str) -> bool:
    if anchor is None or anchor >= len(row):
        return False
    cell = row[anchor]
    return isinstance(cell, str) and key(cell) == key(header)


def _has_figure(row: Sequence[Cell], anchor: int | None) -> bool:
    return anchor is not None and anchor < len(row) and FIGURE.match(str(row[anchor])) is not None
