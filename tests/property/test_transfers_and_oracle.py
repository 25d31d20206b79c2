"""What must hold of any households: transfers, ties in any order, bounds of the MPI; and NumPy finds the same."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pytest
from household_tables import households, one, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.indicators.decomposition import decomposition
from transforms.indicators.measures import household_measures
from transforms.indicators.mpi import Scheme, mpi
from transforms.indicators.shares import deciles

FEW = settings(max_examples=4, deadline=None)
SENSITIVE = ("gini", "theil_t", "mld", "ge2", "gem1", "atk05", "atk1", "atk2", "cv")
LINE = 30.0
UNITS = st.lists(st.integers(2, 99), min_size=2, max_size=20)
WEIGHTED = st.lists(
    st.tuples(st.integers(1, 60), st.sampled_from([0.1, 0.5, 1.0, 3.0, 40.0]), st.sampled_from("abcdef")),
    min_size=20,
    max_size=60,
)


def measured(*groups: list[tuple[float, float]]) -> list[dict[str, Any]]:
    """The measures of each group of pairs of welfare and weight, side by side: a query costs more than its rows."""
    x, w, area = zip(*((x, w, str(place)) for place, pairs in enumerate(groups) for x, w in pairs), strict=True)
    table = households(x, w, z=[LINE] * len(x), area=area)
    found = {row["area"]: row for row in rows(household_measures, table, "x", "w", "z", ("area",))}
    return [found[str(place)] for place in range(len(groups))]


@st.composite
def transfers(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Welfare of households before and after a poorer one gives one unit to one that is no poorer."""
    x = sorted(draw(UNITS))
    giver = draw(st.integers(0, len(x) - 2))
    taker = draw(st.integers(giver + 1, len(x) - 1))
    return x, [value - (place == giver) + (place == taker) for place, value in enumerate(x)]


@FEW
@given(st.lists(transfers(), min_size=5, max_size=8))
def test_a_transfer_from_poorer_to_richer_raises_every_measure(pairs: list[tuple[list[int], list[int]]]) -> None:
    """Pigou and Dalton, with equal weights."""
    found = measured(*([(value, 1.0) for value in x] for pair in pairs for x in pair))
    for before, after in zip(found[::2], found[1::2], strict=True):
        for name in SENSITIVE:
            assert after[name] > before[name], name
        assert after["b40_share"] <= before["b40_share"] + 1e-12
        assert after["hoover"] >= before["hoover"] - 1e-12


TIED = st.lists(st.tuples(st.sampled_from([1.0, 2.0, 5.0]), st.sampled_from([0.1, 0.7, 9.0])), min_size=2, max_size=15)


@FEW
@given(st.lists(TIED, min_size=4, max_size=6))
def test_tied_households_may_come_in_any_order(groups: list[list[tuple[float, float]]]) -> None:
    """Few values and many weights, so that nearly all are tied; lighter ones first, then heavier ones first."""
    turned = [sorted(pairs, key=lambda pair: (pair[0], -pair[1])) for pairs in groups]
    found = measured(*map(sorted, groups), *turned)
    for one_way, other in zip(found[: len(groups)], found[len(groups) :], strict=True):
        for name in (name for name, value in one_way.items() if isinstance(value, float)):
            assert other[name] == pytest.approx(one_way[name], rel=1e-11, abs=1e-13), name
    placed = {(row["x"], row["decile"]) for row in rows(deciles, households(*zip(*turned[0], strict=True)), "x", "w")}
    assert len(placed) == len({x for x, _ in turned[0]})


def oracle(x: np.ndarray, w: np.ndarray) -> dict[str, float]:
    """The measures from their definitions, as plain as they can be written: every pair, every person."""
    total, mean = w.sum(), np.average(x, weights=w)
    r = x / mean

    def of(values: np.ndarray) -> float:
        return float(np.average(values, weights=w))

    def quantile(p: float) -> float:
        return next(value for value in np.sort(x) if w[x <= value].sum() >= p * total * (1 - 1e-9))

    def lorenz(p: float) -> float:
        q = quantile(p)
        return float((w * x)[x < q].sum() + q * (p * total - w[x < q].sum())) / float((w * x).sum())

    gaps = np.maximum(1 - x / LINE, 0)
    return {
        "mean": mean,
        "gini": float((np.abs(x[:, None] - x) * np.outer(w, w)).sum() / (2 * mean * total**2)),
        "theil_t": of(r * np.log(r)),
        "mld": -of(np.log(r)),
        "ge2": (of(r**2) - 1) / 2,
        "gem1": (of(1 / r) - 1) / 2,
        "atk05": 1 - of(r**0.5) ** 2,
        "atk1": 1 - np.exp(of(np.log(r))),
        "atk2": 1 - 1 / of(1 / r),
        "cv": of((r - 1) ** 2) ** 0.5,
        "hoover": of(np.abs(r - 1)) / 2,
        "b40_share": lorenz(0.4),
        "m40_share": lorenz(0.8) - lorenz(0.4),
        "t20_share": 1 - lorenz(0.8),
        "t10_share": 1 - lorenz(0.9),
        "s80s20": (1 - lorenz(0.8)) / lorenz(0.2),
        "palma": (1 - lorenz(0.9)) / lorenz(0.4),
        "p50": quantile(0.5),
        "p90p10": quantile(0.9) / quantile(0.1),
        "p0": of(x < LINE),
        "p1": of(gaps),
        "p2": of(gaps**2),
        "watts": of(np.log(np.maximum(LINE / x, 1))),
        "poor_persons": float(w[x < LINE].sum()),
        "aggregate_gap": float((w * np.maximum(LINE - x, 0)).sum()),
    }


@FEW
@given(WEIGHTED)
def test_numpy_finds_the_same(triples: list[tuple[int, float, str]]) -> None:
    x, w, area = (list(column) for column in zip(*triples, strict=True))
    table = households(x, w, z=[LINE] * len(x), area=area)
    found = {row["area"]: row for row in rows(household_measures, table, "x", "w", "z", ("area",))}
    assert set(found) == set(area)
    for name, row in found.items():
        here = np.array(area) == name
        expected = oracle(np.array(x, dtype=float)[here], np.array(w)[here])
        assert {measure: row[measure] for measure in expected} == pytest.approx(expected, rel=1e-9, abs=1e-12)


@FEW
@given(WEIGHTED)
def test_parts_close_and_between_is_the_inequality_of_the_means(triples: list[tuple[int, float, str]]) -> None:
    x, w, area = (np.array(column) for column in zip(*triples, strict=True))
    found = one(decomposition, households(x.tolist(), w.tolist(), area=area.tolist()), "x", "w", ("area",))
    smoothed = x.astype(float)
    for name in set(area):
        smoothed[area == name] = np.average(x[area == name], weights=w[area == name])
    whole, between = oracle(x.astype(float), w), oracle(smoothed, w)
    for name in ("theil_t", "mld", "ge2"):
        assert found[f"{name}_between_area"] == pytest.approx(between[name], abs=1e-9)
        assert found[f"{name}_between_area"] + found[f"{name}_within_area"] == pytest.approx(whole[name], abs=1e-9)


SCHEME = Scheme({"a": Fraction(1, 3), "b": Fraction(1, 3), "c": Fraction(1, 6), "d": Fraction(1, 6)})


def scored(table: ir.Table) -> ir.Table:
    return mpi(table, "w", SCHEME)


FLAGS = st.tuples(*([st.sampled_from([0, 0, 1, 1, None])] * 4), st.sampled_from([0.5, 1.0, 30.0]))


@FEW
@given(st.lists(FLAGS, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_poverty_in_many_dimensions_keeps_to_its_bounds(flags: list[tuple], chance: random.Random) -> None:
    def of(lines: list[tuple]) -> dict[str, Any]:
        columns = dict(zip(("a", "b", "c", "d", "w"), zip(*lines, strict=True), strict=True))
        weights = pa.array(columns.pop("w"), pa.float64())
        table = pa.table({name: pa.array(values, pa.int64()) for name, values in columns.items()} | {"w": weights})
        return one(scored, table)

    found = of(flags)
    if found["mpi_status"] == "empty":
        assert all(None in line for line in flags)
        return
    assert 0 <= found["adjusted_headcount"] <= found["headcount"] <= 1
    assert 0 <= found["severe"] <= found["headcount"] <= 1 - found["vulnerable"] + 1e-12
    for name in SCHEME.weights:
        assert 0 <= found[f"censored_{name}"] <= min(found[f"uncensored_{name}"], found["headcount"]) + 1e-12
    if found["headcount"] == 0:
        assert found["intensity"] is None
    else:
        assert 1 / 3 - 1e-12 <= found["intensity"] <= 1
        assert found["headcount"] * found["intensity"] == pytest.approx(found["adjusted_headcount"])
        assert sum(found[f"contribution_pct_{name}"] for name in SCHEME.weights) == pytest.approx(100)
    again = flags * 2
    chance.shuffle(again)
    twice = of(again)
    numbers = [name for name, value in found.items() if isinstance(value, float) and name != "sum_w"]
    assert {name: twice[name] for name in numbers} == pytest.approx({name: found[name] for name in numbers})
