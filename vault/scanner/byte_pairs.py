"""Where two bytes stand beside each other, in data where they are common.

The data are looked at as numbers of two bytes, once from the first byte and once from the second: `bytes.find` takes
ten times as long, and keeps other threads waiting.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

PAIRS = 1 << 17
"""So many at a time that what is computed of them stays in the processor's cache."""


def pair_places(data: bytes, pair: bytes) -> Iterator[npt.NDArray[np.intp]]:
    """Every place of `pair` (two bytes) in `data`, some at a time: first the even ones of a stretch, then the odd."""
    wanted = np.uint16(int.from_bytes(pair, "little"))
    for stretch in range(0, len(data) - 1, 2 * PAIRS):
        for start in (stretch, stretch + 1):
            count = min(PAIRS, (len(data) - start) // 2)
            yield start + 2 * np.flatnonzero(np.frombuffer(data, "<u2", count, start) == wanted)
