"""Published facts in blocks: the tables over areas that an attacker would lay beside each other.

A block holds one measure, the measures that are hidden with it or count a part of its persons, of one period and one
breakdown value, from all releases that he has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.disclosure_rules import PERSONS, DisclosureRules

BLOCK_COLUMNS = ("measure_code", "unit", "source_code", "period", "breakdown", "breakdown_value")


class BlockKey(NamedTuple):
    """What all tables of a block have in common; the source only where a measure has no others beside it."""

    family: str
    source_code: str
    period: str
    breakdown: str
    breakdown_value: str


class TableKey(NamedTuple):
    """One table over areas."""

    measure_code: str
    source_code: str
    breakdown: str
    breakdown_value: str
    unit: str


class Cell(NamedTuple):
    """What a reader sees of one area: a value, or none and the mark; since when it was known."""

    value: float | None
    mark: str
    known_from: date


Tables = dict[TableKey, dict[str, Cell]]
"""The tables of a block as one release shows them, by area."""


@dataclass
class Block:
    """A block in every release that has it, the oldest first; equal ones once."""

    key: BlockKey
    releases: list[Tables]
    rows: list[int] = field(default_factory=list)
    """Row numbers in the last release's facts."""

    @property
    def n_hidden(self) -> int:
        """Cells that the last release hides."""
        return sum(cell.value is None for cells in self.releases[-1].values() for cell in cells.values())

    @property
    def n_cells(self) -> int:
        """Cells of the last release."""
        return sum(map(len, self.releases[-1].values()))


def blocks(releases: Sequence[pa.Table], rules: DisclosureRules) -> list[Block]:
    """Blocks of the last of `releases` (contract `facts`, after disclosure, the oldest first), in order of their keys.

    Only measures that are protected and those linked with them. What older releases have beside it belongs to a block.
    """
    last = _tables(releases[-1], rules)
    families = {key.family for key in last}
    older = [_tables(_of_families(facts, families, rules), rules) for facts in releases[:-1]]
    found = []
    for key, (tables, rows) in sorted(last.items()):
        before: list[Tables] = []
        for release in older:
            if key in release and release[key][0] not in (tables, *before[-1:]):
                before.append(release[key][0])
        found.append(Block(key, [*before, tables], rows))
    return found


def _of_families(facts: pa.Table, families: set[str], rules: DisclosureRules) -> pa.Table:
    """Rows of measures that are in blocks of these families; a room of the vault has few of all a release's."""
    measures = facts["measure_code"].unique().to_pylist()
    wanted = [m for m in measures if _block_of(TableKey(m, "", "", "", ""), "", rules).family in families]
    return facts.filter(pc.is_in(facts["measure_code"], pa.array(wanted, pa.string())))


def _tables(facts: pa.Table, rules: DisclosureRules) -> dict[BlockKey, tuple[Tables, list[int]]]:
    """The tables of one release and their row numbers, by block."""
    rows = pc.indices_nonzero(_is_judged(facts, rules))
    judged = facts.take(rows)
    columns = [judged[name].to_pylist() for name in (*BLOCK_COLUMNS, "area_code_bps", "value", "conf_status")]
    by_block: dict[BlockKey, tuple[Tables, list[int]]] = {}
    places: dict[tuple[str, ...], tuple[dict[str, Cell], list[int]]] = {}
    for row, known_from, *said, area, value, mark in zip(
        rows.to_pylist(), judged["known_from"].to_pylist(), *columns, strict=True
    ):
        table = tuple(said)
        if table not in places:
            measure, unit, source, period, breakdown, breakdown_value = said
            key = TableKey(measure, source, breakdown, breakdown_value, unit)
            tables, numbers = by_block.setdefault(_block_of(key, period, rules), (defaultdict(dict), []))
            places[table] = tables[key], numbers
        cells, numbers = places[table]
        cells[area] = Cell(value, mark, known_from)
        numbers.append(row)
    return by_block


def _is_judged(facts: pa.Table, rules: DisclosureRules) -> pa.ChunkedArray:
    named = pa.array(sorted({*rules.counts, *rules.groups}), pa.string())
    persons = pc.is_in(facts["unit"], pa.array(PERSONS))
    protected = pc.or_(persons, pc.is_in(facts["measure_code"], named))
    return pc.and_not(protected, pc.is_in(facts["measure_code"], pa.array(sorted(rules.public), pa.string())))


def _block_of(table: TableKey, period: str, rules: DisclosureRules) -> BlockKey:
    wholes = {rules.group(each.part): each for each in rules.parts}
    group, place = rules.group(table.measure_code), (table.breakdown, table.breakdown_value)
    while group in wholes:
        part = wholes.pop(group)
        group, place = rules.group(part.whole), part.whole_of(*place)
    has_others = group in rules.groups or any(group == rules.group(each.whole) for each in rules.parts)
    return BlockKey(group, "" if has_others else table.source_code, period, *place)
