"""Last values of formulas, as the sender's program stored them.

openpyxl keeps a formula or its value, not both. A workbook without them shows empty cells where nothing calculates (the
preview on a phone, a program that only reads), and its sums would be missing when it comes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from openpyxl import Workbook

WRITTEN_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)>(<f[ >][^<]*</f>)<v />')
"""A formula's cell as openpyxl writes it."""
XML_TYPES = {"n": "n", "s": "str", "b": "b", "e": "e"}


@dataclass(frozen=True)
class StoredValue:
    """What a formula gave when its workbook was last saved."""

    value: str | float
    data_type: str
    """openpyxl's: n(umber), s(tring), b(oolean), e(rror)."""


Stored = Mapping[str, Mapping[str, StoredValue]]
"""By title of a sheet and A1 name of a formula's cell."""


def stored_values(book: Workbook, values: Callable[[], Workbook]) -> Stored:
    """The stored values of all formulas of `book`; `values` opens the same file for its values, and is asked if needed.

    There is no entry for a formula whose value was not stored.
    """
    formulas = {
        sheet.title: {cell.coordinate for cell in sheet._cells.values() if cell.data_type == "f"}
        for sheet in book.worksheets
    }
    if not any(formulas.values()):
        return {}
    opened = values()
    return {title: _of_sheet(opened, title, cells) for title, cells in formulas.items() if cells}


def _of_sheet(values: Workbook, title: str, cells: set[str]) -> dict[str, StoredValue]:
    sheet = values[title]
    # a sheet may say that it ends before its last cell does
    sheet.reset_dimensions()
    return {
        cell.coordinate: StoredValue(cell.value, cell.data_type)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.coordinate in cells
    }


def with_values(part: bytes, stored: Mapping[str, StoredValue]) -> bytes:
    """A sheet as openpyxl wrote it, with the values of its formulas."""

    def filled(cell: re.Match[bytes]) -> bytes:
        value = stored.get(cell[1].decode())
        if value is None or value.data_type not in XML_TYPES:
            return cell[0]
        text = escape(str(int(value.value) if value.data_type == "b" else value.value))
        return b'<c r="%b"%b t="%b">%b<v>%b</v>' % (
            cell[1],
            cell[2],
            XML_TYPES[value.data_type].encode(),
            cell[3],
            text.encode(),
        )

    return WRITTEN_FORMULA.sub(filled, part) if stored else part
