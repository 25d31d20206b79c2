"""Stating the facts of one sheet from its plan and from what is declared of its file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sources.books.book import Grid
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
from sources.staging.declared_area import declared_area
from sources.staging.declared_period import declared_period, declared_periods_of_rows, of_one_period
from sources.staging.file_facts import FileArea, FilePeriod
from sources.staging.sheet_facts import COVER_LAYOUT, NO_PERIOD, NOT_NEEDED, HowRead, SheetFacts
from sources.texts import key
from sources.values.periods import month_of, report_calendar

IN_ROWS = FileArea("in_rows")


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
        return declared_area(declaration, layout.area.code_digits)
    return NOT_NEEDED if layout.area.origin == "none" else IN_ROWS


def period_of(layout: Layout, declaration: Declaration, received_on: date) -> FilePeriod:
    """The period that a file of this layout is about, where its rows do not tell it."""
    due = report_calendar()[layout.source]
    if due.frequency is None:
        return FilePeriod("not_needed", period=month_of(received_on))
    is_a_report = due.months_after is not None and not layout.contract.personal
    of_rows = declared_periods_of_rows(declaration, due.frequency, received_on) if is_a_report else None
    if of_rows is not None:
        return of_rows
    found = declared_period(declaration, due.frequency)
    return of_one_period(declaration, found) if due.counts_events else found
