"""What each sheet of an opened file is: a cover, a recognised table, or something that nobody can load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sources.books.book import Book, Grid
from sources.layouts.layout import Layout
from sources.layouts.personal_headers import names_a_person
from sources.sheets.cover import NO_COVER, Cover, is_cover
from sources.sheets.match import Match, NoMatch
from sources.sheets.named_sheets import said_by_name
from sources.sheets.notes_below import notes_below, said_by_notes
from sources.sheets.other_tables import only_table
from sources.sheets.parts_beside import with_parts_beside
from sources.sheets.parts_of_headers import with_parts
from sources.sheets.parts_of_villages import unless_parts
from sources.sheets.personal_cells import shows_a_nik
from sources.sheets.rates import unless_rates
from sources.sheets.recognise import recognise
from sources.sheets.returned import is_summary
from sources.sheets.row_kinds import data_rows
from sources.sheets.table_scale import with_scale
from sources.sheets.title_lines import read_title
from sources.sheets.told_by_rows import NOTHING_TOLD, RowsTell, told_by_rows
from sources.sheets.units_of_cells import unitless_headers, with_units_of_cells
from sources.texts import key


@dataclass(frozen=True)
class SheetPlan:
    """A sheet and what it was recognised as; `outcome` is None for a cover and for an empty sheet beside others."""

    sheet_no: int
    grid: Grid
    outcome: Match | NoMatch | None

    @property
    def is_cover(self) -> bool:
        """True for the cover sheet and for the summary of a returned workbook, whose rows are all layout."""
        return is_cover(self.grid) or is_summary(self.grid)

    @property
    def match(self) -> Match | None:
        """The layout of a sheet that can be loaded."""
        return self.outcome if isinstance(self.outcome, Match) else None

    @cached_property
    def title(self) -> Cover:
        """What the lines above the table, the name of its sheet and the notes below it say of the file."""
        near = self.nearest
        if near is None or near.layout.shape != "table":
            return NO_COVER
        n_above = near.header_row - near.lines + 1
        title = NO_COVER
        if n_above:
            title = read_title(self.grid.rows[:n_above], self.grid.row_numbers[:n_above], self.grid.day_zero)
        said = {**said_by_name(self.grid.name), **said_by_notes(self.grid, near), **title.said}
        return Cover(said, title.village_targets)

    @cached_property
    def told_by_rows(self) -> RowsTell:
        """What columns of the table say of the file that its layout does not read."""
        near = self.nearest
        return NOTHING_TOLD if near is None else told_by_rows(self.grid, near)

    def in_scale(self, declared: Sequence[str]) -> SheetPlan:
        """The plan, whose amounts are read as lines above the table and the `declared` units say, or as all cells of a
        column do; they may say that its counts are none."""
        if self.match is None:
            return self
        notes = list(notes_below(self.grid, self.match))
        match = self.match
        if unitless_headers(match) and not (declared or match.declared_units or "unit" in self.title.said):
            match = with_units_of_cells(match, self.grid)
        scaled = with_scale(match, self.grid, notes, declared)
        return replace(self, outcome=unless_rates(scaled, self.grid, notes, declared))

    @property
    def nearest(self) -> Match | None:
        """The layout of a sheet, also where a fault keeps it from being loaded."""
        return self.outcome.nearest if isinstance(self.outcome, NoMatch) else self.outcome

    @property
    def lacks_partner(self) -> bool:
        """True where the workbook has lost a sheet that belongs to this one."""
        return isinstance(self.outcome, NoMatch) and self.outcome.status == "sheet_missing"

    @property
    def has_other_table(self) -> bool:
        """True where another table stands beside that of the layout: it may be about persons."""
        return isinstance(self.outcome, NoMatch) and self.outcome.status == "two_tables"

    @property
    def rows_not_loaded(self) -> int:
        """How many data rows a sheet with a fault has, as far as its layout is known."""
        near = self.nearest
        if near is None:
            return 0
        return 1 if near.layout.shape == "labels" else len(data_rows(self.grid, near))

    @property
    def is_personal(self) -> bool:
        """False only for what is known to hold no persons."""
        if shows_a_nik(self.grid.rows):
            return True
        if self.outcome is None:
            return self.grid.hidden and not self.is_cover and self.grid.used_rows > 0
        near = self.nearest
        if near is None or near.layout.contract.personal or self.lacks_partner or self.has_other_table:
            return True
        if not near.layout.persons.isdisjoint(near.positions):
            return True
        return any(names_a_person(near.headings[column].text) for column in near.extras)


def plan_sheets(book: Book, layouts: Sequence[Layout]) -> list[SheetPlan]:
    """A plan a sheet; a file in which no sheet holds data has its sheets marked as empty."""
    plans = [SheetPlan(number, grid, _outcome(grid, layouts)) for number, grid in enumerate(book.sheets, start=1)]
    if all(plan.outcome is None for plan in plans):
        return [replace(plan, outcome=NoMatch("empty")) for plan in plans]
    plans = _without_hidden_strangers(_without_companions(plans))
    present = {plan.match.layout.name for plan in plans if plan.match is not None}
    return [_with_partner(plan, present, plans, layouts) for plan in plans]


def _outcome(grid: Grid, layouts: Sequence[Layout]) -> Match | NoMatch | None:
    if is_cover(grid) or is_summary(grid) or not grid.used_rows:
        return None
    outcome = recognise(grid, layouts)
    if isinstance(outcome, Match):
        outcome = with_parts(grid, outcome)
    if isinstance(outcome, Match):
        outcome = unless_parts(grid, with_parts_beside(outcome))
    return only_table(grid, outcome, layouts) if isinstance(outcome, Match) else outcome


def _without_companions(plans: list[SheetPlan]) -> list[SheetPlan]:
    """The plans, in which a sheet that only explains a recognised one, such as a list of codes, holds no data."""
    companions = {name for plan in plans if plan.match is not None for name in plan.match.layout.companions}
    return [
        replace(plan, outcome=None) if plan.match is None and key(plan.grid.name) in companions else plan
        for plan in plans
    ]


def _without_hidden_strangers(plans: list[SheetPlan]) -> list[SheetPlan]:
    """The plans, in which a hidden sheet of something else beside a report is no fault: people keep lists there.

    What stands on it may be about persons, so it still keeps its file in the vault.
    """
    if all(plan.nearest is None for plan in plans):
        return plans
    return [replace(plan, outcome=None) if plan.grid.hidden and plan.nearest is None else plan for plan in plans]


def _with_partner(plan: SheetPlan, present: set[str], plans: list[SheetPlan], layouts: Sequence[Layout]) -> SheetPlan:
    """The plan, or sheet_missing where its workbook lacks the sheet that belongs to it."""
    if plan.match is None or plan.match.layout.partner is None or plan.match.layout.partner in present:
        return plan
    partner = next(layout for layout in layouts if layout.name == plan.match.layout.partner)
    missing = NoMatch("sheet_missing", detail=partner.sheet, hint=_sheet_list(plans, layouts), nearest=plan.match)
    return replace(plan, outcome=missing)


def _sheet_list(plans: list[SheetPlan], layouts: Sequence[Layout]) -> str:
    """Names of the sheets of a workbook; a name that no layout knows may be anything, so its number stands for it."""
    known = {key(layout.sheet): layout.sheet for layout in layouts if layout.sheet} | {"sampul": "Sampul"}
    return ", ".join(known.get(key(plan.grid.name), f"#{plan.sheet_no}") for plan in plans)
