"""What a return says: the notes on a file's cells, what became of its rows, and what was declared with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

ORDER = ("reject", "ask", "warn")
"""Severities, the gravest first."""
CONFIRMED = "memang benar"
"""What a sender writes beside a row whose strange value is true."""


@dataclass(frozen=True)
class Note:
    """One finding in words for the sender (Bahasa Indonesia); nothing personal is in it."""

    sheet_no: int
    """Number of the sheet in the file as it came, from 1."""
    row_number: int
    """0 where the whole sheet or the cover is meant."""
    cell: str
    """`C7`, `C4, D4`, `Sampul!B2`; empty where a whole row, sheet or file is meant."""
    severity: str
    code: str
    message: str
    next_step: str
    example: str
    """What may stand there; empty where no example helps."""
    asks: bool
    """Whether the sender is to do something; False of a warning that is for the office."""
    is_confirmable: bool
    """Whether the sender may answer that the value is right as it is."""
    label: str = ""
    """The line of the summary that is meant; empty where none is."""


@dataclass(frozen=True)
class SheetResult:
    """What became of one sheet of the file."""

    sheet_no: int
    name: str
    header_row: int | None
    """Row of the table's header, beside which our columns go; None where the sheet has no table that we know."""
    rows_loaded: int
    rows_rejected: int
    rows_held: int
    rows_duplicate: int


@dataclass(frozen=True)
class Return:
    """What goes back for one delivery."""

    file_sha256: str
    delivery_no: int
    received_on: date
    answer_by: date
    report: str
    """What people call the report, with its period where it has one."""
    is_personal: bool
    sheets: tuple[SheetResult, ...]
    """Of a file that did not open one sheet without a name."""
    notes: tuple[Note, ...]
    declared: Mapping[str, str]
    """Label of the summary to what was declared with the file; empty where the sender may fill it in."""
    n_left_out: int = 0
    """How many more findings there are than the notes tell."""

    @property
    def was_opened(self) -> bool:
        """Whether the file has sheets that we could read."""
        return any(sheet.name for sheet in self.sheets)

    @property
    def has_colours(self) -> bool:
        """Whether anything in the workbook is coloured: a cell that is meant, or a box to be filled in."""
        has_boxes = "" in self.declared.values()
        return has_boxes or any(note.cell or note.label or note.row_number for note in self.notes)

    def rows(self, fate: str) -> int:
        """How many rows were loaded, rejected, held or duplicate."""
        return sum(getattr(sheet, f"rows_{fate}") for sheet in self.sheets)


def by_gravity(notes: tuple[Note, ...] | list[Note]) -> list[Note]:
    """The notes, the gravest first, else in their order."""
    return sorted(notes, key=lambda note: ORDER.index(note.severity))
