"""Whatever the dimension lists: a key has as many readings as combinations that make it, and nothing is lost."""

from __future__ import annotations

import itertools
import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sources.bps.decode import DIMENSIONS, decode

ids = st.lists(st.integers(min_value=0, max_value=130), min_size=1, max_size=4, unique=True)
strays = st.lists(st.text(alphabet="0123456789", min_size=1, max_size=12), max_size=5)


@given(st.tuples(ids, ids, ids, ids, ids), strays, st.randoms(use_true_random=False))
def test_readings_are_counted_right(lists: tuple[list[int], ...], extra: list[str], random: object) -> None:
    combinations = list(itertools.product(*lists))
    made = Counter("".join(str(part) for part in combination) for combination in combinations)
    keys = sorted({*made, *extra})
    random.shuffle(keys)  # type: ignore[attr-defined]
    body = {
        "status": "OK",
        "data-availability": "available",
        **{
            name: [{"val": each, "label": str(each)} for each in values]
            for name, values in zip(DIMENSIONS, lists, strict=True)
        },
        "datacontent": {key: place for place, key in enumerate(keys)},
    }

    cells = decode(json.dumps(body).encode()).cells

    assert [cell.key for cell in cells] == keys
    assert [cell.position for cell in cells] == list(range(1, len(keys) + 1))
    assert [len(cell.readings) for cell in cells] == [made[key] for key in keys]
    assert [cell.figure.value for cell in cells] == list(range(len(keys)))
    for cell in cells:
        for reading in cell.readings:
            assert "".join(getattr(reading, name) for name in DIMENSIONS) == cell.key
