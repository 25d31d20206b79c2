"""Maternal and infant deaths of a village in a month (OpenDK report AKI/AKB)."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, unpivot

MEASURES = (
    Measure("maternal_deaths_persons", "persons", _.maternal_deaths),
    Measure("infant_deaths_persons", "persons", _.infant_deaths),
)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [persons] of accepted rows of the contract `village_deaths`."""
    return unpivot(rows, "village_deaths", MEASURES)
