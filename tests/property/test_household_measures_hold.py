"""Whatever the households: measures keep to their bounds, and scale, copies, order and an oracle change nothing."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import pairwise

import pytest
from household_tables import households, one
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.indicators.decomposition import decomposition
from transforms.indicators.inequality import inequality
from transforms.indicators.measures import household_measures

pytestmark = pytest.mark.slow
SETTINGS = settings(max_examples=15, deadline=None)
LINE = 40.0
MEASURES = (
    "gini",
    "theil_t",
    "mld",
    "ge2",
    "gem1",
    "atk05",
    "atk1",
    "atk2",
    "hoover",
    "b40_share",
    "t10_share",
    "s80s20",
)
RATES = ("p0", "p1", "p2", "watts", "income_gap_ratio")
HOUSEHOLDS = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 9)), min_size=1, max_size=25)


def measured(pairs, welfare_scale=1.0, weight_scale=1.0):
    x, w = [x * welfare_scale for x, _ in pairs], [w * weight_scale for _, w in pairs]
    table = households(x, w, z=[LINE * welfare_scale] * len(x))
    return one(household_measures, table, "x", "w", "z")


def chosen(found, names=(*MEASURES, *RATES)):
    return {name: found[name] for name in names if found[name] is not None}


@SETTINGS
@given(HOUSEHOLDS, st.sampled_from([1e-6, 1 / 97, 0.1, 3.0, 1e7]), st.sampled_from([1e-3, 1 / 3, 1e6]))
def test_scale_of_welfare_and_of_weights_changes_nothing(pairs, welfare_scale, weight_scale):
    plain, scaled = measured(pairs), measured(pairs, welfare_scale, weight_scale)
    assert chosen(scaled) == pytest.approx(chosen(plain), rel=1e-9, abs=1e-12)
    assert scaled["p50"] == plain["p50"] * welfare_scale


@SETTINGS
@given(HOUSEHOLDS, st.integers(2, 4), st.randoms(use_true_random=False))
def test_copies_and_order_change_nothing(pairs, copies, chance: random.Random):
    copied = pairs * copies
    chance.shuffle(copied)
    assert chosen(measured(copied)) == pytest.approx(chosen(measured(pairs)), rel=1e-9, abs=1e-12)


@SETTINGS
@given(HOUSEHOLDS)
def test_measures_keep_to_their_bounds(pairs):
    found = measured(pairs)
    weight = sum(w for _, w in pairs)
    assert 0 <= found["gini"] <= 1 - min(w for _, w in pairs) / weight + 1e-12
    assert 0 <= found["theil_t"] <= math.log(weight) + 1e-12
    assert all(0 <= found[name] < 1 for name in ("atk05", "atk1", "atk2", "hoover"))
    assert found["mld"] >= 0
    assert found["b40_share"] <= 0.4 + 1e-12
    assert found["t10_share"] >= 0.1 - 1e-12
    assert 1 >= found["p0"] >= found["p1"] >= found["p2"] >= found["p3"] >= 0
    ordinates = [found[f"lorenz_{percent:02d}"] for percent in range(5, 100, 5)]
    steps = [b - a for a, b in zip([0.0, *ordinates], [*ordinates, 1.0], strict=True)]
    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(steps))


@SETTINGS
@given(HOUSEHOLDS)
def test_exact_fractions_give_the_same(pairs):
    """Gini from all pairs, GE(2), gaps and the share of the poorest from whole numbers, without a sort or a window."""
    weight, total = sum(w for _, w in pairs), sum(x * w for x, w in pairs)
    apart = sum(v * w * abs(x - y) for x, v in pairs for y, w in pairs)
    squares = sum(w * x * x for x, w in pairs)
    gaps = sum(w * (LINE - x) / LINE for x, w in pairs if x < LINE)
    left, held = Fraction(2, 5) * weight, Fraction(0)
    for x, w in sorted(pairs):
        held += min(left, w) * x
        left -= min(left, w)
    expected = {
        "gini": float(Fraction(apart, 2 * weight * total)),
        "ge2": float(Fraction(squares * weight, 2 * total * total) - Fraction(1, 2)),
        "b40_share": float(held / total),
        "p0": sum(w for x, w in pairs if x < LINE) / weight,
        "p1": gaps / weight,
    }
    assert chosen(measured(pairs), tuple(expected)) == pytest.approx(expected, rel=1e-9, abs=1e-13)


@SETTINGS
@given(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 9), st.integers(0, 5)), min_size=1, max_size=25))
def test_nested_parts_add_up(triples):
    districts = [district for _, _, district in triples]
    table = households(
        [x for x, _, _ in triples], [w for _, w, _ in triples], kab=[d // 2 for d in districts], kec=districts
    )
    parts, whole = one(decomposition, table, "x", "w", ("kab", "kec")), one(inequality, table, "x", "w")
    for name in ("theil_t", "mld", "ge2"):
        assert parts[f"{name}_total"] == pytest.approx(whole[name], rel=1e-9, abs=1e-12)
        assert parts[f"{name}_between_kab"] >= -1e-12
        assert parts[f"{name}_within_kec"] >= -1e-12
