"""Exclusion and inclusion error: from persons of the register and lists to shares that can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.core.reach_facts import reach_facts
from transforms.core.rollup import rollup
from transforms.indicators.reach import reach_indicators
from transforms.staging.eligibility import decile_group, register_persons

VILLAGE = "5371010001"
QUARTER = {"period": "2025-Q1", "period_start": date(2025, 1, 1), "period_end": date(2025, 3, 31)}
FEBRUARY = {"period": "2025-02", "period_start": date(2025, 2, 1), "period_end": date(2025, 2, 28)}
APRIL = {"period": "2025-04", "period_start": date(2025, 4, 1), "period_end": date(2025, 4, 30)}
RECEIVED_ON = date(2025, 4, 2)

GONE = {"said_dead": None, "presence": None}
"""Columns of a person who is still there, as a list without words on it has them."""

FAMILIES = [
    # families, members, decile from, to, on a list of February
    (6, 2, 1, 1, True),
    (5, 1, 2, 2, False),
    (2, 3, 1, 2, False),
    (3, 1, 1, 4, False),  # perhaps among the neediest
    (1, 1, 1, 4, True),
    (8, 2, 6, 10, True),
    (4, 1, 7, 7, False),
    (10, 1, 3, 3, True),
    (2, 1, 5, 6, True),  # perhaps not meant
    (7, 1, None, None, True),  # no decile: apart
]


def persons_and_lists() -> tuple[ir.Table, ir.Table]:
    register: list[dict[str, Any]] = []
    listed: list[dict[str, Any]] = []
    for kind, (families, members, low, high, is_listed) in enumerate(FAMILIES):
        for family in range(families):
            for member in range(members):
                token = f"{kind}-{family}-{member}"
                place = {"person_token": token, "area_code_bps": VILLAGE, "received_on": RECEIVED_ON, "received_no": 1}
                told = {"family_token": f"{kind}-{family}", "decile_low": low, "decile_high": high}
                register.append(place | told | QUARTER | {"row_id": token})
            if is_listed:  # one member is enough
                listed.append(place | FEBRUARY | {"program_code": "blt_dd"})
    listed.append(listed[0] | APRIL | {"person_token": "1-0-0"})  # after the quarter
    types = {"decile_low": pa.int64(), "decile_high": pa.int64(), "said_dead": pa.string(), "presence": pa.string()}
    table = pa.Table.from_pylist([GONE | row for row in register])
    for name, type_ in types.items():
        table = table.set_column(table.schema.get_field_index(name), name, table[name].cast(type_))
    return ibis.memtable(table), ibis.memtable(pa.Table.from_pylist(listed))


@pytest.fixture
def facts(areas: ir.Table) -> ir.Table:
    register, listed = persons_and_lists()
    return rollup(reach_facts(register_persons(register), listed), areas)


def test_a_family_is_reached_by_any_of_its_members_in_that_quarter(rows_of: Callable, facts: ir.Table) -> None:
    found = {
        (row["measure_code"].split("_")[1], row["breakdown_value"]): row["value"]
        for row in rows_of(facts)
        if row["area_code_bps"] == VILLAGE and row["value"]
    }
    assert found == {
        ("reached", "1-2"): 6,
        ("missed", "1-2"): 7,
        ("missed", "1-4"): 3,
        ("reached", "1-4"): 1,
        ("reached", "6-10"): 8,
        ("missed", "6-10"): 4,
        ("reached", "3-4"): 10,
        ("reached", "5-10"): 2,
        ("reached", "_U"): 7,
    }


def test_errors_and_their_bounds(rows_of: Callable, facts: ir.Table) -> None:
    found = {row["indicator_code"]: row for row in rows_of(reach_indicators(facts)) if row["area_code_bps"] == "5371"}
    exclusion, inclusion = found["exclusion_error_pct"], found["inclusion_error_pct"]
    assert (exclusion["numerator"], exclusion["denominator"]) == (7, 13)
    assert exclusion["value"] == pytest.approx(100 * 7 / 13)
    assert exclusion["bound_low"] == pytest.approx(100 * 7 / 14)  # the listed 1-4 family is one of the neediest
    assert exclusion["bound_high"] == pytest.approx(100 * 10 / 16)  # the three missed are
    # listed and certain: 6 of 1-2, 10 of 3-4, 1 of 1-4 and 8 of 6-10
    assert (inclusion["numerator"], inclusion["denominator"]) == (8, 25)
    assert inclusion["bound_low"] == pytest.approx(100 * 8 / 27)
    assert inclusion["bound_high"] == pytest.approx(100 * 10 / 27)


def test_a_hidden_cell_hides_the_share_but_one_that_only_bounds_need_does_not(
    rows_of: Callable, facts: ir.Table
) -> None:
    def statuses(measure: str, group: str) -> dict[str, tuple[str, bool]]:
        is_hidden = (facts.measure_code == measure) & (facts.breakdown_value == group)
        hidden = facts.mutate(
            value=ibis.ifelse(is_hidden, ibis.null("float64"), facts.value),
            conf_status=ibis.ifelse(is_hidden, "C", facts.conf_status),
        )
        rows = [row for row in rows_of(reach_indicators(hidden)) if row["area_code_bps"] == VILLAGE]
        return {row["indicator_code"][:9]: (row["value_status"], row["bound_high"] is None) for row in rows}

    assert statuses("register_missed_families", "1-2") == {
        "exclusion": ("suppressed", True),
        "inclusion": ("ok", False),
    }
    assert statuses("register_missed_families", "1-4") == {"exclusion": ("ok", True), "inclusion": ("ok", False)}


@pytest.mark.parametrize(
    ("low", "high", "group"),
    [(1, 1, "1-2"), (2, 3, "1-4"), (3, 4, "3-4"), (5, 5, "5"), (6, 10, "6-10"), (5, 6, "5-10"), (1, 10, "1-10")],
)
def test_a_range_has_the_smallest_interval_that_holds_it(rows_of: Callable, low: int, high: int, group: str) -> None:
    table = ibis.memtable([{"low": low, "high": high}])
    assert rows_of(table.select(group=decile_group(table.low, table.high))) == [{"group": group}]


def test_who_has_died_or_moved_is_no_person_of_the_register() -> None:
    register, _ = persons_and_lists()
    (first, *others) = register.to_pyarrow().to_pylist()
    told = [
        {"said_dead": "Ya"},
        {"presence": "dead"},
        {"presence": "moved"},
        {"said_dead": "Tidak", "presence": "alive"},
    ]
    rows = [first | words | {"person_token": str(n), "row_id": str(n)} for n, words in enumerate(told)]
    schema = register.to_pyarrow().schema
    kept = register_persons(ibis.memtable(pa.Table.from_pylist([*rows, *others[:1]], schema=schema))).to_pyarrow()
    assert sorted(kept["person_token"].to_pylist()) == ["0-0-1", "3"]
