"""Small counts do not follow from what two vintages of one figure say together.

Each vintage is protected as a table of its own first. Then, from the last but one back, an earlier vintage gives up
cells for the sake of the later ones, which stay as they are: where what changed between the two is itself a small
count, or would tell one by subtraction over areas. What changed is two additive tables, what villages added and what
they took away, protected like any other. An attacker who knows which villages sent nothing in between knows that their
cells are the same in both. Where hiding those cells does not do, the earlier vintage gives up every cell that changed:
what is left of it then stands in the later one, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from transforms.core.area_lines import Parents, line, parents_of
from transforms.core.checkpoints import SEPARATOR
from transforms.core.disclosure import Counted, Rows, area_tree, hidden_areas, linked_tables, replaced
from transforms.core.disclosure_tree import AreaTree
from transforms.core.vintage_attack import VintageAttack


@dataclass
class Vintage:
    """One table over areas as known at a checkpoint: row number by area, amounts, and the areas hidden of it."""

    rows: Rows
    tree: AreaTree
    hidden: set[str]


def protect_vintages(facts: pa.Table, parents: pa.Table) -> pa.Table:
    """`facts` (contract `facts`, periods carry checkpoints) with `value` null and `conf_status` C or D where hidden.

    The last vintage of each period is what `disclosure.protect` makes of it alone. `parents` has area_code_bps and
    parent_area_code_bps of every area. ValueError for measures that are hidden together with others: no village report
    has one.
    """
    above = parents_of(parents)
    counted, marks = Counted.of(facts), ["F"] * facts.num_rows
    for vintages in _series(facts, counted, above):
        for place in reversed(range(len(vintages) - 1)):
            _give_up(vintages[place], vintages[place + 1 :], above)
        for vintage in vintages:
            for area in vintage.hidden:
                marks[vintage.rows[area]] = "C" if area in vintage.tree.marked() else "D"
    shown = [value if mark == "F" else None for value, mark in zip(counted.values, marks, strict=True)]
    return replaced(replaced(facts, "value", shown), "conf_status", marks)


def _series(facts: pa.Table, counted: Counted, above: Parents) -> Iterator[list[Vintage]]:
    """The vintages of each table over areas in time; only of tables that count something to protect."""
    series: dict[tuple[str, ...], dict[str, Vintage]] = defaultdict(dict)
    periods = facts["period"].to_pylist()
    names = ("measure_code", "source_code", "breakdown", "breakdown_value")
    columns = [facts[name].to_pylist() for name in names]
    for rows, *linked in linked_tables(facts, above):
        if linked:
            raise ValueError("vintages of measures that are hidden together are not protected")
        tree = area_tree(rows, counted, above)
        if tree.is_count:
            a_row = rows[tree.tops[0]]
            period, _, checkpoint = periods[a_row].partition(SEPARATOR)
            key = (period, tree.tops[0], *(column[a_row] for column in columns))
            series[key][checkpoint] = Vintage(rows, tree, _hidden(tree))
    for _, by_checkpoint in sorted(series.items()):
        yield [vintage for _, vintage in sorted(by_checkpoint.items())]


def _hidden(tree: AreaTree) -> set[str]:
    return hidden_areas([tree]) if tree.sensitive() else set()


def _give_up(earlier: Vintage, later: Sequence[Vintage], above: Parents) -> None:
    """Hide more of `earlier`, until nothing small follows from it and those of `later`: what each table of changes
    needs, else also the areas that hold what is exposed, else all that changed."""
    attack = VintageAttack([each.tree for each in (earlier, *later)], above)
    areas = earlier.rows.keys()
    hidden_later = [each.hidden for each in later]
    known_later = areas - attack.changed(0, 1) - later[0].hidden

    def exposed_without(wanted: set[str]) -> set[str]:
        earlier.hidden = (wanted & areas) - known_later
        return attack.exposed([earlier.hidden, *hidden_later])

    needed = (earlier.hidden | later[0].hidden).union(*(_hidden(tree) for tree in attack.changes_of(0)))
    exposed = exposed_without(needed)
    if exposed and exposed_without(needed.union(*(line(area, above) for area in exposed))):
        earlier.hidden = areas - known_later
