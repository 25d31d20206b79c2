"""Small counts are hidden, and what is published cannot be used to work them out.

Primary (C): a count of persons, of children or of a register's households below the threshold of its source.
Complementary (D): cells hidden so that no small count follows by subtraction over village, district, regency and
province, and that nowhere all persons, or none, are seen to have a trait. Linked measures are hidden together, because
one tells the other. Which measures those are the contracts say (`warehouse.disclosure_rules`); what an attacker knows
and can work out is in `disclosure_tree`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from transforms.core.area_lines import Parents, highest, line, nearest, parents_of
from transforms.core.disclosure_tree import AreaTree
from transforms.core.telling_cells import telling_rows, whole_rows
from warehouse.disclosure_rules import disclosure_rules

LEAST_CLOSED = 10
"""Levels are closed only where at least so many cells go with them: of few cells, that they went tells too much."""

Rows = dict[str, int]
"""Row number in the facts by area code: the cells of one table over areas."""


class DisclosureError(ValueError):
    """The facts cannot be protected; the message names measure, area and period, never a value."""


def protect(facts: pa.Table, parents: pa.Table) -> pa.Table:
    """`facts` (contract `facts`) with `value` null and `conf_status` C or D where hidden, F elsewhere; row order stays.

    `parents` has area_code_bps and parent_area_code_bps of every area. DisclosureError where counts that need
    protection do not add up to their parent's: then hiding a cell protects nothing.
    """
    above = parents_of(parents)
    counted = Counted.of(facts)
    marks = ["F"] * facts.num_rows
    for tables in _wholes_first(linked_tables(facts, above), counted):
        together = {row for rows in tables for row in rows.values()}
        trees = [area_tree(rows, counted, above, marks, together) for rows in tables]
        rests = [rest for rows, tree in zip(tables, trees, strict=True) if (rest := _rest(rows, tree, counted))]
        if not any(tree.sensitive() or tree.covered for tree in (*trees, *rests)):
            continue
        _refuse_gaps(facts, tables, trees)
        hidden = hidden_areas([*trees, *rests])
        for rows, tree in zip(tables, trees, strict=True):
            for area in hidden & rows.keys():
                marks[rows[area]] = "C" if area in tree.marked() else "D"
    shown = [value if mark == "F" else None for value, mark in zip(counted.values, marks, strict=True)]
    return replaced(replaced(facts, "value", shown), "conf_status", marks)


@dataclass(frozen=True)
class Counted:
    """What protection asks of each row of the facts."""

    values: list[float]
    is_count: list[bool]
    """Whether it counts what is protected: persons, children, households of a register."""
    thresholds: list[float]
    telling: frozenset[int]
    """Numbers of the rows that are protected though they are not small."""
    wholes: Mapping[int, int]
    """Row number of the whole by that of a part of its persons."""

    @staticmethod
    def of(facts: pa.Table) -> Counted:
        """As the contracts say it of these facts."""
        rules = disclosure_rules()
        return Counted(
            values=_list(facts, "value"),
            is_count=[
                rules.protects(measure, unit)
                for measure, unit in zip(_list(facts, "measure_code"), _list(facts, "unit"), strict=True)
            ],
            thresholds=[rules.threshold(source) for source in _list(facts, "source_code")],
            telling=telling_rows(facts, rules),
            wholes=whole_rows(facts, rules),
        )


def linked_tables(facts: pa.Table, above: Parents) -> Iterator[list[Rows]]:
    """Tables that are hidden together: linked measures of one period, breakdown value and top area, or linked values of
    one measure, else one alone."""
    rules = disclosure_rules()
    clusters: dict[tuple[str, ...], dict[tuple[str, ...], Rows]] = defaultdict(lambda: defaultdict(dict))
    names = ("measure_code", "source_code", "period", "breakdown", "breakdown_value", "area_code_bps")
    for row, (measure, source, *when, value, area) in enumerate(
        zip(*(_list(facts, name) for name in names), strict=True)
    ):
        if measure in rules.public:
            continue
        group = (rules.groups[measure],) if measure in rules.groups else (measure, source)
        place = when if measure in rules.linked_values else (*when, value)
        clusters[*group, *place][measure, source, value][area] = row
    for _, tables in sorted(clusters.items()):
        areas = {area for rows in tables.values() for area in rows}
        tops = {area: highest(area, areas, above) for area in areas}
        for top in sorted(set(tops.values())):
            below = [{area: rows[area] for area in rows if tops[area] == top} for _, rows in sorted(tables.items())]
            yield [rows for rows in below if rows]


def _wholes_first(tables: Iterable[list[Rows]], counted: Counted) -> list[list[Rows]]:
    """What is a part of other persons comes after them: where they are hidden it is hidden, too."""
    return sorted(tables, key=lambda each: any(row in counted.wholes for rows in each for row in rows.values()))


def area_tree(
    rows: Rows, counted: Counted, above: Parents, marks: Sequence[str] = (), together: Collection[int] = ()
) -> AreaTree:
    """The cells of `rows` as an attacker sees them; `counted` is of all rows of the facts, as are `marks`, which say
    which wholes of these cells are hidden. Of a whole among the rows that are hidden `together` with these nothing is
    known where its part is hidden."""
    wholes = {
        area: counted.wholes[row]
        for area, row in rows.items()
        if marks and row in counted.wholes and counted.wholes[row] not in together
    }
    return AreaTree(
        {area: counted.values[row] for area, row in rows.items()},
        {area: nearest(area, rows, above) for area in rows},
        all(counted.is_count[row] for row in rows.values()),
        max(counted.thresholds[row] for row in rows.values()),
        telling={area for area, row in rows.items() if row in counted.telling},
        covered={area for area, row in wholes.items() if marks[row] != "F"},
        ceilings={area: counted.values[row] for area, row in wholes.items() if marks[row] == "F"},
    )


def _rest(rows: Rows, tree: AreaTree, counted: Counted) -> AreaTree | None:
    """What the parts in `rows` leave of their wholes, as a table that is hidden with them; None where they are no
    parts, or where a part is more than its whole (a person paid in another village than listed)."""
    left = {
        area: counted.values[counted.wholes[row]] - counted.values[row]
        for area, row in rows.items()
        if row in counted.wholes
    }
    if left.keys() != rows.keys() or min(left.values()) < 0:
        return None
    finest = {area: left[area] for area, below in tree.children.items() if not below}
    sums = dict.fromkeys(rows, 0.0)
    for area, amount in finest.items():
        for place in line(area, tree.parents):
            sums[place] += amount
    return AreaTree(sums, tree.parents, tree.is_count, tree.threshold, is_rest=True)


def _refuse_gaps(facts: pa.Table, tables: Sequence[Rows], trees: Sequence[AreaTree]) -> None:
    for rows, tree in zip(tables, trees, strict=True):
        area = tree.gap()
        if area is not None:
            measure, period = (facts[name][rows[area]].as_py() for name in ("measure_code", "period"))
            raise DisclosureError(f"{measure} of {area} in {period} is not the sum of the areas below it")


def hidden_areas(trees: Sequence[AreaTree]) -> set[str]:
    """Areas to hide in all of `trees`; which levels are closed and which small cells are unmarked stays in the trees.

    Where the total of the whole would have to go, the finest levels go instead, one after the other,
    in the end with their zeros: a regency's infant deaths are worth more than those of a few of its villages. If that
    does not save it either, all levels stay.
    """
    hidden = _hidden(trees)
    finer = [(finest, False) for finest in reversed(range(max(tree.depth for tree in trees)))]
    for finest, zeros_too in [*finer, (0, True)]:
        if not _loses_the_total(trees, hidden):
            break
        _publish_down_to(trees, finest, zeros_too=zeros_too)
        hidden = _hidden(trees)
    closed = [len(tree.closed()) for tree in trees if tree.finest is not None and not tree.is_rest]
    if _loses_the_total(trees, hidden) or any(count < LEAST_CLOSED for count in closed):
        _publish_down_to(trees, None, zeros_too=False)
        hidden = _hidden(trees)
    return hidden


def _publish_down_to(trees: Sequence[AreaTree], finest: int | None, *, zeros_too: bool) -> None:
    for tree in trees:
        tree.finest, tree.zeros_too = finest, zeros_too
        tree.unmarked.clear()


def _loses_the_total(trees: Sequence[AreaTree], hidden: set[str]) -> bool:
    """Whether the top area is hidden although none of the tables has a cell to protect or to cover there."""
    tops = {area for tree in trees for area in tree.tops}
    return not tops.isdisjoint(hidden) and all(tree.sensitive().union(tree.covered).isdisjoint(tops) for tree in trees)


def _hidden(trees: Sequence[AreaTree]) -> set[str]:
    """Areas whose cells are hidden in all of `trees`: those to protect, and others until none of them is pinned."""
    hidden = {area for tree in trees for area in tree.sensitive().union(tree.closed(), tree.covered)}
    while _hide_more(trees, hidden):
        pass
    return hidden


def _hide_more(trees: Sequence[AreaTree], hidden: set[str]) -> bool:
    """Adds to `hidden` one cell for each group of sisters with a pinned cell; whether there was any."""
    pinned = [(tree, area) for tree in trees for area in tree.pinned(hidden)]
    extra: dict[tuple[int, str | None], str | None] = {}
    for tree, area in pinned:
        group = (id(tree), tree.parents[area])
        if group not in extra:
            extra[group] = tree.complement(area, hidden)
    found = {area for area in extra.values() if area is not None}
    hidden |= found
    if pinned and not found and not any(tree.unmark(area) for tree, area in pinned):
        raise DisclosureError(f"nothing is left to hide for the sake of {pinned[0][1]}")
    return bool(pinned)


def _list(table: pa.Table, name: str) -> list[Any]:
    return table[name].to_pylist()


def replaced(table: pa.Table, name: str, values: list[Any]) -> pa.Table:
    """`table` with other values in a column, of its type."""
    place = table.schema.get_field_index(name)
    return table.set_column(place, table.schema.field(name), pa.array(values, table.schema.field(name).type))
