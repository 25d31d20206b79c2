"""Households that do not exist: how many they are, what they spend, which water and sanitation they have."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import exp, sqrt
from statistics import NormalDist

from setara.demo.plan import Row
from setara.demo.published import Published

SIZES = (1, 2, 3, 4, 5, 6, 7, 8)
SIZE_SHARES = (0.06, 0.12, 0.19, 0.23, 0.19, 0.12, 0.06, 0.03)
LOG_SPREAD = 0.55
"""Standard deviation of log expenditure, of which the share of a household's block and stratum is `COMMON_SHARE`."""
COMMON_SHARE = 0.35


@dataclass(frozen=True)
class Household:
    """An invented household, as the truth knows it whatever is written."""

    key: str
    """Its number in the file, as RT-0001."""
    size: int
    expenditure: int
    """IDR per person per month."""
    line: float
    """The poverty line it is measured by, IDR per person per month."""
    has_water: bool
    has_sanitation: bool
    desil: int
    """Its rank in the register, 1 to 10: near to what it spends and not the same."""
    weight: float = 1.0
    """Households that it stands for."""
    stratum: str = ""
    psu: str = ""


@dataclass(eq=False, kw_only=True)
class HouseholdRow(Row):
    """A row about a household; no truth reads its cells."""

    household: Household


@dataclass(frozen=True)
class Economy:
    """What the households of a kab/kota live by: its published shares and the year's line."""

    line: float
    poverty: float
    water: float
    sanitation: float

    @classmethod
    def of(cls, figures: Published, year: int) -> Economy:
        """DemoError where no poverty line is published up to that year."""
        return cls(
            figures.poverty_line(year), figures.poverty_pct / 100, figures.water_pct / 100, figures.sanitation_pct / 100
        )

    def household(self, rng: random.Random, key: str, common: float) -> Household:
        """A household whose surroundings stand at `common` (standard normal: 0 is the middle, 1 better off).

        Log expenditure is normal, its place set so that the published share of all spends less than the line.
        """
        standing = sqrt(COMMON_SHARE) * common + sqrt(1 - COMMON_SHARE) * rng.gauss(0, 1)
        spent = self.line * exp(LOG_SPREAD * (standing - _below(self.poverty)))
        (size,) = rng.choices(SIZES, SIZE_SHARES)
        return Household(
            key=key,
            size=size,
            expenditure=round(spent),
            line=self.line,
            has_water=_blurred(rng, standing) > _below(1 - self.water),
            has_sanitation=_blurred(rng, standing) > _below(1 - self.sanitation),
            desil=1 + int(10 * NormalDist().cdf(_blurred(rng, standing))),
        )


def household_key(number: int) -> str:
    """The number of a household as files write it."""
    return f"RT-{number:04d}"


def _below(share: float) -> float:
    return NormalDist().inv_cdf(share)


def _blurred(rng: random.Random, standing: float) -> float:
    return (standing + rng.gauss(0, 1)) / sqrt(2)
