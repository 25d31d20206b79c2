"""The audit against an attacker who lists every table that fits: they agree on each, and nothing published fails."""

from __future__ import annotations

from random import Random

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from test_disclosure_attack import Seen, Tree, guesses, nested, provinces

from transforms.core.disclosure_audit import audit, protect_and_prove
from warehouse import contract

CONSTANT = {"period": "2025-01", "breakdown": "_T", "breakdown_value": "_T", "unit": "persons", "conf_status": "F"}
LEVELS = {2: "province", 4: "regency", 7: "district", 10: "village"}


def parents_of(tree: Tree) -> pa.Table:
    pairs = [(below, above) for above, members in tree.items() for below in members]
    return pa.table(dict(zip(("area_code_bps", "parent_area_code_bps"), zip(*pairs, strict=True), strict=True)))


def facts_of(seen: Seen, **said: str) -> pa.Table:
    """What a reader sees; a mark where a number is hidden."""
    rows = [
        {"measure_code": "maternal_deaths_persons", "source_code": "s", **CONSTANT, **said}
        | {"area_code_bps": area, "area_level": LEVELS[len(area)]}
        | ({"conf_status": shown} if isinstance(shown, str) else {"value": float(shown)})
        for area, shown in seen.items()
    ]
    return pa.Table.from_pylist(rows, schema=contract.load("facts").arrow_schema())


@given(province=provinces, draw=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_audit_says_what_listing_all_tables_says(province: list, draw: Random) -> None:
    values, tree = nested(province)
    seen: Seen = {
        area: "C" if 0 < value < 5 else ("D" if draw.random() < 0.4 else value) for area, value in values.items()
    }
    [verdict] = audit(facts_of(seen), parents_of(tree))
    anything = set(range(int(values["53"]) + 10))
    widths = [
        max(left) - min(left) for area in seen if seen[area] == "C" and (left := guesses(area, seen, tree, anything))
    ]
    if min(widths, default=9) < 2:
        assert verdict.status == "exposed"
    elif "D" not in seen.values():
        assert verdict.status == "proved"


@given(province=provinces, draw=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_nothing_follows_from_what_is_published_of_persons_listed_and_paid(province: list, draw: Random) -> None:
    fewer = [
        [[draw.randint(max(0, count - 5), count) for count in district] for district in regency] for regency in province
    ]
    (listed, tree), (paid, _) = nested(province), nested(fewer)
    tables = [
        facts_of(dict(listed), measure_code="program_beneficiaries_persons", source_code="program_beneficiaries"),
        facts_of(dict(paid), measure_code="program_paid_persons", source_code="program_disbursements"),
    ]
    made = protect_and_prove(pa.concat_tables(tables), parents_of(tree))
    assert {verdict.status for verdict in made.verdicts} <= {"proved", "hidden"}
    shown = dict(
        zip(
            zip(made.facts["measure_code"].to_pylist(), made.facts["area_code_bps"].to_pylist(), strict=True),
            made.facts["value"].to_pylist(),
            strict=True,
        )
    )
    for area in listed:
        one, two = shown["program_beneficiaries_persons", area], shown["program_paid_persons", area]
        assert None in (one, two) or not 0 < one - two < 5
