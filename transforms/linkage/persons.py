"""From weighed pairs of identities to persons.

Groups are made from the heaviest pair down. Two groups become one only if at least half of the pairs between them are
likely to be of one person: else one doubtful link would chain twins together. What people decided goes before weights:
two persons are never joined, one person is whatever else is known, unless that would join what was decided to be two.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

LIKELY_SHARE = 0.5
SAME, DIFFERENT = math.inf, -math.inf
"""Weights of decided pairs."""
Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
Pair = tuple[int, int, float]


def groups(n: int, left: Numbers, right: Numbers, weight: Weights, *, link_from: float, likely_from: float) -> Numbers:
    """The group of each of `n` identities (numbers from 0): the lowest number in it.

    A pair is `left`, `right` and its `weight`; one that is not given is unlikely. Of equal weights the pair with the
    lower numbers goes first, so that the order of the pairs does not matter.
    """
    is_link = weight >= link_from
    links = coo_array((np.ones(int(is_link.sum()), np.int8), (left[is_link], right[is_link])), shape=(n, n))
    _, block = connected_components(links, directed=False)
    _, lowest, size = np.unique(block, return_index=True, return_counts=True)
    group = lowest[block].astype(np.int64)
    is_doubtful = (block[left] == block[right]) & (size[block[left]] > 2)
    for pairs in _by_block(group[left[is_doubtful]], left[is_doubtful], right[is_doubtful], weight[is_doubtful]):
        for member, its_group in _joined(pairs, link_from, likely_from):
            group[member] = its_group
    return group


def _by_block(block: Numbers, left: Numbers, right: Numbers, weight: Weights) -> Iterable[list[Pair]]:
    found: dict[int, list[Pair]] = defaultdict(list)
    for where, *pair in zip(block.tolist(), left.tolist(), right.tolist(), weight.tolist(), strict=True):
        found[where].append((min(pair[:2]), max(pair[:2]), pair[2]))
    return found.values()


def _joined(pairs: list[Pair], link_from: float, likely_from: float) -> Iterator[tuple[int, int]]:
    """Every member of a block, with the lowest member of its group."""
    weights = {(one, other): weight for one, other, weight in pairs}
    group = {member: [member] for pair in weights for member in pair}
    links = [pair for pair in pairs if pair[2] >= link_from]
    for one, other, weight in sorted(links, key=lambda pair: (pair[2] == SAME, -pair[2], pair[0], pair[1])):
        if group[one] is not group[other] and _may_join(group[one], group[other], weight, weights, likely_from):
            group[one] += group[other]
            for member in group[other]:
                group[member] = group[one]
    return ((member, min(members)) for member, members in group.items())


def _may_join(
    one: list[int], other: list[int], weight: float, weights: dict[tuple[int, int], float], likely_from: float
) -> bool:
    between = [weights.get((min(pair), max(pair))) for pair in product(one, other)]
    known = [each for each in between if each is not None]
    if DIFFERENT in known:
        return False
    return weight == SAME or sum(each >= likely_from for each in known) >= LIKELY_SHARE * len(between)
