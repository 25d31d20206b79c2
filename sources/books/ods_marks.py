"""Marks of the sheets of an .ods, found in its content.xml. Runs in the child process, for marked files only."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.parsers import expat

from sources.books.cell_marks import FORMULA, SheetMarks, Shown, Span, percentage

ATTRIBUTES = frozenset({"visibility", "formula", "number-rows-spanned"})
KINDS = frozenset({"percentage", "error", "time"})
"""Attributes and types of rows, columns and cells for a closer look: hidden, formulas, merges, percentages, errors,
times, of which the reader gives long ones as `PT30H05M00S`."""
DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
BREAKS = {"tab": "\t", "line-break": "\n"}
"""In texts of cells, and left out by the reader, like the text of a cell without a type. What is drawn on a cell stands
in it, and the reader takes its words for the cell's."""
CELLS = frozenset({"table-cell", "covered-table-cell"})
TIME = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_HIDDEN = {"collapse", "filter"}
_TRUTHS = {"TRUE", "FALSE", "BENAR", "SALAH"}


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
        self._paragraphs: list[str] = []
        self._depth = 0
        """How many elements are open within the cell."""
        self._is_text = self._is_odd = False

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        tag = name.rpartition(" ")[2]
        if self._cell is not None:
            self._start_in_cell(tag)
        elif tag == "table":
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
            if told.get("visibility") in _HIDDEN:
                self.sheets[-1].hidden_rows.append(range(self._row, self._row + self._row_repeat))
        elif tag in CELLS:
            self._cell, self._paragraphs, self._is_odd = _local(attributes), [], False

    def _start_in_cell(self, tag: str) -> None:
        """Paragraphs are the cell's text; what stands beside them is a comment or drawn on the cell."""
        self._depth += 1
        if self._depth == 1:
            self._is_text = tag == "p"
            if self._is_text:
                self._paragraphs.append("")
            else:
                self._is_odd = True
        elif self._is_text and tag in BREAKS:
            self._paragraphs[-1] += BREAKS[tag]
            self._is_odd = True
        elif self._is_text and tag == "s":
            self._paragraphs[-1] += " "

    def _text(self, text: str) -> None:
        if self._depth and self._is_text:
            self._paragraphs[-1] += text

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if self._depth:
            self._depth -= 1
        elif tag == "table-row":
            self._row += self._row_repeat
        elif tag in CELLS and self._cell is not None:
            repeat = int(self._cell.get("number-columns-repeated", 1))
            self._mark(self._cell, repeat)
            self._column += repeat
            self._cell = None

    def _mark(self, cell: dict[str, str], repeat: int) -> None:
        marks = self.sheets[-1]
        words = "\n".join(self._paragraphs) if self._paragraphs else None
        text = _shown(cell, words, is_odd=self._is_odd)
        if text is not None:
            marks.shown.append(Shown(self._row, self._column, text, self._row_repeat, repeat))
        spanned = int(cell.get("number-rows-spanned", 1))
        if spanned > 1:
            marks.spans.append(Span(self._row, self._column, spanned))


def _shown(cell: dict[str, str], words: str | None, *, is_odd: bool) -> str | None:
    """What the cell shows where the reader gives something else, or nothing; `words` are those of its paragraphs."""
    # a cell has two types, its own and that of LibreOffice, which alone knows of errors
    kinds = {cell.get("value-type"), cell.get("calcext value-type")}
    if "error" in kinds:
        return words or "#"
    if "percentage" in kinds:
        return percentage(float(cell["value"])) if cell.get("value") else None
    if "time" in kinds:
        return TIME.sub(r"\1\2:\3:\4", cell.get("time-value", "")) or None
    if kinds == {None}:
        # an empty paragraph is a result, too: an empty text
        is_uncomputed = "formula" in cell and words is None
        return FORMULA + cell["formula"].partition("=")[2] if is_uncomputed else words or None
    # what is true or false in an .xlsx LibreOffice makes a formula whose result is 1 or 0
    is_truth = "formula" in cell and words is not None and words.upper() in _TRUTHS
    is_broken_text = is_odd and "string" in kinds and "string-value" not in cell
    return words if is_truth or is_broken_text else None


def _local(attributes: dict[str, Any]) -> dict[str, str]:
    """Attributes by their local name; of LibreOffice's own extension by `calcext <name>`."""
    return {
        ("calcext " if "calc" in space else "") + name: value
        for space, _, name, value in ((*key.rpartition(" "), value) for key, value in attributes.items())
    }
