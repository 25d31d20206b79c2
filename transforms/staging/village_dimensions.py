"""Scores of Indeks Desa and its six dimensions, in a year; sums and how many villages are in them.

A dimension is what its points are of the most it can have, of a hundred, so that dimensions compare. A score does not
add up, but its sum over villages and their number do: their ratio is the mean of any area.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, unpivot
from warehouse.contract import load

SOURCE = "village_dimensions"
MOST_POINTS = {column.name: column.maximum for column in load(SOURCE).own_columns if column.unit == "points"}
WHOLE = "indeks_desa"
DIMENSIONS = (WHOLE, *(column.removesuffix("_points") for column in MOST_POINTS))


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [score, villages] by dimension and of the whole index, of accepted rows of `village_dimensions`."""
    scores = [_.index_score, *(100 * _[column] / most for column, most in MOST_POINTS.items())]
    by_dimension = zip(DIMENSIONS, scores, strict=True)
    return unpivot(rows, SOURCE, tuple(each for name, score in by_dimension for each in _measures(name, score)))


def _measures(dimension: str, score: ibis.Deferred) -> tuple[Measure, Measure]:
    is_known = ibis.ifelse(score.notnull(), 1.0, ibis.null("float64"))
    return (
        Measure("village_dimensions_score", "score", score, "index_dimension", dimension),
        Measure("village_dimensions_villages", "villages", is_known, "index_dimension", dimension),
    )
