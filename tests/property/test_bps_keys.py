"""Whatever the dimension lists: a key has as many readings as combinations that make it, and nothing is lost.

What one combination makes is read as that one, what two make is ambiguous, what none makes is unmatched.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from sources.bps.decode import DIMENSIONS, decode
from sources.bps.origin import read_origin
from sources.bps.rows import row_of

ids = st.lists(st.integers(min_value=0, max_value=130), min_size=1, max_size=4, unique=True)
COLLIDING = ([1, 11], [1], [1, 11], [99, 100], [0])
ORIGIN = read_origin({"domain": "5300", "source_code": "bps_webapi", "recorded_from_api": "true"})
WITHOUT_CATALOG = {0: "unmatched", 1: "uncatalogued"}
"""By how many combinations make a key; any more are ambiguous."""
strays = st.lists(st.text(alphabet="0123456789", min_size=1, max_size=12), max_size=5)


@example(COLLIDING, ["7", "111"], Random(1))
@given(st.tuples(ids, ids, ids, ids, ids), strays, st.randoms(use_true_random=False))
def test_readings_are_counted_right(lists: tuple[list[int], ...], extra: list[str], random: Random) -> None:
    combinations = list(itertools.product(*lists))
    made = Counter("".join(str(part) for part in combination) for combination in combinations)
    keys = sorted({*made, *extra})
    random.shuffle(keys)
    body = {
        "status": "OK",
        "data-availability": "available",
        **{
            name: [{"val": each, "label": str(each)} for each in values]
            for name, values in zip(DIMENSIONS, lists, strict=True)
        },
        "datacontent": {key: place for place, key in enumerate(keys)},
    }

    decoded = decode(json.dumps(body).encode())
    cells = decoded.cells

    assert [cell.key for cell in cells] == keys
    assert [cell.position for cell in cells] == list(range(1, len(keys) + 1))
    assert [len(cell.readings) for cell in cells] == [made[key] for key in keys]
    assert [cell.figure.value for cell in cells] == list(range(len(keys)))
    for cell in cells:
        for reading in cell.readings:
            assert "".join(getattr(reading, name) for name in DIMENSIONS) == cell.key
    statuses = [row_of(cell, decoded, ORIGIN, {})["decode_status"] for cell in cells]
    assert statuses == [WITHOUT_CATALOG.get(made[key], "ambiguous") for key in keys]


def test_the_example_has_keys_that_collide() -> None:
    made = Counter("".join(str(part) for part in combination) for combination in itertools.product(*COLLIDING))
    assert max(made.values()) > 1
