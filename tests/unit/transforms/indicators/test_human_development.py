"""IPM, IPG and IKG against published figures and at their limits."""

from __future__ import annotations

from typing import Any

import ibis
import pytest

from transforms.indicators.human_development import (
    LIFE_EXPECTANCY_MEN,
    LIFE_EXPECTANCY_WOMEN,
    ikg,
    ipg,
    ipm,
    ipm_class,
)
from warehouse.engines.opening import open_engine

ENGINE = open_engine()


def value(expression: ibis.Value) -> Any:
    return ENGINE.to_pyarrow(expression).as_py()


def ipm_of(*components: float | None) -> Any:
    return value(ipm(*(ibis.literal(number, type="float64") for number in components)))


@pytest.mark.parametrize(
    ("components", "published"),
    [
        ((71.2, 12.91, 8.17, 11_059), 71.39),  # Indonesia 2018
        ((68.9, 16.08, 11.46, 13_199), 78.84),  # Kota Kupang 2018
    ],
)
def test_published_ipm(components: tuple[float, ...], published: float) -> None:
    assert ipm_of(*components) == pytest.approx(published, abs=0.011)


def test_each_index_is_held_within_its_goalposts() -> None:
    assert ipm_of(85, 18, 15, 26_572.352) == pytest.approx(100)
    assert ipm_of(99, 30, 20, 99_999) == pytest.approx(100)
    assert ipm_of(19, 12, 8, 10_000) == 0


def test_long_schooling_does_not_make_up_for_short() -> None:
    assert ipm_of(85, 9, 30, 26_572.352) == pytest.approx(100 * 0.75 ** (1 / 3))


@pytest.mark.parametrize("components", [(None, 12.0, 8.0, 9000.0), (70.0, 12.0, 8.0, 0.0), (70.0, 12.0, 8.0, -5.0)])
def test_without_a_component_there_is_no_ipm(components: tuple[float | None, ...]) -> None:
    assert ipm_of(*components) is None


@pytest.mark.parametrize(
    ("number", "name"), [(59.99, "low"), (60.0, "medium"), (70.0, "high"), (80.0, "very_high"), (None, None)]
)
def test_classes(number: float | None, name: str | None) -> None:
    assert value(ipm_class(ibis.literal(number, type="float64"))) == name


def test_ipg_is_a_ratio_and_may_exceed_100() -> None:
    assert value(ipg(ibis.literal(77.0), ibis.literal(70.0))) == pytest.approx(110)
    assert value(ipg(ibis.literal(77.0), ibis.literal(0.0))) is None


def test_each_sex_has_its_goalposts_of_life_expectancy() -> None:
    """Women of 72.5 years and men of 67.5 have the same health, 50/65; all else alike, IPG is 100."""

    def of_sex(life: float, goalposts: tuple[float, float], spending: float = 26_572.352) -> Any:
        years = (ibis.literal(number) for number in (life, 18.0, 15.0, spending))
        return ipm(*years, life_goalposts=goalposts)

    women, men = of_sex(72.5, LIFE_EXPECTANCY_WOMEN), of_sex(67.5, LIFE_EXPECTANCY_MEN)
    assert value(women) == pytest.approx(100 * (50 / 65) ** (1 / 3))
    assert value(ipg(women, men)) == pytest.approx(100)
    # women spend the geometric mean of the goalposts: half of the spending index
    half = round((1_007.436 * 26_572.352) ** 0.5, 3)
    assert value(ipg(of_sex(72.5, LIFE_EXPECTANCY_WOMEN, half), men)) == pytest.approx(100 * 0.5 ** (1 / 3))


def ikg_of(**changes: Any) -> Any:
    jabar_2018 = {
        "unsafe_births": 0.198,
        "young_births": 0.279,
        "seats": (0.22, 0.78),
        "secondary": (0.2863, 0.3655),
        "labour": (0.4225, 0.8296),
    }
    literals = {
        name: tuple(map(ibis.literal, part)) if isinstance(part, tuple) else ibis.literal(part)
        for name, part in (jabar_2018 | changes).items()
    }
    return value(ikg(**literals))


def test_published_ikg() -> None:
    assert ikg_of() == pytest.approx(0.508, abs=0.00051)


def test_a_council_without_women_counts_a_tenth_of_a_percent() -> None:
    assert ikg_of(seats=(0.0, 1.0)) == pytest.approx(ikg_of(seats=(0.001, 1.0)))
    assert ikg_of(seats=(0.0, 1.0)) > ikg_of(seats=(0.02, 1.0))


@pytest.mark.parametrize("change", [{"unsafe_births": 0.0}, {"young_births": 0.0}, {"young_births": -0.1}])
def test_without_births_outside_or_before_twenty_there_is_no_ikg(change: dict[str, float]) -> None:
    assert ikg_of(**change) is None
