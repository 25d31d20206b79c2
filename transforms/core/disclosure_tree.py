"""One additive table over areas as an attacker sees it: what subtraction tells about its hidden cells.

The attacker knows every published cell, that a parent is the sum of its children, that a cell marked C is 1 or more and
below the threshold, and how cells marked D are chosen: they reach the threshold and are no larger than the published
sisters that are not zero. On a tree the possible values of each hidden cell are then exactly an interval, found by one
pass up and one down.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

SMALLEST = 1.0
LEAST_WIDTH = 2.0
"""A small cell is safe while three whole numbers are possible for it. Two would not do: that more was hidden than for
two is a message itself (of 0, 1 and 5 persons, hiding the 5 is not enough only because the other is 1)."""
MOST = 1e9
"""More persons than any area has: stands for no upper limit, and can be added and subtracted."""
TOLERANCE = 1e-6

Range = tuple[float, float]


@dataclass
class AreaTree:
    """The cells of one measure, period, breakdown value and source: amount by area code, and how areas nest."""

    values: Mapping[str, float]
    parents: Mapping[str, str | None]
    """Of every area its nearest ancestor that has a cell; None for a root."""
    is_count: bool
    """The cells count persons or children; else (money) they are hidden with such a count and have no small cells."""
    threshold: float
    """Counts below it are not published, but zeros."""
    telling: Collection[str] = ()
    """Cells to protect although they are not small: a share of none or of all."""
    covered: Collection[str] = ()
    """Cells to hide whatever they are: the whole of which they are a part is hidden, and they would give it a floor."""
    ceilings: Mapping[str, float] = field(default_factory=dict)
    """What the attacker knows each cell to be no more than: the published whole of which it is a part."""
    is_rest: bool = False
    """No table of its own but what the parts leave of their wholes: its cells carry no marks."""
    unmarked: set[str] = field(default_factory=set)
    """Small cells marked D, where the mark C would itself give small children away."""
    finest: int | None = None
    """Depth below the tops of the finest level that is published at all; None where every level is."""
    zeros_too: bool = False
    """Below it zeros are not published either; else they are, and tell which areas are not zero."""

    def __post_init__(self) -> None:
        self.children: dict[str, list[str]] = {area: [] for area in self.values}
        for area in sorted(self.values):
            parent = self.parents[area]
            if parent is not None:
                self.children[parent].append(area)
        hides_zeros = any(self.values[area] < self.threshold for area in self.telling)
        self._unmarked_least = 0.0 if hides_zeros or self.is_rest else self.threshold
        self.tops = [area for area in sorted(self.values) if self.parents[area] is None]
        self._depths = dict.fromkeys(self.tops, 0)
        self._downward = [*self.tops]
        for area in self._downward:  # grows while it is read: parents before children
            self._downward.extend(self.children[area])
            self._depths.update(dict.fromkeys(self.children[area], self._depths[area] + 1))

    @property
    def depth(self) -> int:
        """How many levels lie below the tops."""
        return max(self._depths.values(), default=0)

    def closed(self) -> set[str]:
        """Cells of levels that are not published."""
        if self.finest is None:
            return set()
        shut = {area for area, depth in self._depths.items() if depth > self.finest}
        return shut if self.zeros_too else {area for area in shut if self.values[area] > 0}

    def small(self) -> set[str]:
        """Areas whose count is below the threshold (also a part of a person, of a count made from a percentage)."""
        return {area for area, value in self.values.items() if self.is_count and 0 < value < self.threshold}

    def sensitive(self) -> set[str]:
        """Areas whose cell is to be protected."""
        return self.small().union(self.telling)

    def marked(self) -> set[str]:
        """Small cells that carry the mark C; below the finest published level none does, and so it says nothing."""
        return set() if self.is_rest else self.small() - self.unmarked - self.closed()

    def gap(self) -> str | None:
        """The first area whose cell is not the sum of its children's cells, None where all are."""
        for area, members in sorted(self.children.items()):
            total = math.fsum(self.values[member] for member in members)
            if members and abs(total - self.values[area]) > TOLERANCE * max(1.0, abs(total)):
                return area
        return None

    def ranges(self, hidden: Collection[str]) -> dict[str, Range]:
        """What the attacker can say of each cell when the cells of `hidden` are not published: (least, most)."""
        marked, closed = self.marked(), self.closed()
        upward: dict[str, Range] = {}
        sums: dict[str, Range] = {}
        for area in reversed(self._downward):
            parts = [upward[child] for child in self.children[area]] or [(0.0, MOST)]
            sums[area] = (sum(low for low, _ in parts), sum(high for _, high in parts))
            upward[area] = _meet(self._known(area, hidden, marked, closed), sums[area])
        exact: dict[str, Range] = {}
        for area in self._downward:
            parent = self.parents[area]
            low, high = exact[area] = upward[area]
            if parent is not None:
                # what is left of the parent when the sisters are at their most, and when they are at their least
                least = exact[parent][0] - (sums[parent][1] - high)
                most = exact[parent][1] - (sums[parent][0] - low)
                exact[area] = _meet((low, high), (least, most))
        return exact

    def pinned(self, hidden: Collection[str]) -> list[str]:
        """Cells to protect of which the attacker can say too much, in order of area code."""
        ranges = self.ranges(hidden)
        return sorted(area for area in self.sensitive() if ranges[area][1] - ranges[area][0] < LEAST_WIDTH - TOLERANCE)

    def complement(self, area: str, hidden: Collection[str]) -> str | None:
        """The cell to hide next for `area`'s sake; None where nothing is left.

        It is the smallest published sister that is not zero (ties: lowest code), else the parent, else the same one
        level up. A hidden sister whose own children are all published hides nothing: the smallest of them comes first.
        """
        parent = self.parents[area]
        if parent is None:
            return None
        for sister in self.children[parent]:
            if sister in hidden and sister != area and (below := self._opened(sister, hidden)) is not None:
                return below
        smallest = self._smallest_child(parent, hidden)
        if smallest is not None:
            return smallest
        return self.complement(parent, hidden) if parent in hidden else parent

    def _opened(self, area: str, hidden: Collection[str]) -> str | None:
        """A cell below the hidden `area` to hide, because all of a hidden cell's children are published."""
        covered = [child for child in self.children[area] if child in hidden]
        if not covered:
            return self._smallest_child(area, hidden)
        return next((cell for child in covered if (cell := self._opened(child, hidden)) is not None), None)

    def _smallest_child(self, area: str, hidden: Collection[str]) -> str | None:
        shown = [child for child in self.children[area] if child not in hidden and self.values[child] > 0]
        return min(shown, key=lambda child: (self.values[child], child), default=None)

    def unmark(self, area: str) -> bool:
        """Marks D the nearest cell with children, at or above `area`, that is marked C; False where there is none.

        Four villages of one person each in a district marked C: the mark alone says that each has one.
        """
        if self.children[area] and area in self.marked():
            self.unmarked.add(area)
            return True
        parent = self.parents[area]
        return parent is not None and self.unmark(parent)

    def _known(self, area: str, hidden: Collection[str], marked: Collection[str], closed: Collection[str]) -> Range:
        value = self.values[area]
        if area not in hidden:
            return value, value
        if area in closed:
            return (0.0 if self.zeros_too else min(SMALLEST, value)), self.ceilings.get(area, MOST)
        if area in marked:
            most = max(self.threshold - 1, value)
            return min(SMALLEST, value), min(most, self.ceilings.get(area, most))
        parent = self.parents[area]
        shown = None if parent is None or self.is_rest else self._smallest_child(parent, hidden)
        least = self._unmarked_least if value >= self.threshold else 0.0
        return least, min(MOST if shown is None else max(value, self.values[shown]), self.ceilings.get(area, MOST))


def _meet(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), min(one[1], other[1])
