"""Patients of a disease in a village in a month (OpenDK report on epidemics; the disease is declared for the file)."""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import Measure, category, unpivot

MEASURES = (Measure("epidemic_patients_persons", "persons", _.patients, "disease", category(_.disease)),)


def facts(rows: ir.Table) -> ir.Table:
    """Village facts [persons] by disease of accepted rows of the contract `village_epidemic`."""
    return unpivot(rows, "village_epidemic", MEASURES)
