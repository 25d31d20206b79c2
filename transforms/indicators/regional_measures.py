"""Inequality between regions of any grouping: Williamson, Theil, MLD and Gini of income per head, and Klassen's types.

Williamson (1965): √(Σ f (y - Y)²) / Y, with y the income per head of a region, f its population share and
Y = Σ income / Σ population; so it is the coefficient of variation between groups. Klassen: y against Y and growth g
against G, of the whole: I y >= Y and g >= G, II y >= Y and g < G, III y < Y and g >= G, IV neither.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses
from transforms.indicators.concentration import concentration
from transforms.indicators.group_spread import against_mean, coefficient_of_variation, mean, mld, theil
from transforms.ratios import ratio

SLACK = 1e-12
"""A region this near to the mean (relatively) is at the mean: a sum of doubles may miss it by a rounding."""


def income_inequality(regions: ir.Table, income_per_head: str, persons: str, by: Sequence[str] = ()) -> ir.Table:
    """One row per combination of the columns `by`: n_used, mean, williamson, theil_t, mld, gini and status.

    `regions` has a row per region. One without income or a positive population is left out. The unit of income and of
    population does not matter. MLD is null where a region has no income, all of them where the mean is 0.
    """
    rows = against_mean(regions, regions[income_per_head], regions[persons], by)
    spread = rows.aggregate(
        by=list(by), mean=mean(rows), williamson=coefficient_of_variation(rows), theil_t=theil(rows), mld=mld(rows)
    )
    gini = concentration(regions, income_per_head, income_per_head, persons, by)
    gini = gini.select(*by, "n_used", "status", gini=gini.ci)
    joined = spread.join(gini, list(by)) if by else spread.cross_join(gini)
    relative = ("williamson", "theil_t", "mld")
    is_valid = joined.status != statuses.NEGATIVE_VALUES
    return joined.mutate(**{name: ibis.ifelse(is_valid, joined[name], ibis.null("float64")) for name in relative})


def klassen(regions: ir.Table, income: str, income_before: str, persons: str, by: Sequence[str] = ()) -> ir.Table:
    """`regions` with per_head, growth and quadrant (I to IV; null where income, income before or population is unknown
    or not positive). Incomes are totals of the region at constant prices; the whole is that of the known regions."""
    is_known = (regions[income] >= 0) & (regions[income_before] > 0) & (regions[persons] > 0)
    known = {
        name: ibis.ifelse(is_known, regions[column].cast("float64"), ibis.null("float64"))
        for name, column in (("now", income), ("before", income_before), ("heads", persons))
    }
    rows = regions.mutate(per_head=ratio(known["now"], known["heads"]), growth=ratio(known["now"], known["before"]) - 1)
    whole = ibis.window(group_by=list(by))
    total = {name: value.sum().over(whole) for name, value in known.items()}
    per_head, growth = ratio(total["now"], total["heads"]), ratio(total["now"], total["before"]) - 1
    is_rich = rows.per_head >= per_head * (1 - SLACK)
    is_fast = 1 + rows.growth >= (1 + growth) * (1 - SLACK)
    quadrant = ibis.cases(
        (rows.per_head.isnull(), ibis.null("string")),
        (is_rich & is_fast, "I"),
        (is_rich, "II"),
        (is_fast, "III"),
        else_="IV",
    )
    return rows.mutate(quadrant=quadrant)
