"""openpyxl without its surprises: numbers made dates and text that turns into a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.reader.excel import ExcelReader

CELL_CHARACTERS = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula when somebody types it again."""


class _ReaderOfNumbers(ExcelReader):
    """openpyxl makes dates of numbers in cells with the look of dates, and `#VALUE!` of one that is too large."""

    def read_worksheets(self) -> None:
        """Read all sheets, in which a number is a number whatever it looks like."""
        self.wb._date_formats = self.wb._timedelta_formats = set()
        super().read_worksheets()

    def parts_of_sheets(self) -> dict[str, str]:
        """Names of the parts that the sheets were read from, by their titles."""
        read = [relation for _, relation in self.parser.find_sheets() if relation.target in self.valid_files]
        parts = [relation.target for relation in read if "chartsheet" not in relation.Type]
        return dict(zip((sheet.title for sheet in self.wb.worksheets), parts, strict=True))


def read_workbook(content: bytes) -> tuple[Workbook, Mapping[str, str]]:
    """The workbook without macros and links, and the names of the parts of its sheets by their titles."""
    reader = _reader(content, values_only=False)
    return reader.wb, reader.parts_of_sheets()


def read_values(content: bytes) -> Workbook:
    """The workbook to be read row by row, with the stored values of formulas in their place."""
    return _reader(content, values_only=True).wb


def _reader(content: bytes, *, values_only: bool) -> _ReaderOfNumbers:
    reader = _ReaderOfNumbers(
        io.BytesIO(content),
        read_only=values_only,
        keep_vba=False,
        keep_links=False,
        data_only=values_only,
        rich_text=not values_only,
    )
    reader.read()
    return reader


def put_text(cell: Cell, text: str) -> None:
    """Write a text that stays a text, whatever it begins with, also after the cell was edited."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_CHARACTERS]
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
