"""What follows from several vintages of one additive table over areas, for an attacker who subtracts them.

He knows each published cell, that a parent is the sum of its children, which villages had not reported, and that an
area of which nothing changed says the same in both vintages. From two of these three he knows the third: a cell, the
same cell in another vintage, and what changed between them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from transforms.core.area_lines import Parents, line
from transforms.core.disclosure_tree import TOLERANCE, AreaTree

Changes = tuple[AreaTree, AreaTree]
WHOLE = 1.0
"""Of counts of persons a range narrower than this holds one number."""


class VintageAttack:
    """The vintages of a table, in time, and what changed between each two of them."""

    def __init__(self, trees: Sequence[AreaTree], above: Parents) -> None:
        self.trees = trees
        self.above = above
        self.changes = {
            (one, other): _changes(trees[one], trees[other], above) for one, other in combinations(range(len(trees)), 2)
        }

    def changes_of(self, one: int) -> list[AreaTree]:
        """What changed between a vintage and each later one, as additive tables without a negative cell."""
        return [tree for (first, _), trees in self.changes.items() if first == one for tree in trees]

    def changed(self, one: int, other: int) -> set[str]:
        """Areas in which any village changed between two vintages, or came or went, if only with a zero."""
        amounts = {area for tree in self.changes[one, other] for area, amount in tree.values.items() if amount}
        came = self.trees[one].values.keys() ^ self.trees[other].values.keys()
        return amounts.union(*(line(area, self.above) for area in came))

    def exposed(self, hidden: Sequence[Collection[str]]) -> set[str]:
        """Areas with a small count in any vintage, or a small change between two, that follows from what is published;
        `hidden` says what is not, vintage by vintage."""
        unknown = self._unknown(hidden)
        found = {area for tree, areas in zip(self.trees, unknown, strict=True) for area in tree.pinned(areas)}
        for (one, other), trees in self.changes.items():
            for tree in trees:
                found |= set(tree.pinned(_open(tree, unknown[one] | unknown[other])))
        return found

    def _unknown(self, hidden: Sequence[Collection[str]]) -> list[set[str]]:
        """What stays unknown of each vintage when everything is worked out."""
        unknown = [set(areas) for areas in hidden]
        left = -1
        while left != (left := sum(map(len, unknown))):
            for tree, areas in zip(self.trees, unknown, strict=True):
                areas.difference_update(_certain(tree, areas))
            for (one, other), changes in self.changes.items():
                learned = (unknown[one] ^ unknown[other]) - _uncertain(changes, unknown[one] | unknown[other])
                unknown[one] -= learned
                unknown[other] -= learned
        return unknown


def _open(tree: AreaTree, unknown: set[str]) -> set[str]:
    """Of `unknown` the areas in which something changed: that nothing did is known of villages that sent nothing."""
    return {area for area in unknown if tree.values.get(area)}


def _uncertain(changes: Changes, unknown: set[str]) -> set[str]:
    """Areas of `unknown` of which the attacker cannot say what changed."""
    cells = [(tree, _open(tree, unknown)) for tree in changes]
    return {area for tree, hidden in cells for area in hidden - _certain(tree, hidden)}


def _certain(tree: AreaTree, hidden: set[str]) -> set[str]:
    """Hidden cells of which one number is possible."""
    ranges = tree.ranges(hidden)
    return {area for area in hidden if ranges[area][1] - ranges[area][0] < WHOLE - TOLERANCE}


def _changes(before: AreaTree, after: AreaTree, above: Parents) -> Changes:
    """What villages added and what they took away between two vintages; a village without a figure has nothing."""
    finest = {area for tree in (before, after) for area, below in tree.children.items() if not below}
    change = {area: after.values.get(area, 0.0) - before.values.get(area, 0.0) for area in finest}
    added = {area: amount for area, amount in change.items() if amount > TOLERANCE}
    taken = {area: -amount for area, amount in change.items() if amount < -TOLERANCE}
    parents = {**before.parents, **after.parents}
    threshold = max(before.threshold, after.threshold)
    return _summed(added, parents, above, threshold), _summed(taken, parents, above, threshold)


def _summed(amounts: Mapping[str, float], parents: dict[str, str | None], above: Parents, threshold: float) -> AreaTree:
    """`amounts` of the finest areas added up over all areas that have a cell; `parents` of those areas."""
    values = dict.fromkeys(parents, 0.0)
    for area, amount in amounts.items():
        for place in line(area, above):
            if place in values:
                values[place] += amount
    return AreaTree(values, parents, is_count=True, threshold=threshold)
