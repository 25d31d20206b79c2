"""Concentration, gaps between groups and targeting hold whatever the data: order, scale, copies, bounds."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.indicators.concentration import concentration
from transforms.indicators.group_gaps import unordered_gaps
from transforms.indicators.survival import kaplan_meier
from transforms.indicators.targeting import by_decile, targeting
from warehouse.engines.opening import open_engine

pytestmark = pytest.mark.slow
ENGINE = open_engine()
FEW = settings(max_examples=10, deadline=None)

person = st.tuples(st.integers(0, 100), st.integers(0, 20), st.integers(1, 50))
"""Amount, rank, weight: whole numbers, many of them tied."""
persons = st.lists(person, min_size=1, max_size=25)


def table(rows: list[Any], names: tuple[str, ...]) -> ir.Table:
    columns = zip(*rows, strict=True)
    return ibis.memtable(
        pa.table({name: pa.array(map(float, column)) for name, column in zip(names, columns, strict=True)})
    )


def one_row(expression: ir.Table) -> dict[str, Any]:
    (row,) = ENGINE.to_pyarrow(expression).to_pylist()
    return row


def index(rows: list[Any]) -> dict[str, Any]:
    return one_row(concentration(table(rows, ("y", "rank", "w")), "y", "rank", "w", bounds=(0, 100)))


def same(one: dict[str, Any], other: dict[str, Any], *names: str) -> bool:
    return all(
        one[name] == other[name] if other[name] is None else one[name] == pytest.approx(other[name], rel=1e-9, abs=1e-9)
        for name in names
    )


@given(rows=persons, draw=st.randoms(use_true_random=False), scale=st.sampled_from([1e-9, 0.1, 3.0, 1e12]))
@FEW
def test_order_scale_and_copies_do_not_matter(rows: list[Any], draw: Any, scale: float) -> None:
    names = ("mean", "ci", "erreygers", "wagstaff", "rii_linear")
    expected = index(rows)
    shuffled = draw.sample(rows, len(rows))
    assert same(index(shuffled), expected, *names)
    assert same(index([(y, rank, w * scale) for y, rank, w in rows]), expected, *names)
    assert same(index(rows * 3), expected, *names)


@given(rows=persons)
@FEW
def test_the_index_lies_within_one_and_turns_with_the_ranks(rows: list[Any]) -> None:
    here, turned = index(rows)["ci"], index([(y, -rank, w) for y, rank, w in rows])["ci"]
    if here is None:
        assert all(y == 0 for y, _, _ in rows)
        return
    assert -1 <= here <= 1
    assert turned == pytest.approx(-here, abs=1e-12)


@given(rows=st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), min_size=1, max_size=12))
@FEW
def test_gaps_between_groups_have_their_signs(rows: list[Any]) -> None:
    row = one_row(unordered_gaps(table(rows, ("y", "n")), "y", "n"))
    never_negative = ("bgv", "mdmu", "mdmw", "mdbu", "mdbw", "par", "difference", "ti", "mld")
    assert all(row[name] is None or row[name] >= -1e-9 for name in never_negative)
    assert row["mdbw"] == pytest.approx(row["par"])
    assert (row["mld"] is None) == any(y == 0 for y, _ in rows)


HOUSEHOLD = ("welfare", "line", "household_weight", "size", "benefit", "is_beneficiary", "is_eligible")
flag = st.integers(0, 1)
household = st.tuples(
    st.integers(1, 40), st.just(15), st.integers(1, 9), st.integers(1, 6), st.integers(1, 30), flag, flag
)


def receivers(rows: list[Any]) -> ir.Table:
    made = table(rows, HOUSEHOLD)
    return made.mutate(person_weight=made.household_weight * made["size"], benefit=made.benefit * made.is_beneficiary)


@given(rows=st.lists(household, min_size=1, max_size=30), draw=st.randoms(use_true_random=False))
@FEW
def test_targeting_is_of_sets_and_within_bounds(rows: list[Any], draw: Any) -> None:
    row = one_row(targeting(receivers(rows)))
    other = one_row(targeting(receivers(draw.sample(rows, len(rows)))))
    numbers = [name for name, value in row.items() if isinstance(value, float)]
    assert same(row, other, *numbers)
    shares = ("coverage", "coverage_poor", "leakage_nonpoor_benefit_share", "benefit_share_b20", "benefit_share_b40")
    assert all(row[name] is None or -1e-12 <= row[name] <= 1 + 1e-12 for name in shares)
    if row["targeting_differential"] is not None:
        assert -1 <= row["targeting_differential"] <= 1


@given(rows=st.lists(household, min_size=1, max_size=30))
@FEW
def test_deciles_add_up(rows: list[Any]) -> None:
    deciles = ENGINE.to_pyarrow(by_decile(receivers(rows))).to_pylist()
    assert sum(row["pop_share"] for row in deciles) == pytest.approx(1)
    coverage = sum(row["pop_share"] * (row["coverage"] or 0) for row in deciles)
    assert coverage == pytest.approx(one_row(targeting(receivers(rows)))["coverage"])


@given(days=st.lists(st.integers(0, 40), min_size=1, max_size=40))
@FEW
def test_survival_without_censoring_is_the_share_that_is_left(days: list[int]) -> None:
    found = kaplan_meier(days, [1] * len(days), [0] * len(days))
    assert found.median() == pytest.approx(np.median(days))
    for day in range(max(days)):
        assert found.over_within(day) == pytest.approx(np.mean(np.array(days) <= day))
