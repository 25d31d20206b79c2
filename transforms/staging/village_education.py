"""Residents of a village by highest schooling completed, in a semester (OpenDK report on schooling)."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, unpivot

LEVELS = ("no_schooling_completed", "completed_sd", "completed_smp", "completed_sma", "completed_diploma")
MEASURES = tuple(Measure("education_attained_persons", "persons", _[level], "education", level) for level in LEVELS)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [persons] by schooling completed of accepted rows of the contract `village_education`."""
    return unpivot(rows, "village_education", MEASURES)
