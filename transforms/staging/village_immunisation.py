"""Immunised children of a village in a month, with the children who should be (OpenDK report on immunisation cover)."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, count_of, only_with, unpivot

IMMUNISED = count_of(_.coverage, "orang")
MEASURES = (
    Measure("immunised_children", "children", only_with(IMMUNISED, _.declared_target)),
    Measure("immunisation_target_children", "children", only_with(_.declared_target, IMMUNISED)),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [children] of accepted rows of the contract `village_immunisation`."""
    return unpivot(rows, "village_immunisation", MEASURES)
