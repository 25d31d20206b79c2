"""Tables whose rows stand in one cell each: a CSV that a spreadsheet opened without taking its columns apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sources.layouts.index import LayoutIndex
from sources.sheets.header_rows import matches_of_row
from sources.texts import Cell, is_blank

SEPARATORS = (";", ",", "\t")
SAID = (
    "semua kolom dalam satu sel, jadi pisahkan dahulu (di Excel: Data, Teks ke Kolom) | "
    "all columns in one cell, so take them apart first (in Excel: Data, Text to Columns)"
)


def crowded(rows: Iterable[Sequence[Cell]], layouts: LayoutIndex) -> str | None:
    """What is to be said of a sheet in which one cell holds all headers of a layout; None where no cell does."""
    texts = [cell for row in rows for cell in _alone(row) if isinstance(cell, str)]
    split = ([part.strip(' "') for part in text.split(each)] for text in texts for each in SEPARATORS if each in text)
    return SAID if any(not match.missing for row in split for match in matches_of_row(row, layouts)) else None


def _alone(row: Sequence[Cell]) -> list[Cell]:
    """The cell of a row that has no other."""
    filled = [cell for cell in row if not is_blank(cell)]
    return filled if len(filled) == 1 else []
