"""Numbers of persons where no header announces them: in remarks, in titles, below a header of something else."""

from __future__ import annotations

from collections.abc import Iterable

from sources.books.person_numbers import DIGITS, holds_a_nik
from sources.texts import Cell


def shows_a_nik(rows: Iterable[Iterable[Cell]]) -> bool:
    """Whether a cell holds what can be a NIK."""
    return any(holds_a_nik(text) for row in rows for cell in row if (text := _long_text(cell)))


def _long_text(cell: Cell) -> str:
    """The text or the whole number in a cell that has enough digits for a NIK; nothing of any other."""
    if isinstance(cell, str):
        return cell if len(cell) >= DIGITS else ""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return ""
    return str(int(cell)) if 10 ** (DIGITS - 1) <= cell < 10**DIGITS else ""
