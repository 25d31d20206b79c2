"""What an attacker works out of a table with suppressed cells and published margins, and the fewest cells to hide more.

The attacker knows every published cell and all row and column sums, and that counts are not negative: for a hidden cell
he solves two linear programmes, its least and its greatest value. A table is safe when, for each primary cell of count
n, his interval reaches down to max(0, n - 2) and up to n + 3 at least. Complementary cells are chosen by an integer
programme: another table with the same margins must exist in which the primary cell is that much smaller (greater) and
only hidden cells differ (Fischetti & Salazar 2001).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Cell = tuple[int, int]
Interval = tuple[float, float]
Floats = NDArray[np.float64]
TOLERANCE = 1e-6


class ProtectionError(ValueError):
    """No set of hidden cells protects the table, or the solver gave none; the message has no counts."""


@dataclass(frozen=True)
class Protection:
    """How far the attacker's interval of a primary cell of count n must reach: max(0, n - `below`) and n + `above`."""

    below: float = 2.0
    above: float = 3.0

    def wanted(self, count: float) -> Interval:
        """The interval that the attacker's must hold."""
        return max(0.0, count - self.below), count + self.above


DEFAULT = Protection()


def primary_cells(table: ArrayLike, threshold: float) -> list[Cell]:
    """Cells with a count above 0 and below `threshold`, row by row."""
    counts = np.asarray(table, dtype=float)
    return [(int(row), int(column)) for row, column in np.argwhere((counts > 0) & (counts < threshold))]


def attack(table: ArrayLike, hidden: Collection[Cell]) -> dict[Cell, Interval]:
    """The least and greatest value of each hidden cell that fit what is published, of rows × columns of counts."""
    counts = np.asarray(table, dtype=float)
    cells = sorted(hidden)
    if not cells:
        return {}
    sums = _margins(cells, counts.shape)
    known = sums @ np.array([counts[cell] for cell in cells])
    return {cell: (_extreme(sums, known, k, 1.0), _extreme(sums, known, k, -1.0)) for k, cell in enumerate(cells)}


def exposed(
    table: ArrayLike, hidden: Collection[Cell], primary: Collection[Cell], protection: Protection = DEFAULT
) -> list[Cell]:
    """Primary cells whose attacker's interval is too narrow when the cells of `hidden` are not published."""
    counts = np.asarray(table, dtype=float)
    intervals = attack(counts, hidden)
    found = []
    for cell in sorted(primary):
        low, high = intervals.get(cell, (counts[cell], counts[cell]))
        least, most = protection.wanted(counts[cell])
        if low > least + TOLERANCE or high < most - TOLERANCE:
            found.append(cell)
    return found


def complementary_cells(table: ArrayLike, primary: Collection[Cell], protection: Protection = DEFAULT) -> list[Cell]:
    """The fewest further cells to hide, of such sets the one with the least sum of counts; ties go to cells that come
    first in reading order. Cells of 0 stay published: where all know that nobody is there they protect nothing. For
    tables of up to some 150 cells: the time grows fast (120 cells: seconds, 400: minutes).

    Raises ProtectionError where hiding every cell would not protect the table.
    """
    counts = np.asarray(table, dtype=float)
    chosen = _Model(counts, sorted(primary), protection).solve()
    if exposed(counts, {*primary, *chosen}, primary, protection):
        raise ProtectionError("the chosen cells do not pass the audit")
    return chosen


def _margins(cells: list[Cell], shape: tuple[int, ...]) -> Floats:
    """A row per row and column of the table, a column per cell: which sums a cell is in."""
    sums = np.zeros((shape[0] + shape[1], len(cells)))
    for k, (row, column) in enumerate(cells):
        sums[row, k] = sums[shape[0] + column, k] = 1.0
    return sums


def _extreme(sums: Floats, known: Floats, cell: int, sign: float) -> float:
    goal = np.zeros(sums.shape[1])
    goal[cell] = sign
    found = linprog(goal, A_eq=sums, b_eq=known, bounds=(0, None), method="highs")
    if not found.success:
        raise ProtectionError(f"the solver did not find an interval: {found.message}")
    return float(sign * found.fun)


class _Model:
    """The integer programme: a switch per candidate cell, and for each primary cell and direction a change of the table
    that keeps all margins, is 0 in published cells and takes the primary cell to the wanted value."""

    def __init__(self, counts: Floats, primary: list[Cell], protection: Protection) -> None:
        self.counts = counts
        self.primary = primary
        self.candidates = [(int(r), int(c)) for r, c in np.argwhere(counts > 0) if (r, c) not in primary]
        self.cells = [*primary, *self.candidates]
        self.changes = [
            (k, wanted - counts[cell]) for k, cell in enumerate(primary) for wanted in protection.wanted(counts[cell])
        ]
        values = np.array([counts[cell] for cell in self.candidates])
        # number of cells before counts, counts before place; whole numbers, so that no step is below the solver's gap
        self.cost = values.sum() + 1 + values + np.arange(len(values)) / (len(values) + 1) ** 2

    def solve(self) -> list[Cell]:
        """The cheapest candidates to hide, in reading order."""
        switches, n_cells = len(self.candidates), len(self.cells)
        width = switches + n_cells * len(self.changes)
        lower, upper = np.zeros(width), np.ones(width)
        sums, rows = _margins(self.cells, self.counts.shape), []
        for number, (cell, change) in enumerate(self.changes):
            at = slice(switches + number * n_cells, switches + (number + 1) * n_cells)
            most = abs(change)
            # a flow of this size through the primary cell changes no cell by more
            lower[at], upper[at] = [-min(most, self.counts[c]) for c in self.cells], most
            lower[at.start + cell] = upper[at.start + cell] = change
            rows.extend(self._constraints(sums, at, most, width))
        goal = np.concatenate([self.cost, np.zeros(width - switches)])
        found = milp(
            goal,
            integrality=np.arange(width) < switches,
            bounds=Bounds(lower, upper),
            constraints=rows,
            options={"mip_rel_gap": 0.0},
        )
        if not found.success:
            raise ProtectionError(f"no cells protect the table: {found.message}")
        return [cell for cell, on in zip(self.candidates, found.x[:switches], strict=True) if on > 0.5]

    def _constraints(self, sums: Floats, at: slice, most: float, width: int) -> list[LinearConstraint]:
        """Margins stay, and a candidate changes only when it is hidden."""
        keep = np.zeros((sums.shape[0], width))
        keep[:, at] = sums
        switches, first = len(self.candidates), at.start + len(self.primary)
        switch, change = np.eye(switches, width), np.zeros((switches, width))
        change[:, first : first + switches] = np.eye(switches)
        most_down = np.array([min(most, self.counts[cell]) for cell in self.candidates])[:, None]
        return [
            LinearConstraint(keep, 0.0, 0.0),
            LinearConstraint(change - most * switch, -np.inf, 0.0),
            LinearConstraint(change + most_down * switch, 0.0, np.inf),
        ]
