"""Inequality from classes of expenditure, as BPS publishes them: shares of population and of expenditure per class.

  gini   1 - sum of fp_i (Fc_i + Fc_(i-1)), fp the population share of class i and Fc the expenditure share up to it,
         classes in order of their mean (BPS, Gini ratio)
A class is a household of its mean with the weight of its people: then this is the Gini of household records, and so are
the shares, by straight lines between the classes. It is a lower bound: inequality within classes is not seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir

from transforms.indicators.inequality import inequality
from transforms.indicators.shares import POINTS


def grouped_inequality(
    classes: ir.Table,
    population: str,
    expenditure: str,
    by: Sequence[str] = (),
    points: Sequence[int] = POINTS,
) -> ir.Table:
    """The rows of `inequality.inequality` for a table with a row per class; shares, percent or totals alike.

    A class without people is not counted (n_null where it has expenditure: its mean is undefined).
    """
    people = classes[population].cast("float64")
    means = classes.mutate(mean_=classes[expenditure].cast("float64") / people.nullif(0.0), people_=people)
    return inequality(means, "mean_", "people_", by, points=points)
