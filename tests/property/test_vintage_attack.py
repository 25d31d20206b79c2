"""An attacker who keeps every vintage, subtracts them and solves for what is hidden, never learns a small count.

The attacker is written apart from the code under test: all that is published are linear equations over villages, and a
number is his where it is a combination of them.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms.core.vintage_disclosure import protect_vintages
from warehouse import contract

VILLAGES = [f"5371{district:03d}{village:03d}" for district in (10, 20, 30) for village in (1, 2, 3)]
PARENTS = {village: village[:7] for village in VILLAGES} | {village[:7]: "5371" for village in VILLAGES}
CHECKPOINTS = ("2025-02-10", "2025-02-28", "2025-03-31")

Known = list[dict[str, int]]
"""What each village has reported, at every checkpoint; a village that has not is absent."""

first_said = st.sampled_from([None, None, 0, 0, 1, 2, 3, 4, 5, 7, 12, 30, 30, 41])
later_said = st.sampled_from(["same"] * 9 + [None, 0, 1, 3, 5, 6, 30, 32, 44])


@st.composite
def histories(draw: st.DrawFn) -> Known:
    known = [{village: value for village in VILLAGES if (value := draw(first_said)) is not None}]
    for _ in CHECKPOINTS[1:]:
        said = {village: draw(later_said) for village in VILLAGES}
        told: dict[str, Any] = {v: known[-1].get(v) if value == "same" else value for v, value in said.items()}
        known.append({village: value for village, value in told.items() if value is not None})
    return known


def added_up(villages: dict[str, int]) -> dict[str, int]:
    """Amounts of all areas that have any."""
    sums: dict[str, int] = defaultdict(int)
    for village, value in villages.items():
        for area in (village, village[:7], "5371"):
            sums[area] += value
    return sums


def published(known: Known) -> list[dict[str, float | None]]:
    """By checkpoint what a reader sees of each area; None where it is hidden."""
    constant = {"measure_code": "infant_deaths_persons", "source_code": "s", "unit": "persons", "conf_status": "F"}
    days = {name: date(2025, 1, 1) for name in ("period_start", "period_end", "known_from")}
    rows = [
        {**constant, **days, "breakdown": "_T", "breakdown_value": "_T", "area_code_bps": area, "value": float(value)}
        | {"period": f"2025-01@{checkpoint}"}
        for checkpoint, villages in zip(CHECKPOINTS, known, strict=True)
        for area, value in added_up(villages).items()
    ]
    facts = pa.Table.from_pylist(rows, schema=contract.load("facts").arrow_schema())
    parents = pa.table({"area_code_bps": [*PARENTS, "5371"], "parent_area_code_bps": [*PARENTS.values(), None]})
    seen: dict[str, dict[str, float | None]] = {checkpoint: {} for checkpoint in CHECKPOINTS}
    for row in protect_vintages(facts, parents).to_pylist():
        seen[row["period"].split("@")[1]][row["area_code_bps"]] = row["value"]
    return list(seen.values())


class Attacker:
    """Unknown is each village's count at each checkpoint; known are the published sums, who has not reported, and
    that a village that sent nothing in between says the same."""

    def __init__(self, known: Known, seen: list[dict[str, float | None]]) -> None:
        self.places = {cell: place for place, cell in enumerate(itertools.product(range(len(known)), VILLAGES))}
        rows = [
            self.sum_of(k, area) for k, shown in enumerate(seen) for area, value in shown.items() if value is not None
        ]
        rows += [self.sum_of(k, v) for k, villages in enumerate(known) for v in VILLAGES if v not in villages]
        rows += [
            self.sum_of(k, v) - self.sum_of(k + 1, v)
            for (k, now), then in zip(enumerate(known), known[1:], strict=False)
            for v in VILLAGES
            if v in now and now[v] == then.get(v)
        ]
        _, weights, vectors = np.linalg.svd(np.array(rows))
        self.reachable = vectors[: int((weights > 1e-9).sum())]

    def sum_of(self, k: int, area: str) -> np.ndarray:
        """The equation of an area's amount at a checkpoint."""
        row = np.zeros(len(self.places))
        for village in VILLAGES:
            if village.startswith(area):
                row[self.places[k, village]] = 1
        return row

    def knows(self, wanted: np.ndarray) -> bool:
        return bool(np.allclose(wanted, self.reachable.T @ (self.reachable @ wanted), atol=1e-7))


def small_numbers(known: Known, attacker: Attacker) -> list[tuple]:
    """Small counts, and small differences between two vintages, that the attacker can work out."""
    found: list[tuple] = []
    sums = [added_up(villages) for villages in known]
    for k, amounts in enumerate(sums):
        found += [(k, a) for a, v in amounts.items() if 0 < v < 5 and attacker.knows(attacker.sum_of(k, a))]
    for (k, earlier), (j, later) in itertools.combinations(enumerate(sums), 2):
        for area in earlier.keys() | later.keys():
            is_small = 0 < abs(later.get(area, 0) - earlier.get(area, 0)) < 5
            one, other = attacker.sum_of(k, area), attacker.sum_of(j, area)
            # Where counts went up and down within an area their difference is no count of anybody.
            ups_and_downs = len({known[j].get(v, 0) > known[k].get(v, 0) for v in changed(known, k, j, area)}) > 1
            if is_small and not ups_and_downs and attacker.knows(other - one):
                found.append((k, j, area))
    return found


def changed(known: Known, k: int, j: int, area: str) -> list[str]:
    return [v for v in VILLAGES if v.startswith(area) and known[k].get(v, 0) != known[j].get(v, 0)]


def three(*said: dict[str, int]) -> Known:
    """What districts' villages, written 10/1 for the first of the first, had reported at the three checkpoints."""
    return [
        {f"5371{int(d):03d}{int(v):03d}": n for (d, v), n in ((k.split("/"), n) for k, n in one.items())}
        for one in said
    ]


@given(known=histories())
# Once found by chance: a change that tells the rest of a total, three vintages in a chain, a late zero.
@example(known=three({"30/2": 3}, {"30/1": 1, "30/2": 3, "30/3": 0}, {"30/1": 1, "30/2": 3, "30/3": 5}))
@example(
    known=three(
        {"30/1": 3, "30/2": 7, "30/3": 7}, {"30/1": 3, "30/2": 7, "30/3": 30}, {"30/1": 3, "30/2": 1, "30/3": 5}
    )
)
@example(known=three({"20/3": 12}, {"20/3": 12, "30/3": 5}, {"20/3": 3, "30/3": 5}))
@example(known=three({"30/1": 5, "30/2": 5}, {"30/1": 5, "30/2": 5}, {"30/1": 5, "30/2": 6, "30/3": 30}))
@example(known=three({"10/1": 30}, {"10/1": 30, "10/3": 0}, {"10/1": 32, "10/3": 6}))
@settings(max_examples=150, deadline=None)
def test_vintages_together_tell_no_small_count_that_none_tells_alone(known: Known) -> None:
    seen = published(known)
    nothing: list[dict[str, float | None]] = [{} for _ in known]
    of_one = [
        small_numbers(known, Attacker(known, [*nothing[:k], seen[k], *nothing[k + 1 :]])) for k in range(len(known))
    ]
    assert set(small_numbers(known, Attacker(known, seen))) <= set(itertools.chain(*of_one))


@given(known=histories())
@settings(max_examples=50, deadline=None)
def test_what_is_published_is_true_and_the_last_vintage_is_as_if_it_were_alone(known: Known) -> None:
    seen = published(known)
    for villages, shown in zip(known, seen, strict=True):
        assert all(value is None or value == added_up(villages)[area] for area, value in shown.items())
    alone = published([{}, {}, known[-1]])
    assert seen[-1] == alone[-1]


def test_nothing_more_is_hidden_where_changes_are_large_or_none() -> None:
    first = dict.fromkeys(VILLAGES[:8], 30)
    late = first | {VILLAGES[8]: 40}
    assert [set(shown.values()) & {None} for shown in published([first, late, late])] == [set(), set(), set()]


def test_a_late_village_with_a_small_count_takes_the_earlier_totals() -> None:
    first = dict.fromkeys(VILLAGES[:8], 30)
    seen = published([first, first, first | {VILLAGES[8]: 2}])
    assert [seen[0]["5371"], seen[1]["5371"]] == [None, None]
    assert seen[0]["5371010"] == 90
    assert seen[2]["5371"] == 242


def test_the_attacker_succeeds_where_each_vintage_is_protected_alone() -> None:
    first = dict.fromkeys(VILLAGES, 30)
    later = first | {VILLAGES[0]: 32}
    unprotected: list[dict[str, float | None]] = [{**added_up(villages)} for villages in (first, first, later)]
    known = [first, first, later]
    assert (0, 2, "5371") in small_numbers(known, Attacker(known, unprotected))
    assert small_numbers(known, Attacker(known, published(known))) == []
