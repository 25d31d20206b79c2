"""Groups of weighed pairs: no chains of doubtful links, decisions first, the same whatever the order."""

from __future__ import annotations

import random

import numpy as np
import pytest

from transforms.linkage.persons import DIFFERENT, SAME, groups

LINK, LIKELY = 8.0, 0.0


def grouped(n: int, *pairs: tuple[int, int, float]) -> list[int]:
    left, right, weight = (np.array(column) for column in zip(*pairs, strict=True))
    return groups(n, left, right, weight.astype(float), link_from=LINK, likely_from=LIKELY).tolist()


@pytest.mark.parametrize(
    ("why", "pairs", "expected"),
    [
        ("a heavy pair is a person", [(0, 1, 9)], [0, 0]),
        ("a light one is not", [(0, 1, 7)], [0, 1]),
        ("three that all agree", [(0, 1, 9), (1, 2, 9), (0, 2, 1)], [0, 0, 0]),
        ("one link of two is half", [(0, 1, 20), (1, 2, 9)], [0, 0, 0]),
        ("one link between two pairs is a quarter", [(0, 1, 20), (2, 3, 20), (1, 2, 9)], [0, 0, 2, 2]),
        ("decided: the same", [(0, 1, 20), (2, 3, 20), (1, 2, SAME)], [0, 0, 0, 0]),
        ("decided: two", [(0, 1, DIFFERENT)], [0, 1]),
        ("decided: two, through a third", [(0, 1, DIFFERENT), (0, 2, 20), (1, 2, 19)], [0, 1, 0]),
    ],
)
def test_groups(why: str, pairs: list[tuple[int, int, float]], expected: list[int]) -> None:
    assert grouped(len(expected), *pairs) == expected, why


def test_the_order_of_pairs_does_not_matter() -> None:
    rng = random.Random(7)
    pairs = [(a, b, rng.choice((-2.0, 3.0, 9.0, 9.0, 15.0))) for a in range(12) for b in range(a) if rng.random() < 0.4]
    expected = grouped(12, *pairs)
    for _ in range(20):
        rng.shuffle(pairs)
        assert (
            grouped(12, *((b, a, weight) if rng.random() < 0.5 else (a, b, weight) for a, b, weight in pairs))
            == expected
        )


def test_no_pairs() -> None:
    nothing = np.array([], dtype=np.int64)
    assert groups(0, nothing, nothing, nothing.astype(float), link_from=LINK, likely_from=LIKELY).tolist() == []
