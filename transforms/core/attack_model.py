"""What an attacker can write down of the hidden cells of a block: equations, limits, and what he would like to know.

He knows every published cell of every release, that a parent is the sum of its children, that a cell marked C is 1 or
more and below the threshold, that no cell is negative, that a part is no more than its whole, and that a cell with the
same day in two releases is the same number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from transforms.core.area_lines import Parents, nearest
from transforms.core.published_blocks import Block, Cell, TableKey, Tables
from warehouse.disclosure_rules import DisclosureRules

SMALLEST = 1.0
TOLERANCE = 1e-6
Name = tuple[TableKey, str, date | int, str]
"""Table, area, the day it is known from (or the release's number), and `rest` for what a part leaves of its whole."""
CELL, REST = "cell", "rest"


@dataclass(frozen=True)
class Wanted:
    """A number that nobody may work out, and what of it would be too much."""

    name: Name
    unknown: int
    """It is `offset` plus or minus (`sign`) the unknown number at this position."""
    threshold: float
    is_marked_small: bool
    zero_tells: bool
    sign: float = 1.0
    offset: float = 0.0

    def is_surely_safe(self, low: float, high: float, width: float) -> bool:
        """Whether it is safe already if only all between the two is possible, and perhaps more."""
        most = max(self.offset + self.sign * low, self.offset + self.sign * high)
        return high - low >= width - TOLERANCE or (not self.is_marked_small and most >= self.threshold - TOLERANCE)

    def is_safe(self, low: float, high: float, width: float) -> bool:
        """Whether who knows that the unknown number is between the two knows little enough."""
        least, most = sorted((self.offset + self.sign * low, self.offset + self.sign * high))
        if most - least >= width - TOLERANCE:
            return True
        is_no_small_count = not self.is_marked_small and (most >= self.threshold - TOLERANCE or most <= TOLERANCE)
        return is_no_small_count and not (self.zero_tells and most <= TOLERANCE)


@dataclass
class AttackModel:
    """Numbers that are not known, by position: their limits, the sums that hold between them, those wanted."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    sums: dict[tuple[tuple[int, float], ...], float] = field(default_factory=dict)
    """Known amount by its terms (position and sign)."""
    wanted: list[Wanted] = field(default_factory=list)
    shown: list[Name] = field(default_factory=list)
    """What needs no working out: it stands in the tables."""
    asks_all: bool = False
    """Whether every number is asked for; else one that can be worked out is enough."""

    def unknown(self, lower: float, upper: float) -> int:
        """Position of one more number that is not known."""
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1


Term = tuple[int | None, float]
"""Position of an unknown and 0, or None and a known amount."""


class Attack:
    """Builds the model of one block. `strict` takes marks and days at their word; else only sums and published cells,
    for tables that contradict themselves (a correction without a receipt, a part of a person)."""

    def __init__(self, block: Block, above: Parents, rules: DisclosureRules, *, strict: bool = True) -> None:
        self.rules, self.above, self.strict = rules, above, strict
        self.model = AttackModel(asks_all=len(block.releases) > 1)
        self.terms: dict[Name, Term] = {}
        self.releases = list(enumerate(block.releases if strict else block.releases[-1:]))
        self.told = dict(self._told())
        for number, tables in self.releases:
            for table, cells in tables.items():
                if rules.protects(table.measure_code, table.unit):
                    self._table(number, table, cells)
            self._linked(number, tables)
            self._parts(number, tables)

    def _told(self) -> Iterator[tuple[Name, float]]:
        """Cells that any release shows; where two show different numbers under one day, each is a cell of its own."""
        for number, tables in self.releases:
            for table, cells in tables.items():
                for area, cell in cells.items():
                    if cell.value is not None:
                        yield self._name(number, table, area, cell), cell.value

    def _name(self, number: int, table: TableKey, area: str, cell: Cell) -> Name:
        return table, area, cell.known_from if self.strict else number, CELL

    def _table(self, number: int, table: TableKey, cells: Mapping[str, Cell]) -> None:
        terms = {area: self._term(self._name(number, table, area, cell), cell) for area, cell in cells.items()}
        below: dict[str, list[str]] = {}
        for area in cells:
            parent = nearest(area, cells, self.above)
            if parent is not None:
                below.setdefault(parent, []).append(area)
        for parent, children in below.items():
            self._sum([(terms[parent], -1.0), *((terms[child], 1.0) for child in children)])

    def _term(self, name: Name, cell: Cell) -> Term:
        """The cell's number; if hidden, one that is wanted."""
        table = name[0]
        threshold = self.rules.threshold(table.source_code)
        if name in self.told:
            return None, self.told[name] if cell.value is None else cell.value
        is_small = cell.mark == "C"
        if name not in self.terms:
            lower, upper = (SMALLEST, threshold - 1) if is_small and self.strict else (0.0, math.inf)
            if is_small and not self.strict:
                upper = threshold
            position = self.model.unknown(lower, upper)
            self.terms[name] = position, 0.0
            zero_tells = table.measure_code in self.rules.shares
            self.model.wanted.append(Wanted(name, position, threshold, is_small, zero_tells))
        return self.terms[name]

    def _sum(self, parts: list[tuple[Term, float]]) -> None:
        """The parts with their signs add up to zero."""
        unknown = tuple(sorted((position, sign) for (position, _), sign in parts if position is not None))
        if unknown:
            self.model.sums[unknown] = -math.fsum(sign * amount for (_, amount), sign in parts)

    def _linked(self, number: int, tables: Tables) -> None:
        """Cells that a linked table tells though it is hidden in another; shares of none or of all that are shown."""
        for table, cells in tables.items():
            for other, others in tables.items():
                if table < other and self._are_linked(table, other):
                    is_share = self.rules.shares.get(table.measure_code) == other.measure_code
                    for area in cells.keys() & others.keys():
                        one, two = cells[area].value, others[area].value
                        half_told = (one is None) != (two is None)
                        all_or_none = is_share and None not in (one, two) and (one == 0) != (two == 0)
                        if half_told or all_or_none:
                            self.model.shown.append(self._name(number, table, area, cells[area]))

    def _are_linked(self, table: TableKey, other: TableKey) -> bool:
        one, two = (self.rules.groups.get(each.measure_code) for each in (table, other))
        return one is not None and one == two and table[2:4] == other[2:4]

    def _parts(self, number: int, tables: Tables) -> None:
        for part in self.rules.parts:
            of_parts = [table for table in tables if table.measure_code == part.part]
            for table in of_parts:
                whole_place = part.whole_of(table.breakdown, table.breakdown_value)
                for whole in tables:
                    if whole.measure_code == part.whole and (whole.breakdown, whole.breakdown_value) == whole_place:
                        self._rests(number, tables, table, whole)

    def _rests(self, number: int, tables: Tables, table: TableKey, whole: TableKey) -> None:
        """What a part leaves of its whole is a number that is wanted, too."""
        for area in tables[table].keys() & tables[whole].keys():
            cell, of_whole = tables[table][area], tables[whole][area]
            named = self._name(number, table, area, cell)
            terms = self._term(named, cell), self._term(self._name(number, whole, area, of_whole), of_whole)
            name: Name = (*named[:3], REST)
            threshold = self.rules.threshold(table.source_code)
            if terms[0][0] is None and terms[1][0] is None:
                if 0 < terms[1][1] - terms[0][1] < threshold:
                    self.model.shown.append(name)
                continue
            position, sign, offset = self._rest(*terms)
            self.model.wanted.append(
                Wanted(name, position, threshold, is_marked_small=False, zero_tells=False, sign=sign, offset=offset)
            )

    def _rest(self, part: Term, whole: Term) -> tuple[int, float, float]:
        """What a part leaves of its whole, as an unknown number's position, its sign and what to add: never negative,
        where marks and published cells are taken at their word."""
        model = self.model
        if part[0] is not None and whole[0] is not None:
            rest = model.unknown(0.0 if self.strict else -math.inf, math.inf)
            self._sum([(whole, 1.0), (part, -1.0), ((rest, 0.0), -1.0)])
            return rest, 1.0, 0.0
        if part[0] is None:
            position, sign, offset = whole[0] or 0, 1.0, -part[1]
            if self.strict:
                model.lower[position] = max(model.lower[position], part[1])
        else:
            position, sign, offset = part[0], -1.0, whole[1]
            if self.strict:
                model.upper[position] = min(model.upper[position], whole[1])
        return position, sign, offset
