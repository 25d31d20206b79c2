"""What staging states of one sheet: how it was read, whose it is, for which period, and how many rows it has.

These facts leave the vault even where the file does not. So of a personal file only what layouts, areas and calendars
say is told; a text that might be anything is replaced by the place where it stands, or by an ellipsis.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sources.books.book import Book
from sources.layouts.layout import Layout
from sources.staging.file_facts import FileArea, FilePeriod, ReportDate
from sources.staging.told_texts import area_text, period_text, reported_text
from sources.values.periods import due_on, report_calendar
from sources.values.units import DECLARABLE

COVER_LAYOUT = "sampul"
NOT_NEEDED = FileArea("not_needed")
NO_PERIOD = FilePeriod("not_needed")
NOT_SAID = ReportDate()


@dataclass(frozen=True)
class HowRead:
    """What came of reading the sheet, and the cell and words that it is about."""

    status: str
    cell: str | None = None
    detail: str | None = None
    hint: str | None = None


@dataclass(frozen=True)
class SheetFacts:
    """A row of staged_sheets without the keys that its delivery gives."""

    how: HowRead
    layout: Layout | None = None
    layout_name: str | None = None
    area: FileArea = NOT_NEEDED
    period: FilePeriod = NO_PERIOD
    reported: ReportDate = NOT_SAID
    declared_unit: str | None = None
    answers: str | None = None
    """Number of the delivery that a returned workbook answers, on its summary."""
    has_notes: bool = False
    """Whether our notes stand beside the table."""
    stray_answers: str | None = None
    """Cells of a summary in which a sender answers a finding whose row is not known."""
    rows_read: int = 0
    rows_layout: int = 0
    hidden_rows: int = 0
    """Data rows that are hidden, or on a hidden sheet."""
    hidden_cell: str | None = None
    """The first cell of the first of them."""
    hidden_columns: str | None = None
    """Headers of the columns that are read and hidden, on a sheet that is not."""
    hidden_column_cell: str | None = None
    """The header of the first of them."""

    @property
    def due(self) -> date | None:
        """The last day on which the report is on time; None where it has no period of its own."""
        if self.layout is None or self.period.status != "ok" or self.period.period is None:
            return None
        return due_on(self.period.period, report_calendar()[self.layout.source])

    def as_row(self, *, is_personal: bool) -> dict[str, Any]:
        """Columns of staged_sheets; without texts that may be a person's where the file is personal."""
        area, period, how = self.area, self.period, self.how
        tells_own_words = how.status in {"ok", "header_unknown"}
        return {
            "source": self.layout.source if self.layout else None,
            "layout": self.layout_name,
            "mapping": self.layout.mapping if self.layout else None,
            "read_status": how.status,
            "read_cell": how.cell,
            "read_detail": how.cell if is_personal and tells_own_words else how.detail,
            "read_hint": how.hint,
            "area_status": area.status,
            "area_text": area_text(area.text, is_shown=not is_personal or area.status == "ok"),
            "area_cell": area.cell,
            "area_code_bps": area.code,
            "area_reading_a": area_text(area.reading_a, is_shown=not is_personal or area.status != "conflict"),
            "area_reading_b": area_text(area.reading_b, is_shown=not is_personal or area.status != "conflict"),
            "period_status": period.status,
            "period_text": period_text(period.text, is_shown=not is_personal),
            "period_cell": period.cell,
            "period": period.period.code if period.period else None,
            "period_start": period.period.start if period.period else None,
            "period_end": period.period.end if period.period else None,
            "due_on": self.due,
            "reported_text": reported_text(self.reported, is_shown=not is_personal),
            "reported_cell": self.reported.cell,
            "reported_status": self.reported.status,
            "reported_on": self.reported.day,
            "declared_unit": self.declared_unit if not is_personal or self.declared_unit in DECLARABLE else None,
            "answers": self.answers,
            "has_notes": self.has_notes,
            "stray_answers": self.stray_answers,
            "rows_read": self.rows_read,
            "rows_layout": self.rows_layout,
            "hidden_rows": self.hidden_rows,
            "hidden_cell": self.hidden_cell,
            "hidden_columns": self.hidden_columns,
            "hidden_column_cell": self.hidden_column_cell,
        }


def unopened(book: Book) -> SheetFacts:
    """Facts of a file that did not open; it counts as one sheet without rows."""
    return SheetFacts(HowRead(book.status, detail=book.detail or None))
