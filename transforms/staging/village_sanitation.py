"""Households with sanitation and with a toilet in a village in a month, with all households (OpenDK report)."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, count_of, only_with, unpivot

SANITATION = count_of(_.sanitation, "kk")
TOILET = count_of(_.toilet, "kk")
# Both shares have one denominator, so a row counts only where both are known: else a sum would mix villages.
MEASURES = (
    Measure("sanitation_households", "households", only_with(SANITATION, TOILET, _.declared_target)),
    Measure("toilet_households", "households", only_with(TOILET, SANITATION, _.declared_target)),
    Measure("sanitation_target_households", "households", only_with(_.declared_target, SANITATION, TOILET)),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [households] of accepted rows of the contract `village_sanitation`."""
    return unpivot(rows, "village_sanitation", MEASURES)
