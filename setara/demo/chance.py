"""Chance that repeats: random numbers and shares that depend on the seed and on what they are for, nothing else."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Mapping


def chance(seed: int, *purpose: str) -> random.Random:
    """A generator of its own for one purpose (such as a village), so that another purpose never shifts its numbers."""
    digest = hashlib.sha256("\0".join((str(seed), *purpose)).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))


def allocate(total: int, weights: Mapping[str, float], caps: Mapping[str, int] | None = None) -> dict[str, int]:
    """Whole numbers that sum to `total`, proportional to `weights` (largest remainder, ties by key).

    `caps` bounds each part; what a bounded part cannot take goes to the others. ValueError where the caps or the
    weights leave no room for the total.
    """
    parts = dict.fromkeys(weights, 0)
    room = {key for key, weight in weights.items() if weight > 0 and (caps is None or caps[key] > 0)}
    rest = total
    while rest:
        if not room:
            raise ValueError(f"cannot share {total} over {len(weights)} parts: no room for {rest}")
        for key, amount in _largest_remainder(rest, {key: weights[key] for key in sorted(room)}).items():
            taken = amount if caps is None else min(amount, caps[key] - parts[key])
            parts[key] += taken
            rest -= taken
            if caps is not None and parts[key] == caps[key]:
                room.discard(key)
    return parts


def _largest_remainder(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    whole = math.fsum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: math.floor(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (parts[key] - exact[key], key))
    for key in by_remainder[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def poisson(rng: random.Random, mean: float) -> int:
    """A count with that mean (Knuth's product method; meant for small means)."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
