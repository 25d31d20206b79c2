"""Linear programmes (HiGHS) that tell which of many unknown numbers an attacker can say too much of.

Numbers that no sum connects are independent, so one programme finds a least or greatest value in each component at
once. Most numbers need none of their own: any solution that fits shows what is possible.

A component is a table over nested areas, or such tables with what they leave of a common whole: the equations of a
network, whose extremes are whole numbers, so that whole numbers are no knowledge more.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from transforms.core.attack_model import TOLERANCE, AttackModel, Wanted

LEAST_WIDTH = 2.0
"""A number is safe while three whole numbers are possible for it (see `disclosure_tree`)."""
GUESSES, GOOD_GUESS = 2, 0.9
"""So many random directions and their opposites at a time, as long as they leave no more than this share open; then
single numbers are asked for."""
SAFE, EXPOSED, UNDECIDED, CONTRADICTION, UNASKED = "safe", "exposed", "undecided", "contradiction", "unasked"
OUT_OF_TIME, INFEASIBLE = 1, 2
"""Statuses of `linprog`."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Budget:
    """How long the programmes of one call may take together; what is left over then is undecided."""

    ends_at: float

    @staticmethod
    def of(seconds: float) -> Budget:
        """From now on."""
        return Budget(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(0.0, self.ends_at - time.monotonic())


def verdicts(models: Sequence[AttackModel], budget: Budget) -> list[list[str]]:
    """Of each model's wanted numbers, in order: safe, exposed, undecided (out of time), contradiction (what is
    published cannot be), or unasked, where another one of the model is exposed and that is enough."""
    together = _Together(models)
    together.guess(budget)
    together.settle_zeros(budget)
    together.ask_each(budget)
    return together.verdicts


class _Together:
    """All models as one system, whose variables are in the order of their components."""

    def __init__(self, models: Sequence[AttackModel]) -> None:
        starts = np.cumsum([0, *(len(model.lower) for model in models)])
        self.lower = np.array([bound for model in models for bound in model.lower])
        self.upper = np.array([bound for model in models for bound in model.upper])
        known: list[float] = []
        places: list[int] = []
        signs: list[float] = []
        rows: list[int] = []
        for start, model in zip(starts, models, strict=False):
            for terms, amount in model.sums.items():
                places += [start + position for position, _ in terms]
                signs += [sign for _, sign in terms]
                rows += [len(known)] * len(terms)
                known.append(amount)
        self.known = np.array(known)
        self.sums = csr_matrix((signs, (rows, places)), (len(known), len(self.lower)))
        # Far above all that is published: a number without an upper limit must not make a programme unbounded.
        self.far = 4 * np.abs(self.known).max(initial=0.0) + 1000
        self.wanted: list[tuple[int, int, Wanted]] = [
            (m, k, wanted) for m, model in enumerate(models) for k, wanted in enumerate(model.wanted)
        ]
        self.position = [int(starts[m]) + wanted.unknown for m, _, wanted in self.wanted]
        self.verdicts = [[UNASKED] * len(model.wanted) for model in models]
        self.one_is_enough = [not model.asks_all for model in models]
        self.given_up: set[int] = set()
        self.least, self.most = np.full(len(self.lower), np.inf), np.full(len(self.lower), -np.inf)
        _, self.component = connected_components(self._graph(), directed=False)
        self.component = self.component[: len(self.lower)]
        self.of_component = _grouped(self.component)
        first_of_row = self.sums.indices[self.sums.indptr[:-1]] if known else np.array([], dtype=int)
        self.rows_of_component = _grouped(self.component[first_of_row])
        self.open: dict[int, list[int]] = {}
        for number, place in enumerate(self.position):
            self.open.setdefault(int(self.component[place]), []).append(number)

    def _graph(self) -> csr_matrix:
        n, rows = len(self.lower), self.sums.tocoo()
        shape = (n + self.sums.shape[0],) * 2
        return csr_matrix((np.ones(len(rows.col)), (rows.col, n + rows.row)), shape)

    def guess(self, budget: Budget) -> None:
        """Solutions in some directions; numbers that they show to be safe are done."""
        self._give_up({*map(int, self.component[self.lower > self.upper])}, CONTRADICTION)
        draw = np.random.default_rng(0)
        left = len(self.position) + 1
        while self.open and len(places := self._open_places()) <= GOOD_GUESS * left:
            left = len(places)
            for _ in range(GUESSES):
                cost = np.zeros(len(self.lower))
                cost[places] = draw.choice((-1.0, 1.0), left) * draw.uniform(0.2, 1.0, left)
                self._solve(list(self.open), cost, budget)
                self._solve(list(self.open), -cost, budget)
            self._close()

    def settle_zeros(self, budget: Budget) -> None:
        """Numbers of a component that no solution so far has above zero: where their greatest sum is zero, all are."""
        low = {
            component: [number for number in numbers if self._greatest(number) <= TOLERANCE]
            for component, numbers in self.open.items()
        }
        low = {component: numbers for component, numbers in low.items() if numbers}
        cost = np.zeros(len(self.lower))
        for number in (number for numbers in low.values() for number in numbers):
            cost[self.position[number]] -= self.wanted[number][2].sign
        self._solve(list(low), cost, budget)
        still = {c: [number for number in numbers if number in self.open.get(c, ())] for c, numbers in low.items()}
        for component, numbers in still.items():
            if all(self._greatest(number) <= TOLERANCE for number in numbers):
                for number in numbers:
                    self._decide(component, number, EXPOSED)
        self._close()

    def _greatest(self, number: int) -> float:
        """The greatest that a wanted number has been in a solution."""
        place, wanted = self.position[number], self.wanted[number][2]
        return wanted.offset + max(wanted.sign * self.least[place], wanted.sign * self.most[place])

    def _open_places(self) -> list[int]:
        return [self.position[number] for numbers in self.open.values() for number in numbers]

    def ask_each(self, budget: Budget) -> None:
        """The least and greatest value of a number of each component, until none is open."""
        while self.open:
            first = {component: numbers[0] for component, numbers in self.open.items()}
            for sign in (1.0, -1.0):
                cost = np.zeros(len(self.lower))
                cost[[self.position[number] for number in first.values()]] = sign
                self._solve(list(first), cost, budget)
            self._close()
            for component, number in first.items():
                if number in self.open.get(component, ()):
                    self._decide(component, number, EXPOSED)
            for component in [c for c, numbers in self.open.items() if self.wanted[numbers[0]][0] in self.given_up]:
                del self.open[component]

    def _close(self) -> None:
        """Numbers of which the solutions so far show enough are safe."""
        for component, numbers in list(self.open.items()):
            for number in list(numbers):
                place, wanted = self.position[number], self.wanted[number][2]
                if wanted.is_surely_safe(self.least[place], self.most[place], LEAST_WIDTH):
                    self._decide(component, number, SAFE)

    def _decide(self, component: int, number: int, verdict: str) -> None:
        model, k, wanted = self.wanted[number]
        place = self.position[number]
        if verdict == EXPOSED and wanted.is_safe(self.least[place], self.most[place], LEAST_WIDTH):
            verdict = SAFE
        self.verdicts[model][k] = verdict
        if verdict == EXPOSED and self.one_is_enough[model]:
            self.given_up.add(model)
        self.open[component].remove(number)
        if not self.open[component]:
            del self.open[component]

    def _solve(self, components: Sequence[int], cost: Floats, budget: Budget) -> None:
        """A solution for each component; those for which there is none are closed with the reason."""
        if not components:
            return
        columns = np.concatenate([self.of_component[each] for each in components])
        rows = np.concatenate([self.rows_of_component.get(each, np.array([], dtype=int)) for each in components])
        if budget.left == 0:
            self._give_up(components, UNDECIDED)
            return
        lower = np.maximum(self.lower[columns], -self.far)
        upper = np.minimum(self.upper[columns], self.far)
        found = linprog(
            cost[columns],
            A_eq=self.sums[rows][:, columns] if len(rows) else None,
            b_eq=self.known[rows] if len(rows) else None,
            bounds=np.column_stack([lower, upper]),
            method="highs",
            options={"time_limit": budget.left},
        )
        if found.status == 0:
            self.least[columns] = np.minimum(self.least[columns], found.x)
            self.most[columns] = np.maximum(self.most[columns], found.x)
        elif len(components) > 1:
            half = len(components) // 2
            self._solve(components[:half], cost, budget)
            self._solve(components[half:], cost, budget)
        else:
            self._give_up(components, CONTRADICTION if found.status == INFEASIBLE else UNDECIDED)

    def _give_up(self, components: Iterable[int], verdict: str) -> None:
        for component in components:
            for number in list(self.open.get(component, ())):
                self._decide(component, number, verdict)


def _grouped(labels: NDArray[np.int32]) -> dict[int, NDArray[np.int64]]:
    """Positions by label."""
    order = np.argsort(labels, kind="stable")
    names, starts = np.unique(labels[order], return_index=True)
    return dict(zip(map(int, names), np.split(order, starts[1:]), strict=True)) if len(names) else {}
