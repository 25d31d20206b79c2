"""Formulas of the composite indices IPM, IPG and IKG, one value from its components.

IPM (BPS, new method): the geometric mean of three indices between goalposts, times 100.
  health      (life expectancy - 20) / (85 - 20)
  knowledge   (expected years of schooling / 18 + mean years of schooling / 15) / 2
  spending    (ln E - ln 1,007,436) / (ln 26,572,352 - ln 1,007,436), E in IDR per person per year, adjusted
Each index, and each half of knowledge, is held within 0 and 1.

IPG: 100 × IPM of women / IPM of men, each with the life expectancy goalposts of the sex; above 100 is possible, read
the distance from 100.

IKG (BPS, after UNDP's GII): 1 - HARM / mean index, from reproductive health, empowerment and labour of both sexes. The
constant of the health index, 5e-5, was derived from a published table of BPS (it fits all 15 values).
All take Ibis values (columns, or literals of one area) and give an Ibis value; a missing component makes it null.
"""

from __future__ import annotations

import math

import ibis
import ibis.expr.types as ir

from transforms.ratios import ratio

LIFE_EXPECTANCY = (20.0, 85.0)
LIFE_EXPECTANCY_WOMEN = (22.5, 87.5)
LIFE_EXPECTANCY_MEN = (17.5, 82.5)
"""Women live longer on average, which is no achievement of equality: goalposts of each sex (UNDP's GDI)."""
EXPECTED_SCHOOLING = 18.0
MEAN_SCHOOLING = 15.0
SPENDING_IDR = (1_007_436.0, 26_572_352.0)
CLASSES = ((60.0, "low"), (70.0, "medium"), (80.0, "high"))
HIGHEST_CLASS = "very_high"
HEALTH_CONSTANT = 5e-5
LEAST_SEATS = 0.001
"""A parliament without women (or men) enters with a share of 0.1 %: the geometric mean would hide all else."""


def ipm(
    life: ir.NumericValue,
    expected: ir.NumericValue,
    mean: ir.NumericValue,
    spending: ir.NumericValue,
    *,
    life_goalposts: tuple[float, float] = LIFE_EXPECTANCY,
) -> ir.FloatingValue:
    """IPM, 0 to 100, of years, years, years and thousand IDR per person and year. Null unless spending is > 0.

    For the IPM of one sex `life_goalposts` are those of the sex.
    """
    health = _between(life, *life_goalposts)
    knowledge = (_between(expected, 0.0, EXPECTED_SCHOOLING) + _between(mean, 0.0, MEAN_SCHOOLING)) / 2
    idr = ibis.ifelse(spending > 0, spending * 1000.0, ibis.null("float64"))
    wealth = _between(idr.ln(), *(math.log(goalpost) for goalpost in SPENDING_IDR))
    return 100 * _cube_root(health * knowledge * wealth)


def ipm_class(value: ir.NumericValue) -> ir.StringValue:
    """BPS's class of an IPM: low below 60, medium below 70, high below 80, very_high; null for null."""
    return ibis.cases(
        (value.isnull(), ibis.null("string")),
        *((value < top, ibis.literal(name)) for top, name in CLASSES),
        else_=HIGHEST_CLASS,
    )


def ipg(women: ir.NumericValue, men: ir.NumericValue) -> ir.FloatingValue:
    """IPG of the IPM of women and of men; null where that of men is 0."""
    return 100 * ratio(women, men)


def ikg(
    *,
    unsafe_births: ir.NumericValue,
    young_births: ir.NumericValue,
    seats: tuple[ir.NumericValue, ir.NumericValue],
    secondary: tuple[ir.NumericValue, ir.NumericValue],
    labour: tuple[ir.NumericValue, ir.NumericValue],
) -> ir.FloatingValue:
    """IKG, 0 (equal) to 1. All components are proportions; a pair is (women, men).

    `unsafe_births`: women whose last birth was outside a health facility (MTF); `young_births`: women whose first birth
    was before 20 (MHPK20); `seats` in the council; `secondary`: adults with at least SMA; `labour`: TPAK.
    Null where MTF or MHPK20 is not positive, or where both sexes have an index of 0.
    """
    births = unsafe_births * young_births
    health = _root(ratio(ibis.literal(HEALTH_CONSTANT), ibis.ifelse(births > 0, births, ibis.null("float64"))))
    power_women, power_men = (
        _root(ibis.ifelse(share == 0, LEAST_SEATS, share) * schooled)
        for share, schooled in zip(seats, secondary, strict=True)
    )
    women = _cube_root(health * power_women * labour[0])
    men = _cube_root(power_men * labour[1])
    both = _cube_root((health + 1) / 2 * ((power_women + power_men) / 2) * ((labour[0] + labour[1]) / 2))
    return 1 - ratio(ratio(2 * women * men, women + men), both)


def _between(value: ir.NumericValue, lowest: float, highest: float) -> ir.FloatingValue:
    """Where `value` stands between two goalposts, held within 0 and 1."""
    return ibis.cases((value < lowest, 0.0), (value > highest, 1.0), else_=(value - lowest) / (highest - lowest))


def _root(value: ir.NumericValue) -> ir.FloatingValue:
    return ibis.ifelse(value >= 0, value, ibis.null("float64")).sqrt()


def _cube_root(value: ir.NumericValue) -> ir.FloatingValue:
    return value.pow(1 / 3)
