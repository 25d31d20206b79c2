"""An attacker with a pencil: tries everything that fits what is published, and never learns a small count.

The attacker here is written apart from the code under test: it lists possible values as sets, without intervals.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import date
from random import Random

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.core.disclosure import protect
from warehouse import contract

Tree = dict[str, list[str]]
Seen = dict[str, float | str]

counts = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 7, 9, 12, 20])
provinces = st.lists(st.lists(st.lists(counts, min_size=1, max_size=4), min_size=1, max_size=3), min_size=1, max_size=2)


def nested(province: list) -> tuple[dict[str, float], Tree]:
    """Counts of all areas, and who is below whom, from the villages' counts by regency and district."""
    values: dict[str, float] = defaultdict(float)
    tree: Tree = defaultdict(list)
    for i, regency in enumerate(province):
        for j, district in enumerate(regency):
            for k, count in enumerate(district):
                codes = ["53", f"53{i:02d}", f"53{i:02d}{j:03d}", f"53{i:02d}{j:03d}{k:03d}"]
                for code in codes:
                    values[code] += count
                for above, below in itertools.pairwise(codes):
                    if below not in tree[above]:
                        tree[above].append(below)
    return dict(values), tree


def publish(measures: dict[str, dict[str, float]], tree: Tree) -> dict[str, Seen]:
    """What a reader sees of each measure: by area a number, or the mark."""
    constant = {"period": "2025-01", "breakdown": "_T", "breakdown_value": "_T", "conf_status": "F", "unit": "persons"}
    days = {"period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31), "known_from": date(2025, 2, 1)}
    rows = [
        constant | days | {"measure_code": measure, "source_code": "s", "area_code_bps": area, "value": value}
        for measure, values in measures.items()
        for area, value in values.items()
    ]
    pairs = [(below, above) for above, members in tree.items() for below in members]
    parents = pa.table(dict(zip(("area_code_bps", "parent_area_code_bps"), zip(*pairs, strict=True), strict=True)))
    seen: dict[str, Seen] = defaultdict(dict)
    for row in protect(pa.Table.from_pylist(rows, schema=contract.load("facts").arrow_schema()), parents).to_pylist():
        seen[row["measure_code"]][row["area_code_bps"]] = row["conf_status"] if row["value"] is None else row["value"]
    return seen


def publish_one(values: dict[str, float], tree: Tree) -> Seen:
    return publish({"maternal_deaths_persons": values}, tree)["maternal_deaths_persons"]


def possible(area: str, seen: Seen, tree: Tree, assumed: dict[str, int], marked_d: set[int]) -> set[int]:
    """Every total that the area can have, given what is seen and assumed at and below it; D is one of `marked_d`."""
    most = max(marked_d)
    known = seen[area]
    if area in assumed:
        own = {assumed[area]}
    elif known == "C":
        own = set(range(1, 5))
    elif known == "D":
        own = marked_d
    else:
        own = {int(known)}
    if not tree.get(area):
        return own
    sums = {0}
    for child in tree[area]:
        parts = possible(child, seen, tree, assumed, marked_d)
        sums = {total + part for total in sums for part in parts if total + part <= most}
    return own & sums


def guesses(area: str, seen: Seen, tree: Tree, marked_d: set[int]) -> set[int]:
    """The counts that the attacker cannot rule out for an area marked C."""
    return {guess for guess in range(1, 5) if possible("53", seen, tree, {area: guess}, marked_d)}


@given(province=provinces)
@settings(max_examples=150, deadline=None)
def test_no_small_count_follows_from_what_is_published(province: list) -> None:
    values, tree = nested(province)
    seen = publish_one(values, tree)
    # marked D although small: its parts carry more than the mark C could hide; the attacker is not told of this rule
    if any(mark == "D" and values[area] < 5 for area, mark in seen.items()):
        return
    five_or_more = set(range(5, int(values["53"]) + 30))
    for area, mark in seen.items():
        assert mark == "C" or not 0 < values[area] < 5
        if mark == "C":
            left = guesses(area, seen, tree, five_or_more)
            assert values[area] in left
            assert len(left) >= 2


@given(province=provinces, draw=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_nor_from_linked_measures_that_are_hidden_together(province: list, draw: Random) -> None:
    """Households and their persons; a cell marked D may be a zero here, hidden because the other is small."""
    fewer = [[[draw.randint(0, count) for count in district] for district in regency] for regency in province]
    (persons, tree), (households, _) = nested(province), nested(fewer)
    measures = {"register_persons": persons, "register_households": households}
    published = publish(measures, tree)
    hidden = [{area for area, mark in seen.items() if mark in {"C", "D"}} for seen in published.values()]
    assert hidden[0] == hidden[1]
    for measure, values in measures.items():
        seen = published[measure]
        for area, mark in seen.items():
            assert mark in {"C", "D"} or not 0 < values[area] < 5
            if mark == "C":
                assert len(guesses(area, seen, tree, set(range(int(values["53"]) + 30)))) >= 2


@given(province=provinces)
@settings(max_examples=100, deadline=None)
def test_what_is_published_is_true_and_zeros_go_only_with_all_finer_levels_for_the_total(province: list) -> None:
    values, tree = nested(province)
    seen = publish_one(values, tree)
    for area, shown in seen.items():
        assert shown in {"C", "D"} or shown == values[area]
    if any(shown in {"C", "D"} and values[area] == 0 for area, shown in seen.items()):
        assert seen.pop("53") == values["53"]
        assert set(seen.values()) == {"D"}


def test_the_attacker_succeeds_where_only_small_counts_are_hidden() -> None:
    values, tree = nested([[[3, 20, 10]]])
    seen: Seen = {area: "C" if 0 < value < 5 else value for area, value in values.items()}
    assert guesses("5300000000", seen, tree, set(range(5, 60))) == {3}
    assert len(guesses("5300000000", publish_one(values, tree), tree, set(range(5, 60)))) >= 2


def test_who_knows_the_rules_by_heart_learns_no_more() -> None:
    """Of all districts of three villages of 0 to 11, several with different small counts look the same."""
    worlds: dict[tuple, list[tuple[int, ...]]] = defaultdict(list)
    for district in itertools.product(range(12), repeat=3):
        values, tree = nested([[list(district)]])
        local = {area: value for area, value in values.items() if len(area) >= 7}
        look = publish_one(local, {area: tree[area] for area in local if area in tree})
        worlds[tuple(look.values())].append(district)
    small = 0
    for look, districts in worlds.items():
        total, *villages = look
        if isinstance(total, float) and total > 11:
            continue  # districts that look the same may have villages of more than 11
        for place, mark in enumerate(villages):
            if mark == "C":
                small += 1
                assert len({district[place] for district in districts}) >= 2
    assert small > 50
