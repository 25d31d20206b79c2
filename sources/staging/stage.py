"""Staging: files to sheets, cells and typed rows. It states what it read and judges nothing.

A file is kept on one side of the vault's door as a whole: if one of its sheets is personal or not recognised, all are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from sources.areas.index import AreaIndex
from sources.books.book import Book
from sources.layouts.files import sheet_layouts
from sources.layouts.layout import Layout
from sources.received.delivery import Delivery
from sources.received.keys import row_id, sheet_id
from sources.rows.partner_rows import PartnerRows
from sources.rows.read_cells import PlacedCell, TypedRow
from sources.rows.stated_totals import stated_totals
from sources.rows.summary_answers import summary_answers, with_summary_answers
from sources.rows.typed_rows import AREA, RowReader
from sources.sheets.cover import NO_COVER, is_cover, read_cover
from sources.sheets.plans import SheetPlan, plan_sheets
from sources.sheets.returned import SUMMARY_NAME, is_summary
from sources.staging.collector import Collector, Staged
from sources.staging.declaration import Declaration
from sources.staging.sheet_facts import SheetFacts, facts_of, unopened
from sources.values.cell_values import reader_for
from sources.values.periods import containing, report_calendar
from warehouse.contract import Column

__all__ = ["Staged", "stage"]


class BookSource(Protocol):
    """What opens files: a BookReader, or a process that is confined itself."""

    def read(self, content: bytes) -> Book:
        """The book in a file's bytes. Never raises because of what they hold."""
        ...


def stage(
    files: Iterable[tuple[Delivery, bytes]],
    areas: AreaIndex,
    reader: BookSource | None,
    progress: Callable[[int], None] | None = None,
    layouts: Sequence[Layout] | None = None,
) -> dict[bool, Staged]:
    """Stage files; the result is keyed by is_personal and always has both sides, with every source's table.

    `reader` may be None where there are no files; `progress` is told 1 after each file; `layouts` are those of the
    project unless a workspace has more. Nothing in a file raises.
    """
    sides = collect(files, areas, reader, progress, layouts)
    return {is_personal: collector.staged() for is_personal, collector in sides.items()}


def collect(
    files: Iterable[tuple[Delivery, bytes]],
    areas: AreaIndex,
    reader: BookSource | None,
    progress: Callable[[int], None] | None = None,
    layouts: Sequence[Layout] | None = None,
) -> dict[bool, Collector]:
    """As `stage`, before the rows become whole tables."""
    layouts = sheet_layouts() if layouts is None else layouts
    sides = {False: Collector(), True: Collector()}
    row_reader = RowReader(areas)
    for delivery, content in files:
        if reader is None:
            raise ValueError("staging files needs a reader")
        book = reader.read(content)
        if book.status == "ok":
            cover = next((read_cover(grid) for grid in book.sheets if is_cover(grid)), NO_COVER)
            summary = next((read_cover(grid, SUMMARY_NAME) for grid in book.sheets if is_summary(grid)), NO_COVER)
            declaration = Declaration(cover, delivery.declared, areas, summary)
            plans = [plan.in_scale(declaration.units_said()) for plan in plan_sheets(book, layouts)]
            _File(delivery, declaration, row_reader, plans).stage(sides)
        else:
            sides[True].add("staged_sheets", sheet_row(delivery, 1, unopened(book), is_personal=True))
        if progress is not None:
            progress(1)
    return sides


def sheet_row(delivery: Delivery, sheet_no: int, facts: SheetFacts, *, is_personal: bool) -> dict[str, Any]:
    """A row of staged_sheets."""
    return {
        "sheet_id": sheet_id(delivery, sheet_no),
        "file_sha256": delivery.file_sha256,
        "delivery_no": delivery.delivery_no,
        "sheet_no": sheet_no,
        "family": delivery.family,
        "is_personal": is_personal,
        "received_on": delivery.received_on,
        "first_received_on": delivery.first_received_on,
        **facts.as_row(is_personal=is_personal),
    }


def shared_columns(delivery: Delivery, sheet_no: int, facts: SheetFacts) -> dict[str, Any]:
    """What all rows of a sheet have in common: columns of the contract staged_row."""
    period = facts.period.period
    return {
        "sheet_id": sheet_id(delivery, sheet_no),
        "file_sha256": delivery.file_sha256,
        "delivery_no": delivery.delivery_no,
        "sheet_no": sheet_no,
        "layout": facts.layout_name,
        "received_on": delivery.received_on,
        "received_no": delivery.received_no,
        "period": period.code if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "reported_on": facts.reported.day,
        "declared_unit": facts.declared_unit,
    }


def row_period(layout: Layout, told: date | int | None) -> dict[str, Any]:
    """The period of a row that tells of a day or a year itself; null where that could not be read or is none of ours.

    It is as long as the report's own periods, and a month where the report has none.
    """
    frequency = report_calendar()[layout.source].frequency or "M"
    period = None if told is None else containing(told, frequency)
    return {
        "period": period and period.code,
        "period_start": period and period.start,
        "period_end": period and period.end,
    }


def _declared_value(declaration: Declaration, column: Column) -> object:
    """What is told outside the table for a column that its layout leaves to it: `disease` or `declared_disease`."""
    return reader_for(column, None)(declaration.text(column.name.removeprefix("declared_"))).value


@dataclass(frozen=True)
class _File:
    """An opened file whose sheets are being staged."""

    delivery: Delivery
    declaration: Declaration
    row_reader: RowReader
    plans: list[SheetPlan]

    def stage(self, sides: dict[bool, Collector]) -> None:
        """Put all sheets and rows on the file's side.

        Bytes that came before are staged again: under a corrected manifest they may say something new, and whether they
        do is not for staging to judge.
        """
        is_personal = any(plan.is_personal for plan in self.plans)
        rows = {plan.sheet_no: self._rows(plan) for plan in self.plans}
        strays = self._take_answers(rows)
        for plan in self.plans:
            n_data_rows = len(rows[plan.sheet_no]) if plan.match else plan.rows_not_loaded
            loaded = [row.row_number for row in rows[plan.sheet_no]]
            declaration = self.declaration.of_table(plan.title, plan.told_by_rows)
            facts = facts_of(plan, declaration, self.delivery.received_on, n_data_rows, loaded)
            facts = replace(facts, stray_answers=strays.get(plan.sheet_no))
            row = sheet_row(self.delivery, plan.sheet_no, facts, is_personal=is_personal)
            sides[is_personal].add("staged_sheets", row)
            if plan.match is not None:
                partner = self._partner_rows(plan.match.layout, rows)
                self._add_rows(sides[is_personal], plan, facts, rows[plan.sheet_no], partner)

    def _rows(self, plan: SheetPlan) -> list[TypedRow]:
        """Data rows of a sheet that can be loaded."""
        match = plan.match
        if match is None:
            return []
        declaration = self.declaration.of_table(plan.title, plan.told_by_rows)
        unit = declaration.unit(match.declared_units)
        return self.row_reader.rows(plan.grid, match, unit, blank_is_above=declaration.blank_is_above())

    def _take_answers(self, rows: dict[int, list[TypedRow]]) -> dict[int, str]:
        """Give the rows what stands beside their findings on a summary; number of the summary to the cells with what
        is of no row."""
        told = {plan.sheet_no: summary_answers(plan.grid) for plan in self.plans if is_summary(plan.grid)}
        answers = [answer for of_sheet in told.values() for answer in of_sheet]
        placed = set()
        for plan in self.plans:
            if answers and plan.match is not None and plan.match.layout.shape == "table":
                rows[plan.sheet_no], done = with_summary_answers(rows[plan.sheet_no], plan.grid, plan.match, answers)
                placed |= done
        left = {number: [each.cell for each in of_sheet if each not in placed] for number, of_sheet in told.items()}
        return {number: ", ".join(cells) for number, cells in left.items() if cells}

    def _partner_rows(self, layout: Layout, rows: dict[int, list[TypedRow]]) -> PartnerRows:
        """The rows of all sheets that belong to a sheet of this layout."""
        numbers = [p.sheet_no for p in self.plans if p.match is not None and p.match.layout.name == layout.partner]
        return PartnerRows(layout, [row for number in numbers for row in rows[number]])

    def _add_rows(
        self, collector: Collector, plan: SheetPlan, facts: SheetFacts, rows: list[TypedRow], partner: PartnerRows
    ) -> None:
        layout = facts.layout
        assert layout is not None
        sheet = sheet_id(self.delivery, plan.sheet_no)
        declaration = self.declaration.of_table(plan.title, plan.told_by_rows)
        told = {name: _declared_value(declaration, layout.contract.column(name)) for name in layout.declared}
        shared = {
            **dict.fromkeys(layout.contract.column_names),
            **shared_columns(self.delivery, plan.sheet_no, facts),
            **layout.constants,
            **told,
        }
        values = [partner.completed(row.values) for row in rows]
        villages = [each.get(AREA, facts.area.code) for each in values]
        targets = declaration.targets(villages)
        for row, own, village in zip(rows, values, villages, strict=True):
            key = row_id(sheet, row.row_number)
            staged = {
                **shared,
                "declared_target": targets.get(village),
                **own,
                "row_id": key,
                "row_number": row.row_number,
                "area_code_bps": village,
                "confirmation": row.answer,
            }
            if layout.period in own:
                staged |= row_period(layout, own[layout.period])
            collector.add(layout.source, staged)
            collector.add_cells([PlacedCell(sheet, key, cell) for cell in row.cells])
        totals = stated_totals(plan.grid, plan.match, rows, facts.declared_unit) if plan.match else ()
        collector.add_cells(PlacedCell(sheet, row_id(sheet, cell.row_number), cell) for cell in totals)
