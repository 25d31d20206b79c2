"""An opened file whose sheets are being staged: which side of the vault's door, its sheets and their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sources.layouts.layout import Layout
from sources.received.delivery import Delivery
from sources.received.keys import row_id, sheet_id
from sources.rows.partner_rows import PartnerRows
from sources.rows.read_cells import PlacedCell, TypedRow
from sources.rows.stated_totals import stated_totals
from sources.rows.summary_answers import summary_answers, with_summary_answers
from sources.rows.told_instalments import asked_beside_title
from sources.rows.typed_rows import AREA, RowReader
from sources.sheets.plans import SheetPlan
from sources.sheets.returned import is_summary
from sources.staging.collector import Collector
from sources.staging.declaration import Declaration
from sources.staging.sheet_facts import SheetFacts
from sources.staging.staged_columns import declared_value, row_period, shared_columns, sheet_row, told_period
from sources.staging.stated_facts import facts_of
from sources.staging.village_of_rows import named_otherwise
from sources.values.cell_values import TARGET


@dataclass(frozen=True)
class StagedFile:
    """An opened file whose sheets are being staged."""

    delivery: Delivery
    declaration: Declaration
    row_reader: RowReader
    plans: list[SheetPlan]
    names_a_person: bool
    """Whether a number of a person stands outside its cells."""

    def stage(self, sides: dict[bool, Collector]) -> None:
        """Put all sheets and rows on the file's side.

        Bytes that came before are staged again: under a corrected manifest they may say something new, and whether they
        do is not for staging to judge.
        """
        is_personal = self.names_a_person or any(plan.is_personal for plan in self.plans)
        rows = {plan.sheet_no: self._rows(plan) for plan in self.plans}
        strays = self._take_answers(rows)
        for plan in self.plans:
            n_data_rows = len(rows[plan.sheet_no]) if plan.match else plan.rows_not_loaded
            loaded = [row.row_number for row in rows[plan.sheet_no]]
            facts = facts_of(plan, self._declarations[plan.sheet_no], self.delivery.received_on, n_data_rows, loaded)
            facts = replace(facts, stray_answers=strays.get(plan.sheet_no))
            if plan.match is not None:
                areas, of_sheet = self.declaration.areas, rows[plan.sheet_no]
                other = named_otherwise(areas, plan.match.layout, plan.title, of_sheet)
                facts = facts if other is None else replace(facts, area=other)
            row = sheet_row(self.delivery, plan.sheet_no, facts, is_personal=is_personal)
            sides[is_personal].add("staged_sheets", row)
            if plan.match is not None:
                partner = self._partner_rows(plan.match.layout, rows)
                self._add_rows(sides[is_personal], plan, facts, rows[plan.sheet_no], partner)

    @cached_property
    def _declarations(self) -> dict[int, Declaration]:
        """What is known of each sheet from outside its cells, by its number."""
        return {plan.sheet_no: self.declaration.of_table(plan.title, plan.told_by_rows) for plan in self.plans}

    @cached_property
    def _has_several_targets(self) -> bool:
        """Whether sheets need targets of different things: of children and of households one number is not both."""
        layouts = [plan.match.layout for plan in self.plans if plan.match is not None]
        return len({layout.source for layout in layouts if layout.needs_target}) > 1

    def _rows(self, plan: SheetPlan) -> list[TypedRow]:
        """Data rows of a sheet that can be loaded."""
        match = plan.match
        if match is None:
            return []
        declaration = self._declarations[plan.sheet_no]
        unit = declaration.unit(match.declared_units)
        rows = self.row_reader.rows(
            plan.grid, match, unit, above=declaration.above_villages(), blank_is_above=declaration.blank_is_above()
        )
        return asked_beside_title(rows, plan.grid, match)

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
        declaration = self._declarations[plan.sheet_no]
        told = {name: declared_value(declaration, layout.contract.column(name)) for name in layout.declared}
        shared = {
            **dict.fromkeys(layout.contract.column_names),
            **shared_columns(self.delivery, plan.sheet_no, facts),
            **layout.constants,
            **told,
        }
        values = [partner.completed(row.values) for row in rows]
        villages = [each.get(AREA, facts.area.code) for each in values]
        targets = declaration.targets(villages, of_table=self._has_several_targets)
        for row, own, village in zip(rows, values, villages, strict=True):
            key = row_id(sheet, row.row_number)
            staged = {
                **shared,
                **own,
                TARGET: _target(targets, village, own.get(TARGET)),
                "row_id": key,
                "row_number": row.row_number,
                "area_code_bps": village,
                "confirmation": row.answer,
            }
            if row.row_number in facts.period.of_rows:
                staged |= told_period(layout, facts.period.of_rows[row.row_number])
            if layout.period in own:
                staged |= row_period(layout, own[layout.period])
            collector.add(layout.source, staged)
            collector.add_cells([PlacedCell(sheet, key, cell) for cell in row.cells])
        totals = stated_totals(plan.grid, plan.match, rows, facts.declared_unit) if plan.match else ()
        collector.add_cells(PlacedCell(sheet, row_id(sheet, cell.row_number), cell) for cell in totals)


def _target(outside: Mapping[str | None, float | None], village: str | None, own: float | None) -> float | None:
    """The target of a row: its own or that of its village outside the table; None where these differ."""
    if own is None or village not in outside:
        return outside.get(village) if own is None else own
    return own if own == outside[village] else None
