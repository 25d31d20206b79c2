"""A regency of many villages, and an attacker with a linear programme: no small count comes out, and its total does."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from test_disclosure_attack import Seen, Tree, nested, publish_one

rare = st.sampled_from([0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6])
wide_regencies = st.lists(st.lists(rare, min_size=3, max_size=5), min_size=5, max_size=6)


def bounds_of(seen: Seen, tree: Tree) -> dict[str, tuple[float, float]]:
    """Least and most of every hidden cell, for who knows the published cells, the marks and the sums."""
    areas = sorted(seen)
    column = {area: position for position, area in enumerate(areas)}
    sums = np.zeros((len(tree), len(areas)))
    for row, (parent, members) in enumerate(sorted(tree.items())):
        sums[row, column[parent]] = -1
        sums[row, [column[member] for member in members]] = 1
    limits = [{"C": (1, 4), "D": (0, None)}.get(mark, (mark, mark)) for mark in (seen[area] for area in areas)]

    def extreme(area: str, sign: int) -> float:
        goal = np.zeros(len(areas))
        goal[column[area]] = sign
        solved = linprog(goal, A_eq=sums, b_eq=np.zeros(len(tree)), bounds=limits)
        return sign * solved.fun if solved.status == 0 else sign * -np.inf

    return {area: (extreme(area, 1), extreme(area, -1)) for area in areas if seen[area] in {"C", "D"}}


@given(regency=wide_regencies)
@settings(max_examples=25, deadline=None)
def test_no_small_count_comes_out_of_a_regency_whose_finer_levels_are_closed(regency: list) -> None:
    values, tree = nested([regency])
    seen = publish_one(values, tree)
    for area, (least, most) in bounds_of(seen, tree).items():
        if 0 < values[area] < 5:
            assert most - least > 1.5, (area, values[area], least, most)


@given(regency=wide_regencies)
@settings(max_examples=50, deadline=None)
def test_a_total_of_five_or_more_is_shown_where_ten_cells_can_go_for_it(regency: list) -> None:
    values, tree = nested([regency])
    counted = [count for district in regency for count in district if count]
    if sum(counted) >= 5 and len(counted) >= 10:
        assert publish_one(values, tree)["5300"] == values["5300"]
