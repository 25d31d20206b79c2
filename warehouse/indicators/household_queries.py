"""The queries of household measures by area and period, over the contract survey_households; point estimates."""

from __future__ import annotations

from functools import cache

import ibis
import ibis.expr.types as ir

from transforms.indicators.concentration import concentration
from transforms.indicators.household_codes import BY_MEASURE, HouseholdIndicator
from transforms.indicators.measures import household_measures
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums
from transforms.ratios import ratio
from warehouse import contract

HOUSEHOLDS = "survey_households"
BY = ("area_code_bps", "period")
WELFARE, WEIGHT, LINE = "expenditure_pc_idr_per_month", "persons", "poverty_line_idr_per_month"
MEDIAN = (50,)
ACCESS = {"water": "improved_water", "sanitation": "improved_sanitation"}


def of_households(code: str) -> ir.Table:
    """One row per area and period: the indicator, each of its parts under its own name, and its status if it has one.

    The parts of a decomposition are left out: they need the areas above.
    """
    asked = [each for each in BY_MEASURE.values() if each.code == code and each.breakdown != "decomposition"]
    measured = _measured(asked[0].measure)
    shown = {_named(each): _in_unit(measured[each.measure], each.factor) for each in asked}
    status = "poverty_status" if asked[0].needs_line else "inequality_status"
    kept = [name for name in ("n_used", status, "status") if name in measured.columns]
    return measured.select(*BY, **shown, **{name: measured[name] for name in kept})


def _named(indicator: HouseholdIndicator) -> str:
    has_own = indicator.breakdown != "_T"
    return f"{indicator.code}_{indicator.breakdown}_{indicator.breakdown_value}" if has_own else indicator.code


def _in_unit(measure: ir.NumericColumn, factor: float) -> ir.NumericColumn:
    return measure if factor == 1 else measure * factor


def _measured(measure: str) -> ir.Table:
    """A table with the columns BY and the column `measure`."""
    access = measure.removesuffix("_erreygers")
    if access not in ACCESS:
        return _measures_of_spending()
    units = _units()
    if access != measure:
        index = concentration(units, ACCESS[access], WELFARE, WEIGHT, BY, bounds=(0.0, 1.0))
        return index.rename({measure: "erreygers"})
    sums = psu_sums(units, units[WEIGHT], Ingredients(values={access: units[ACCESS[access]]}), BY)
    return sums.aggregate(by=list(BY), **{access: ratio(sums[f"v_{access}"].sum(), sums.weight.sum())})


@cache
def _measures_of_spending() -> ir.Table:
    return household_measures(_units(), WELFARE, WEIGHT, LINE, BY, points=MEDIAN)


def _units() -> ir.Table:
    rows = ibis.table(ibis.schema(contract.load(HOUSEHOLDS).arrow_schema()), name=HOUSEHOLDS)
    return rows.mutate(**{WEIGHT: rows.household_weight * rows.household_size})
