"""An office for tests of returns, in memory: files come, are read and judged, and go back to their senders."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from expectations.validate import Validation, validate
from returns.compose import compose
from returns.note import Return
from returns.outbox import OpenReturn, open_returns
from returns.phone_text import phone_text
from returns.verdicts import Verdicts
from returns.workbook.writer import ReturnWriter
from sources.books.reader import BookReader
from sources.layouts.files import sheet_layouts
from sources.received.delivery import Delivery
from sources.received.snapshots import sha256_of
from sources.staging.collector import Staged, merged
from sources.staging.stage import stage
from tests.grids import area_index

VILLAGE = "53.71.04.1001"
SPILL = Path("/nonexistent-spill")
"""Nothing here is large enough to spill; were it, the test would fail."""
REPORTED, CORRECTED = date(2025, 6, 5), date(2025, 6, 9)
MARKED = "SETARA · "


@dataclass(frozen=True)
class Returned:
    """What goes back for one delivery."""

    wanted: OpenReturn
    given: Return
    workbook: bytes
    form: str

    @property
    def text(self) -> str:
        return phone_text(self.given, self.form)


@dataclass
class SmallOffice:
    """Receives files and returns them; all that came is judged together, as the pipeline does."""

    reader: BookReader
    writer: ReturnWriter
    files: list[tuple[Delivery, bytes]] = field(default_factory=list)
    _judged: dict[int, tuple[Staged, Validation]] = field(default_factory=dict)
    """Verdicts by how many files had come; a judgement takes a second."""

    def receive(
        self,
        content: bytes,
        received_on: date = REPORTED,
        *,
        declared: Mapping[str, str] | None = None,
        family: str = "village_reports",
    ) -> Delivery:
        """Take a file; what was declared is all that is known of it from outside."""
        delivery = Delivery(sha256_of(content), 1, family, received_on, None, len(content), declared or {})
        self.files.append((delivery, content))
        return delivery

    def judged(self) -> tuple[Staged, Validation]:
        """All files, staged and judged, both sides of the vault's door in one."""
        came = len(self.files)
        if came not in self._judged:
            sides = stage(self.files, area_index(), self.reader)
            staged = merged(sides[False], sides[True])
            self._judged[came] = staged, validate(staged, database="returns", spill=SPILL, run_gx=False)
        return self._judged[came]

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that came, in order."""
        return [delivery for delivery, _ in self.files]

    def open_returns(self) -> list[OpenReturn]:
        staged, verdict = self.judged()
        tables = Verdicts(self.deliveries, staged.sheets, staged.rows, verdict.loads, verdict.findings)
        return open_returns(tables, area_index())

    def returned(self) -> list[Returned]:
        """What goes back for every delivery that asks for an answer."""
        contents = {delivery.receipt: content for delivery, content in self.files}
        return [self._returned(wanted, contents[wanted.delivery.receipt]) for wanted in self.open_returns()]

    def _returned(self, wanted: OpenReturn, content: bytes) -> Returned:
        given = compose(wanted, self.reader.read(content), sheet_layouts())
        made = self.writer.workbook(given, content)
        return Returned(wanted, given, made.content, made.form)

    def rows_of(self, delivery: Delivery) -> Counter[str]:
        """How many rows of a delivery were loaded, rejected, held or duplicate; zeros left out."""
        _, verdict = self.judged()
        counts: Counter[str] = Counter()
        for load in of(delivery, verdict.loads):
            for fate in ("loaded", "rejected", "held", "duplicate"):
                counts[fate] += load[f"rows_{fate}"]
        return +counts

    def findings_of(self, delivery: Delivery) -> list[tuple[str, int, str]]:
        """Code, sheet and cell of each finding on a delivery."""
        _, verdict = self.judged()
        return [(found["code"], found["sheet_no"], found["cell"]) for found in of(delivery, verdict.findings)]


@contextmanager
def small_office() -> Iterator[SmallOffice]:
    """An office with its two child processes."""
    with BookReader() as reader, ReturnWriter() as writer:
        yield SmallOffice(reader, writer)


def of(delivery: Delivery, table: pa.Table) -> list[dict]:
    """The rows of a table that are about one delivery."""
    rows = table.to_pylist()
    return [row for row in rows if (row["file_sha256"], row["delivery_no"]) == delivery.receipt]


def opened(content: bytes) -> Workbook:
    """A workbook as its receiver opens it."""
    return load_workbook(io.BytesIO(content))


def saved(book: Workbook) -> bytes:
    """A workbook as its sender saves it."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def workbook(**sheets: Sequence[Sequence[object]]) -> Workbook:
    """A workbook with these sheets, line by line from A1."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        page = book.create_sheet(name.replace("_", " "))
        for line in lines:
            page.append(list(line))
    return book


def marked(book: Workbook) -> dict[tuple[str, str], Cell]:
    """Cells with a note of ours, by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None and cell.comment.text.startswith(MARKED)
    }


def coloured(sheet: Worksheet) -> set[str]:
    """Cells of a sheet in one of the three colours of a return."""
    colours = {"00FFB3AE", "00FFE699", "00BDD7EE"}
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.start_color.rgb in colours}
