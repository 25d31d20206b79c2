"""Tables of an HTML page as grids of text: nested tables apart, spanned cells repeated as blanks.

The pages that BPS hands out are cells within layout tables within tables, some never closed, and a static table of the
Web API is such a page escaped once or twice. Scripts and styles are no text; nothing is fetched, run or resolved.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from html.parser import HTMLParser

CELLS = ("td", "th")
SILENT = ("script", "style", "xml")
MOST_COLUMNS = 2_000
"""A span beyond this is a mistake or an attack; no published table is so wide."""

Grid = list[list[str]]


def tables(page: str) -> list[Grid]:
    """All tables that hold cells with text of their own, in order of their beginning; rows of equal width."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    grids = [table.grid() for table in reader.found]
    return [grid for grid in grids if any(cell for row in grid for cell in row)]


def unescaped(text: str) -> str:
    """HTML that came as text: unescaped until it has tags, twice at most."""
    for _ in range(2):
        if "<" in text:
            return text
        text = html.unescape(text)
    return text


@dataclass
class _Cell:
    columns: int
    rows: int
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(html.unescape("".join(self.parts)).split())


@dataclass
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)

    def grid(self) -> Grid:
        """Cells placed; what a span covers beside and below its first place is blank."""
        taken: dict[tuple[int, int], str] = {}
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                for down in range(min(cell.rows, len(self.rows) - number)):
                    for right in range(cell.columns):
                        taken[number + down, column + right] = "" if down or right else cell.text
                column += cell.columns
        width = max((column + 1 for _, column in taken), default=0)
        return [[taken.get((number, column), "") for column in range(width)] for number in range(len(self.rows))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._cells: list[_Cell | None] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "table":
            table = _Table()
            self.found.append(table)
            self._open.append(table)
            self._cells.append(None)
        elif self._open and tag == "tr":
            self._open[-1].rows.append([])
            self._cells[-1] = None
        elif self._open and tag in CELLS:
            self._begin_cell(dict(attrs))
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._open:
            self._open.pop()
            self._cells.pop()
        elif tag in (*CELLS, "tr") and self._cells:
            self._cells[-1] = None

    def handle_data(self, data: str) -> None:
        if self._cells and not self._silent and (cell := self._cells[-1]) is not None:
            cell.parts.append(data)

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        table = self._open[-1]
        if not table.rows:
            table.rows.append([])
        cell = _Cell(_span(attributes.get("colspan")), _span(attributes.get("rowspan")))
        table.rows[-1].append(cell)
        self._cells[-1] = cell


def _span(text: str | None) -> int:
    """How many places a cell covers; 1 where it is not said or makes no sense."""
    return min(max(int(text), 1), MOST_COLUMNS) if text and text.strip().isdecimal() else 1
