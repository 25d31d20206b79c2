"""What staging states of one sheet: how it was read, whose it is, for which period, and how many rows it has.

These facts leave the vault even where the file does not. So of a personal file only what layouts, areas and calendars
say is told; a text that might be anything is replaced by the place where it stands, or by an ellipsis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sources.books.book import Book, Grid
from sources.books.cell_names import cell_name, column_letter
from sources.layouts.layout import Layout
from sources.rows.places_in_rows import columns_beside
from sources.sheets.cover import LABELS
from sources.sheets.headless_columns import headless_columns
from sources.sheets.match import Match, NoMatch
from sources.sheets.plans import SheetPlan
from sources.sheets.returned import answer_columns, answered_delivery
from sources.sheets.told_by_rows import PLACE, TIME
from sources.staging.declaration import Declaration
from sources.staging.file_facts import FileArea, FilePeriod, ReportDate
from sources.staging.told_texts import area_text, period_text, reported_text
from sources.texts import key
from sources.values.periods import due_on, month_of, report_calendar
from sources.values.units import DECLARABLE

COVER_LAYOUT = "sampul"
NOT_NEEDED = FileArea("not_needed")
IN_ROWS = FileArea("in_rows")
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


def facts_of(
    plan: SheetPlan, declaration: Declaration, received_on: date, n_data_rows: int, loaded: Sequence[int] = ()
) -> SheetFacts:
    """Facts of a sheet in which so many rows are data; `loaded` are the numbers of those that can be loaded."""
    columns = _hidden_columns(plan)
    hidden = [number for number in loaded if plan.grid.hidden or number in plan.grid.hidden_rows]
    rows_read = plan.grid.used_rows
    near = plan.nearest
    if near is None:
        is_known = plan.outcome is None or plan.is_cover
        how = _how_read(plan, n_data_rows, ())
        name = COVER_LAYOUT if plan.is_cover else None
        return SheetFacts(
            how,
            layout_name=name,
            answers=answered_delivery(plan.grid) if plan.is_cover else None,
            rows_read=rows_read,
            rows_layout=rows_read if is_known else 0,
        )
    area = _area(near.layout, declaration)
    period = NO_PERIOD if near.tells_period else period_of(near.layout, declaration, received_on)
    return SheetFacts(
        how=_how_read(plan, n_data_rows, (*(PLACE if area.is_in_rows else ()), *(TIME if period.is_in_rows else ()))),
        layout=near.layout,
        layout_name=near.layout.name,
        area=area,
        period=period,
        reported=declaration.reported(),
        declared_unit=declaration.unit(near.declared_units),
        has_notes=plan.match is not None and _has_notes(plan.grid, plan.match),
        rows_read=rows_read,
        rows_layout=rows_read - n_data_rows,
        hidden_rows=len(hidden),
        hidden_cell=cell_name(hidden[0], 0) if hidden else None,
        hidden_columns=", ".join(columns.values()) or None,
        hidden_column_cell=next(iter(columns), None),
    )


def _has_notes(grid: Grid, match: Match) -> bool:
    return answer_columns(grid.rows[match.header_row]).notes is not None


def _hidden_columns(plan: SheetPlan) -> dict[str, str]:
    """Cell to header of the layout, for hidden columns that are read; a sheet that is hidden is told of by its rows."""
    match = plan.match
    if match is None or match.layout.shape != "table" or plan.grid.hidden:
        return {}
    number = plan.grid.row_numbers[match.header_row]
    areas = match.layout.area.all_headers
    places = sorted((column, header) for header, column in match.positions.items())
    return {
        cell_name(number, column): header
        for column, header in places
        if column in plan.grid.hidden_columns and (match.layout.columns_of(header) or header in areas)
    }


def _how_read(plan: SheetPlan, n_data_rows: int, told: Sequence[str]) -> HowRead:
    """`told` are names of labels whose columns say something of the file."""
    outcome = plan.outcome
    if isinstance(outcome, NoMatch):
        return HowRead(outcome.status, outcome.cell, outcome.detail, outcome.hint)
    if outcome is None:
        return HowRead("ok")
    if not n_data_rows:
        return HowRead("empty")
    return HowRead("ok", *_unused_columns(plan, outcome, told))


def _unused_columns(plan: SheetPlan, match: Match, told: Sequence[str]) -> tuple[str | None, str | None]:
    """Cells and texts of headers that the layout does not know, and letters of columns without a header; none
    of them is loaded."""
    compared = {column for column, _ in columns_beside(match)}
    texts = {column: match.headings[column].text for column in match.extras if column not in compared}
    names = {column: text for column, text in texts.items() if LABELS.get(key(text)) not in told}
    names |= {column: column_letter(column) for column in headless_columns(plan.grid, match)}
    if not names:
        return None, None
    number = plan.grid.row_numbers[match.header_row]
    return ", ".join(cell_name(number, column) for column in names), ", ".join(names.values())


def _area(layout: Layout, declaration: Declaration) -> FileArea:
    if layout.area.origin == "file":
        return declaration.area(layout.area.code_digits)
    return NOT_NEEDED if layout.area.origin == "none" else IN_ROWS


def period_of(layout: Layout, declaration: Declaration, received_on: date) -> FilePeriod:
    """The period that a file of this layout is about, where its rows do not tell it."""
    due = report_calendar()[layout.source]
    if due.frequency is None:
        return FilePeriod("not_needed", period=month_of(received_on))
    is_a_report = due.months_after is not None and not layout.contract.personal
    of_rows = declaration.periods_of_rows(due.frequency, received_on) if is_a_report else None
    if of_rows is not None:
        return of_rows
    found = declaration.period(due.frequency)
    return declaration.of_one(found) if due.counts_events else found
