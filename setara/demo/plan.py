"""What the demo is going to write: files, sheets, rows and, for each fault planted in them, the finding it must make.

A row knows what is written in its cells and, apart from that, what it counts for: faults change the first and decide
the row's fate, so that the truth never has to be read back from a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Cell = str | int | float | date | None
Measure = tuple[str, str, str]
"""Measure code, breakdown and breakdown value."""

LABEL = "DATA SINTETIS - bukan data nyata"
LABEL_EN = "SYNTHETIC DATA - not real data"
VILLAGE_REPORTS = "village_reports"
PROGRAM_RECORDS = "program_records"
MICRODATA = "microdata"

LOADED, REJECTED, HELD, DUPLICATE = "loaded", "rejected", "held", "duplicate"


class DemoError(RuntimeError):
    """The demo cannot be written; the message says what is missing and what to do."""


@dataclass(eq=False)
class Row:
    """A data row: what is written in it, whom it is about and what it counts for when it is loaded."""

    cells: dict[str, Cell]
    """By header."""
    village: str
    """BPS code of the village it is about, whatever is written."""
    counts: dict[Measure, float] = field(default_factory=dict)
    """What it adds to when it is loaded."""
    tags: dict[str, str] = field(default_factory=dict)
    """What is neither cell nor amount: person, programme, disease, status."""
    fate: str = LOADED
    faulty: bool = False
    """A fault was planted here: no second one is."""


@dataclass(eq=False)
class Sheet:
    """A data sheet: title lines, a header, rows and perhaps a total row under them."""

    source: str
    """Contract of its rows; empty for a sheet that is only layout."""
    name: str
    headers: list[str]
    rows: list[Row]
    titles: list[str] = field(default_factory=list)
    tail: list[list[Cell]] = field(default_factory=list)

    def header_row(self) -> int:
        """Number of the row that holds the headers."""
        return len(self.titles) + 1

    def cell_of(self, header: str, row: Row | None = None) -> str:
        """A1 name of the cell under `header` in `row`, or of the header itself."""
        number = self.header_row() + (0 if row is None else 1 + self.rows.index(row))
        return f"{column_letter(self.headers.index(header))}{number}"


@dataclass(frozen=True)
class Expected:
    """A finding to be made: its code and the place, where known only when the file is written as a function of it."""

    code: str
    sheet: Sheet | None = None
    row: Row | None = None
    header: str = ""
    """The cell is the one under this header."""
    cover_label: str = ""
    """The cell is the cover's value beside this label."""


@dataclass(eq=False)
class DemoFile:
    """A file to be written, what the manifest says of it and what is to be found in it."""

    family: str
    name: str
    received_on: date
    period: str
    """The period it reports, whatever is written."""
    sheets: list[Sheet]
    village: str = ""
    """BPS code of the one village it is about; empty for a file of many."""
    cover: list[tuple[str, Cell]] | None = None
    declared: dict[str, str] = field(default_factory=dict)
    """Manifest entries but file and received_on."""
    separator: str = ","
    raw: bytes | None = None
    """Bytes to write instead of what the sheets would make."""
    expected: list[Expected] = field(default_factory=list)
    taken: bool = False
    """A fault of the whole file or sheet was planted here: no other one is."""

    @property
    def is_workbook(self) -> bool:
        return self.name.endswith(".xlsx")

    def sheet_no(self, sheet: Sheet | None) -> int:
        """Position in the workbook, the cover counted; 1 for the file as a whole."""
        if sheet is None:
            return 1
        return self.sheets.index(sheet) + (2 if self.cover is not None else 1)

    def sheet(self, source: str) -> Sheet:
        """Its sheet of that source; KeyError where it has none."""
        return {sheet.source: sheet for sheet in self.sheets}[source]

    def give_up(self, fate: str) -> None:
        """All rows of the file end that way."""
        for sheet in self.sheets:
            for row in sheet.rows:
                row.fate = fate

    def expect(self, code: str) -> None:
        """A finding about the file as a whole."""
        self.expected.append(Expected(code))

    def expect_in_each_sheet(self, code: str, cover_label: str = "") -> None:
        """A finding for every data sheet, at the cover's cell beside that label or, without one, at no cell."""
        self.expected += [Expected(code, sheet, cover_label=cover_label) for sheet in self.sheets]

    def cell_of(self, finding: Expected) -> str:
        """A1 name of the cell that a finding is about; empty where it is about no cell."""
        if finding.cover_label and self.cover is not None:
            return f"Sampul!B{[label for label, _ in self.cover].index(finding.cover_label) + 1}"
        if finding.sheet is None or not finding.header:
            return ""
        return finding.sheet.cell_of(finding.header, finding.row)


def column_letter(index: int) -> str:
    """Spreadsheet letter of a column counted from 0, as A, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
