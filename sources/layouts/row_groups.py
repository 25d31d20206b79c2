"""Lines that head a group of rows: what stands on such a line is true of every row below it, up to the next one.

A register of residents writes `No. KK : 9901…` on a line and the members of that family below. In some printings the
number stands alone in the first column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sources.texts import Cell, clean, is_blank, written

BARE_DIGITS = 16
"""A family card number has so many digits; so many alone at the start of a line are one."""
AFTER_LABEL = re.compile(r"^[\s:]*(?P<number>\d[\d\s.]*)?(?P<rest>.*)$", re.DOTALL)


@dataclass(frozen=True)
class RowGroups:
    """How the lines that head groups begin, and the contract column that their value fills in the rows below."""

    label: str
    """Its spellings, with | between them."""
    column: str

    @cached_property
    def _beginning(self) -> re.Pattern[str]:
        spellings = (map(re.escape, re.sub(r"\W", "", each)) for each in self.label.split("|"))
        labels = "|".join(r"\W*".join(letters) for letters in spellings)
        return re.compile(rf"^\W*(?:{labels})\b[\s.]*(?=:|\d|$|\s)", re.IGNORECASE)

    def value(self, row: Sequence[Cell]) -> tuple[int, Cell] | None:
        """Column and value of a line that heads a group; None for any other row."""
        filled = [(column, cell) for column, cell in enumerate(row) if not is_blank(cell)]
        if not filled:
            return None
        column, first = filled[0]
        if _is_bare_number(first) and (len(filled) == 1 or filled[1][0] > column + 1):
            return column, first
        match = self._beginning.match(clean(first)) if isinstance(first, str) else None
        if match is None:
            return None
        number = _after_label(clean(str(first))[match.end() :])
        if number is not None:
            return column, number
        beside = [(place, cell) for place, cell in filled[1:] if clean(written(cell) or "") != ":"]
        return beside[0] if beside else (column, None)


def _is_bare_number(cell: Cell) -> bool:
    text = re.sub(r"\s", "", written(cell) or "")
    return text.isdigit() and len(text) == BARE_DIGITS


def _after_label(text: str) -> str | None:
    """The number behind a label without its spaces, else whatever stands there; None where nothing does."""
    match = AFTER_LABEL.match(text)
    if match is not None and match["number"]:
        return re.sub(r"[\s.]", "", match["number"])
    return text.strip(" :") or None
