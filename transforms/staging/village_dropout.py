"""Children of school age and those out of school, by school level, in a village in a semester (OpenDK report).

Pupils are not a fact: children minus pupils would undo the suppression of a small number out of school.
"""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, only_with, unpivot

SCHOOL_LEVELS = ("paud_ra", "sd_mi", "smp_mts", "sma_ma")


def _measures_of(level: str) -> tuple[Measure, Measure]:
    children, pupils = _[f"children_{level}"], _[f"pupils_{level}"]
    return (
        Measure("children_of_school_age", "children", only_with(children, pupils), "school_level", level),
        Measure("out_of_school_children", "children", children - pupils, "school_level", level),
    )


MEASURES = tuple(measure for level in SCHOOL_LEVELS for measure in _measures_of(level))


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [children] by school level of accepted rows of the contract `village_dropout`."""
    return unpivot(rows, "village_dropout", MEASURES)
