"""The attack on a table with hidden cells, and the fewest cells to hide against it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from transforms.core.cell_attack import (
    Protection,
    ProtectionError,
    attack,
    complementary_cells,
    exposed,
    primary_cells,
)

TABLE = [[20, 3, 11], [9, 30, 8], [14, 12, 40]]
PRIMARY = [(0, 1)]


def test_small_counts_are_primary_and_zeros_are_not() -> None:
    assert primary_cells([[0, 1, 4], [5, 9, 2]], 5) == [(0, 1), (0, 2), (1, 2)]


def test_one_hidden_cell_follows_from_its_row() -> None:
    assert attack(TABLE, PRIMARY) == {(0, 1): (3, 3)}
    assert exposed(TABLE, PRIMARY, PRIMARY) == PRIMARY


def test_a_published_primary_cell_is_exposed() -> None:
    assert exposed(TABLE, [], PRIMARY) == PRIMARY


def test_in_a_square_of_hidden_cells_the_attacker_has_an_interval() -> None:
    """The square 3 11 / 30 8 moves down by 3 or up by 11 before a cell would fall below 0."""
    assert attack(TABLE, [(0, 1), (0, 2), (1, 1), (1, 2)])[0, 1] == (0, 14)


def test_the_cheapest_square_is_hidden() -> None:
    """Rectangles through the cell cost 20+9+30, 11+8+30, 20+14+12 and 11+40+12."""
    assert complementary_cells(TABLE, PRIMARY) == [(0, 0), (2, 0), (2, 1)]
    assert not exposed(TABLE, [*PRIMARY, (0, 0), (2, 0), (2, 1)], PRIMARY)


def one_is_alone(primary: list[tuple[int, int]], hidden: list[tuple[int, int]]) -> bool:
    """Whether one of the primary cells follows from its row or column at once: it needs no attack."""
    return any(1 in (sum(row == r for r, _ in hidden), sum(column == c for _, c in hidden)) for row, column in primary)


def test_fewest_and_least_as_by_trying_all() -> None:
    draws = np.random.default_rng(5)
    for _ in range(2):
        table = draws.integers(1, 25, (3, 4))
        primary = primary_cells(table, 5)
        others = [cell for cell in np.ndindex(*table.shape) if cell not in primary]
        found = complementary_cells(table, primary)
        assert not exposed(table, [*primary, *found], primary)
        for fewer in range(len(found) + 1):
            for cells in combinations(others, fewer):
                is_cheaper = fewer < len(found) or sum(table[c] for c in cells) < sum(table[c] for c in found)
                hidden = [*primary, *cells]
                assert not is_cheaper or one_is_alone(primary, hidden) or exposed(table, hidden, primary)


def test_zeros_stay_published() -> None:
    table = [[3, 0, 9], [0, 7, 8], [6, 5, 0]]
    assert all(table[row][column] > 0 for row, column in complementary_cells(table, [(0, 0)]))


def test_wider_intervals_may_cost_more() -> None:
    narrow, wide = (complementary_cells(TABLE, PRIMARY, Protection(2, above)) for above in (3, 15))
    assert sum(TABLE[r][c] for r, c in wide) > sum(TABLE[r][c] for r, c in narrow)


def test_nothing_to_protect_hides_nothing() -> None:
    assert complementary_cells([[10, 20]], []) == []
    assert attack([[10, 20]], []) == {}


def test_a_single_row_cannot_be_protected() -> None:
    with pytest.raises(ProtectionError):
        complementary_cells([[3, 50, 60]], [(0, 0)])
