"""Marks of the sheets of an .ods, found in its content.xml. Runs in the child process, for marked files only."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.parsers import expat

from sources.books.cell_marks import FORMULA, SheetMarks, Shown, Span, percentage

ATTRIBUTES = frozenset({"visibility", "formula", "number-rows-spanned"})
KINDS = frozenset({"percentage", "error"})
"""Attributes and types of rows, columns and cells for a closer look: hidden, formulas, merges, percentages, errors."""
_CELLS = {"table-cell", "covered-table-cell"}
_HIDDEN = {"collapse", "filter"}


def of_content(content: bytes) -> dict[int, SheetMarks]:
    """Marks by the place of a sheet in its workbook."""
    scan = _Scan()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        scan.parser.Parse(archive.read("content.xml"), True)
    return dict(enumerate(scan.sheets))


class _Scan:
    """Follows rows and cells with their repeat counts."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.sheets: list[SheetMarks] = []
        self._row = self._column = self._row_repeat = self._next_column = 0
        self._cell: dict[str, str] | None = None
        self._words: list[str] | None = None

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "table":
            self.sheets.append(SheetMarks())
            self._row = self._next_column = 0
        elif tag == "table-column":
            told = _local(attributes)
            start = self._next_column
            self._next_column += int(told.get("number-columns-repeated", 1))
            if told.get("visibility") in _HIDDEN:
                self.sheets[-1].hidden_columns.append(range(start, self._next_column))
        elif tag == "table-row":
            told = _local(attributes)
            self._column, self._row_repeat = 0, int(told.get("number-rows-repeated", 1))
            if told.get("visibility") in _HIDDEN and self._row_repeat == 1:
                # many rows at once are the empty rest of the sheet
                self.sheets[-1].hidden_rows.append(self._row)
        elif tag in _CELLS:
            self._cell, self._words = _local(attributes), None
        elif tag == "p" and self._cell is not None:
            self._words = self._words or []

    def _text(self, text: str) -> None:
        if self._words is not None:
            self._words.append(text)

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "table-row":
            self._row += self._row_repeat
        elif tag in _CELLS and self._cell is not None:
            repeat = int(self._cell.get("number-columns-repeated", 1))
            self._mark(self._cell, repeat)
            self._column += repeat
            self._cell = None

    def _mark(self, cell: dict[str, str], repeat: int) -> None:
        marks = self.sheets[-1]
        text = _shown(cell, None if self._words is None else "".join(self._words))
        if text is not None:
            marks.shown.append(Shown(self._row, self._column, text, self._row_repeat, repeat))
        spanned = int(cell.get("number-rows-spanned", 1))
        if spanned > 1:
            marks.spans.append(Span(self._row, self._column, spanned))


def _shown(cell: dict[str, str], words: str | None) -> str | None:
    """What the cell shows where the reader gives something else, or nothing."""
    # a cell has two types, its own and that of LibreOffice, which alone knows of errors
    kinds = {cell.get("value-type"), cell.get("calcext value-type")}
    if "error" in kinds:
        return words or "#"
    if "percentage" in kinds:
        return percentage(float(cell["value"])) if cell.get("value") else None
    if "formula" in cell and kinds == {None} and words is None:
        return FORMULA + cell["formula"].partition("=")[2]
    return None


def _local(attributes: dict[str, Any]) -> dict[str, str]:
    """Attributes by their local name; of LibreOffice's own extension by `calcext <name>`."""
    return {
        ("calcext " if "calc" in space else "") + name: value
        for space, _, name, value in ((*key.rpartition(" "), value) for key, value in attributes.items())
    }
