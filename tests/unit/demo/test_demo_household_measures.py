"""The demo's own formulas for households, on tables small enough to do by hand."""

from __future__ import annotations

import math

import pytest

from setara.demo import household_measures as measures
from setara.demo.households import Household

LINE = 100.0


def household(spends: int, size: int = 1, weight: float = 1.0, psu: str = "", stratum: str = "") -> Household:
    return Household("RT-0001", size, spends, LINE, True, True, 5, weight, stratum, psu)


def spending(*amounts: int) -> list[Household]:
    return [household(amount) for amount in amounts]


def test_persons_are_counted_not_households() -> None:
    households = [household(60, size=3, weight=2), household(180, size=2, weight=1)]
    assert measures.persons(households) == 8
    assert measures.mean(households) == (60 * 6 + 180 * 2) / 8
    assert measures.poverty(households, 0) == 6 / 8
    assert measures.poverty(households, 1) == pytest.approx(0.4 * 6 / 8)


def test_who_spends_the_line_is_not_poor() -> None:
    assert measures.poverty(spending(99, 100), 0) == 0.5


@pytest.mark.parametrize(
    ("amounts", "gini"),
    [((5, 5, 5), 0.0), ((1, 3), 0.25), ((0, 0, 0, 8), 0.75), ((1, 2, 3, 4, 5), 4 / 15)],
)
def test_gini_is_half_the_mean_difference_over_the_mean(amounts: tuple[int, ...], gini: float) -> None:
    differences = [abs(a - b) for a in amounts for b in amounts]
    assert sum(differences) / len(differences) / 2 / (sum(amounts) / len(amounts)) == pytest.approx(gini)
    assert measures.gini(spending(*amounts)) == pytest.approx(gini)


def test_a_household_that_stands_for_two_counts_like_two() -> None:
    weighted = [household(1, weight=2), household(4)]
    for measure in (measures.gini, measures.theil_t, measures.mean):
        assert measure(weighted) == pytest.approx(measure(spending(1, 1, 4)))


def test_theil_of_one_who_has_all_is_log_n() -> None:
    assert measures.theil_t(spending(0, 0, 0, 8)) == pytest.approx(math.log(4))
    assert measures.theil_t(spending(3, 3)) == pytest.approx(0)


def test_shares_divide_the_household_across_the_border() -> None:
    assert measures.lorenz(spending(1, 3), 0.4) == pytest.approx(0.8 / 4)
    assert measures.lorenz(spending(1, 3), 0.75) == pytest.approx(2.5 / 4)
    assert measures.palma(spending(7, 7, 7)) == pytest.approx(0.25)


def test_the_error_of_the_headcount_by_hand() -> None:
    """Two PSUs of two persons, one all poor, one none: P0 = 1/2, PSU sums 1/4 and -1/4, variance 2 x 2/16."""
    households = [household(50, 2, psu="a"), household(150, 2, psu="b")]
    assert measures.headcount_se(households) == pytest.approx(0.5)


def test_strata_add_their_variances_and_alike_psus_have_none() -> None:
    mixed = [household(50 + 100 * (n % 2), psu=str(n // 2), stratum="s") for n in range(4)]
    split = [household(50, psu="x", stratum="t"), household(150, psu="y", stratum="t")]
    assert measures.headcount_se(mixed) == pytest.approx(0)
    assert measures.headcount_se(mixed + split) == pytest.approx(math.sqrt(2 * 2 * (0.5 / 6) ** 2))


def test_one_psu_of_a_stratum_has_no_variance() -> None:
    assert measures.headcount_se([household(50, psu="a"), household(150, psu="a")]) is None
