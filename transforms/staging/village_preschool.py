"""Preschools of a village in a semester, their teachers and pupils (OpenDK report on PAUD facilities)."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, unpivot

MEASURES = (
    Measure("preschools", "facilities", _.preschools),
    Measure("preschool_teachers_persons", "persons", _.preschool_teachers),
    Measure("preschool_pupils_children", "children", _.preschool_pupils),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [facilities, persons, children] of accepted rows of the contract `village_preschool`."""
    return unpivot(rows, "village_preschool", MEASURES)
