"""How far the used cells of a worksheet reach, read as a stream: a reader allocates every cell up to the last one.

Only cells with content count, as in the reader: a declared range and styled empty cells up to XFD1048576 do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.parsers import expat

from sources.books import limits, ods_marks, xlsx_marks
from sources.books.cell_names import cell_name, column_number

_ADDRESS = re.compile(rb"r\s*=\s*[\"']\s*([A-Za-z]+)([0-9]+)")
_USED_CELL = re.compile(
    rb"<(?:[\w.-]+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']\s*([A-Za-z]+)([0-9]+)\s*[\"'][^<>]*(?<!/)>",
)


@dataclass
class UsedRange:
    """Cells with content in one sheet, and the row and column (from 1) they reach."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    is_marked: bool = False
    """Whether it holds what the reader does not tell."""
    is_styled: bool = False
    """Whether cells have styles, by which a number may be a percentage."""
    day_zero: date | None = None
    """From which an .ods says that it counts its days."""

    @property
    def problem(self) -> str | None:
        """`sparse` or `too_large` where A1 to the last cell is more than a reader may hold, else None."""
        area = self.rows * self.columns
        if area <= limits.GRID_CELLS:
            return None
        return "sparse" if self.cells < area * limits.SPARSE_SHARE else "too_large"

    @property
    def last_cell(self) -> str:
        """A1 address of the far corner."""
        return cell_name(self.rows, self.columns - 1)

    def reach(self, row: int, column: int, cells: int = 1) -> None:
        """Count `cells` of which the farthest is at that row and column."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)
        self.cells += cells


def of_xlsx_part(chunks: Iterable[bytes]) -> UsedRange:
    """The used range of one worksheet part of an .xlsx."""
    used = UsedRange()
    for tags in _whole_tags(chunks):
        reach = _reach_of(_ADDRESS.findall(tags))
        if reach.problem:
            # Far cells may be empty ones with a style only, which do no harm: look closer, at a price.
            reach = _reach_of(_USED_CELL.findall(tags))
        used.reach(reach.rows, reach.columns, reach.cells)
        used.is_marked = used.is_marked or any(map(tags.__contains__, xlsx_marks.HINTS))
        used.is_styled = used.is_styled or any(map(tags.__contains__, xlsx_marks.STYLED))
    return used


def of_ods_content(chunks: Iterable[bytes]) -> UsedRange:
    """The widest used range of the sheets in an .ods content.xml; expat.ExpatError where it is no XML."""
    scan = _OdsScan()
    for chunk in chunks:
        scan.parser.Parse(chunk, False)
    scan.parser.Parse(b"", True)
    used = max([*scan.done, scan.sheet], key=lambda used: used.rows * used.columns)
    used.is_marked, used.day_zero = scan.is_marked, scan.day_zero
    return used


class _OdsScan:
    """Follows rows and cells with their repeat counts."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.done: list[UsedRange] = []
        self.sheet = UsedRange()
        self.is_marked = False
        self.day_zero: date | None = None
        self._row = self._column = self._repeat = self._row_columns = self._row_cells = 0
        self._is_untyped = False

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        tag = name.rpartition(" ")[2]
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if tag == "table":
            self.done.append(self.sheet)
            self.sheet, self._row = UsedRange(), 0
        elif tag == "table-row":
            self._repeat = int(local.get("number-rows-repeated", 1))
            self._column = self._row_columns = self._row_cells = 0
        elif tag in ods_marks.CELLS:
            repeat = int(local.get("number-columns-repeated", 1))
            self._column += repeat
            self._is_untyped = "value-type" not in local
            if not self._is_untyped:
                self._row_columns = self._column
                self._row_cells += repeat
        elif tag == "null-date":
            self.day_zero = _day(local.get("date-value", ""))
        is_plain = ods_marks.ATTRIBUTES.isdisjoint(local) and ods_marks.KINDS.isdisjoint(attributes.values())
        is_odd_text = tag in ods_marks.BREAKS or (tag == "p" and self._is_untyped)
        if not is_plain or is_odd_text or name.startswith(ods_marks.DRAWING):
            self.is_marked = True

    def _end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "table-row":
            self._row += self._repeat
            if self._row_cells:
                self.sheet.reach(self._row, self._row_columns, self._row_cells * self._repeat)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """`chunks` cut anew so that no tag is split; what follows the last tag's beginning is not given."""
    tail = b""
    for chunk in chunks:
        data = tail + chunk
        end = max(data.rfind(b"<"), 0)
        yield data[:end]
        # A tag longer than this is no cell: it must not pile up.
        tail = data[end:][: limits.MIB]


def _reach_of(cells: list[tuple[bytes, bytes]]) -> UsedRange:
    """The range that pairs of column letters and row digits reach."""
    if not cells:
        return UsedRange()
    columns, rows = map(set, zip(*cells, strict=True))
    return UsedRange(max(map(int, rows)), 1 + max(column_number(letters.decode()) for letters in columns), len(cells))
