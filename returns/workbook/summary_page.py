"""The sheet Ringkasan while it is written: line by line, from the top."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from returns.workbook import colours
from returns.workbooks import put_text

WIDTHS = {"A": 24, "B": 19, "C": 9, "D": 14, "E": 54, "F": 54}
"""In characters: all columns fit on a screen of 1366 pixels."""
LAST_COLUMN = "F"
LINE_POINTS = 15
LINE_CHARACTERS = 185
"""What fits into a line over the whole width."""


class SummaryPage:
    """A sheet that is written line by line, from the top."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 1
        self.boxes: dict[str, str] = {}
        """Cells with what was declared, by their label."""

    def skip(self) -> None:
        self.row += 1

    def line(self, text: str, font: colours.Font = colours.PLAIN, points: int = LINE_POINTS) -> None:
        """One text over the whole width."""
        cell = self.sheet.cell(self.row, 1)
        put_text(cell, text)
        cell.font, cell.alignment = font, colours.WRAPPED
        self.sheet.merge_cells(f"A{self.row}:{LAST_COLUMN}{self.row}")
        self.sheet.row_dimensions[self.row].height = points * (1 + len(text) // LINE_CHARACTERS)
        self.row += 1

    def pair(self, label: str, value: str | int, remark: str = "") -> None:
        """A label, its value, and a remark."""
        for column, text in enumerate((label, value, remark), start=1):
            cell = self.sheet.cell(self.row, column)
            cell.font, cell.alignment = colours.PLAIN if column > 1 else colours.BOLD, colours.LEFT
            if isinstance(text, int):
                cell.value = text
            elif text:
                put_text(cell, text)
        self.row += 1
