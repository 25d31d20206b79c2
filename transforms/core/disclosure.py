"""Small counts are hidden, and what is published cannot be used to work them out.

Primary (C): a count of persons, of children or of a register's households from 1 to 4. Complementary (D): cells hidden
so that no small count follows by subtraction over village, district, regency and province. LINKED measures are hidden
together, because one tells the other. What an attacker knows and can work out is in `disclosure_tree`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from transforms.core.disclosure_tree import AreaTree
from transforms.staging import child_growth, family_answers, residents

PROTECTED_UNITS = ("persons", "children")
FAMILY_PAIRS = tuple(family_answers.part_and_rest(answer) for answer in family_answers.ANSWERS)
PROTECTED_MEASURES = (
    "register_households",
    "register_poor_households",
    *(code for pair in FAMILY_PAIRS for code in pair),
)
"""Counts of households that are protected like persons: in a register each is known by name."""
PUBLIC_MEASURES = ("immunisation_target_children", "children_of_school_age")
"""Counts that the offices publish themselves; a village's number of children says nothing of one child."""
LINKED = (
    # what one person is paid is fixed and known, so money gives away the persons paid, and those the persons listed
    ("program_beneficiaries_persons", "program_paid_persons", "program_disbursed_idr"),
    # a household has about four persons
    ("register_households", "register_persons"),
    ("register_poor_households", "register_poor_persons", "register_not_poor_persons"),
    # of a total that is known, a part tells the rest
    ("register_water_persons", "register_without_water_persons"),
    ("register_sanitation_persons", "register_without_sanitation_persons"),
    *(child_growth.part_and_rest(condition) for condition in child_growth.CONDITIONS),
    *FAMILY_PAIRS,
    # how many residents a village has is known, so a group that is hidden alone is what the others leave over
    tuple(residents.MEASURES.values()),
)

LEAST_CLOSED = 10
"""Levels are closed only where at least so many cells go with them: of few cells, that they went tells too much."""

_GROUP = {measure: group[0] for group in LINKED for measure in group}

Rows = dict[str, int]
"""Row number in the facts by area code: the cells of one table over areas."""


class DisclosureError(ValueError):
    """The facts cannot be protected; the message names measure, area and period, never a value."""


def protect(facts: pa.Table, parents: pa.Table) -> pa.Table:
    """`facts` (contract `facts`) with `value` null and `conf_status` C or D where hidden, F elsewhere; row order stays.

    `parents` has area_code_bps and parent_area_code_bps of every area. DisclosureError where counts that need
    protection do not add up to their parent's: then hiding a cell protects nothing.
    """
    above = dict(zip(_list(parents, "area_code_bps"), _list(parents, "parent_area_code_bps"), strict=True))
    values, is_count = _list(facts, "value"), counts_to_protect(facts)
    marks = ["F"] * facts.num_rows
    for tables in linked_tables(facts, above):
        trees = [area_tree(rows, values, is_count, above) for rows in tables]
        if not any(tree.small() for tree in trees):
            continue
        _refuse_gaps(facts, tables, trees)
        hidden = hidden_areas(trees)
        for rows, tree in zip(tables, trees, strict=True):
            for area in hidden & rows.keys():
                marks[rows[area]] = "C" if area in tree.marked() else "D"
    shown = [value if mark == "F" else None for value, mark in zip(values, marks, strict=True)]
    return replaced(replaced(facts, "value", shown), "conf_status", marks)


def counts_to_protect(facts: pa.Table) -> list[bool]:
    """Of each row whether it counts what is protected: persons, children, households of a register."""
    return [
        unit in PROTECTED_UNITS or measure in PROTECTED_MEASURES
        for unit, measure in zip(_list(facts, "unit"), _list(facts, "measure_code"), strict=True)
    ]


def linked_tables(facts: pa.Table, above: dict[str, str | None]) -> Iterator[list[Rows]]:
    """Tables that are hidden together: linked measures of one period, breakdown value and top area, else one alone."""
    clusters: dict[tuple[str, ...], dict[tuple[str, str], Rows]] = defaultdict(lambda: defaultdict(dict))
    names = ("measure_code", "source_code", "period", "breakdown", "breakdown_value", "area_code_bps")
    for row, (measure, source, *when, area) in enumerate(zip(*(_list(facts, name) for name in names), strict=True)):
        if measure in PUBLIC_MEASURES:
            continue
        cluster = (_GROUP[measure], *when) if measure in _GROUP else (measure, source, *when)
        clusters[cluster][measure, source][area] = row
    for _, tables in sorted(clusters.items()):
        areas = {area for rows in tables.values() for area in rows}
        tops = {area: _top(area, areas, above) for area in areas}
        for top in sorted(set(tops.values())):
            below = [{area: rows[area] for area in rows if tops[area] == top} for _, rows in sorted(tables.items())]
            yield [rows for rows in below if rows]


def _top(area: str, areas: set[str], above: dict[str, str | None]) -> str:
    """The highest of `areas` at or above `area`."""
    highest, parent = area, above.get(area)
    while parent is not None:
        highest = parent if parent in areas else highest
        parent = above.get(parent)
    return highest


def area_tree(rows: Rows, values: list[float], is_count: list[bool], above: dict[str, str | None]) -> AreaTree:
    """The cells of `rows` as an attacker sees them; `values` and `is_count` are those of all rows of the facts."""

    def nearest(area: str) -> str | None:
        parent = above.get(area)
        return parent if parent is None or parent in rows else nearest(parent)

    return AreaTree(
        {area: values[row] for area, row in rows.items()},
        {area: nearest(area) for area in rows},
        all(is_count[row] for row in rows.values()),
    )


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
    closed = [len(tree.closed()) for tree in trees if tree.finest is not None]
    if _loses_the_total(trees, hidden) or any(count < LEAST_CLOSED for count in closed):
        _publish_down_to(trees, None, zeros_too=False)
        hidden = _hidden(trees)
    return hidden


def _publish_down_to(trees: Sequence[AreaTree], finest: int | None, *, zeros_too: bool) -> None:
    for tree in trees:
        tree.finest, tree.zeros_too = finest, zeros_too
        tree.unmarked.clear()


def _loses_the_total(trees: Sequence[AreaTree], hidden: set[str]) -> bool:
    """Whether the top area is hidden although none of the tables has a small count there."""
    tops = {area for tree in trees for area in tree.tops}
    return not tops.isdisjoint(hidden) and all(tree.small().isdisjoint(tops) for tree in trees)


def _hidden(trees: Sequence[AreaTree]) -> set[str]:
    """Areas whose cells are hidden in all of `trees`: the small ones, and others until no small one is pinned."""
    hidden = {area for tree in trees for area in tree.small() | tree.closed()}
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
