"""Measures of household records by the names that checks use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import ibis.expr.types as ir

from setara.reference_checks.check import Check
from setara.reference_checks.households import LINE, WEIGHT, WELFARE, asked_names, groups, households, in_order
from transforms.indicators import shares
from transforms.indicators.inequality import ORDERS, corrected_gini
from transforms.indicators.measures import household_measures
from transforms.indicators.poverty import poverty
from transforms.indicators.poverty_order import ordered_poverty

QUANTILE = re.compile(r"p(\d\d)")
ORDINATE = re.compile(r"L(\d{1,2})")
ENTROPY = re.compile(r"ge(m?\d+)")
ATKINSON = re.compile(r"atk(\d+)")
OTHER_NAMES = {
    "n": "n_used",
    "median": "p50",
    "theil_l": "mld",
    "poor_count": "poor_persons",
    "aggregate_gap_rp": "aggregate_gap",
    "b40": "b40_share",
    "m40": "m40_share",
    "t20": "t20_share",
    "t10": "t10_share",
}
OF_ORDER = {"gini_poor", "sen", "sst"}


def measured(check: Check) -> list[dict[str, Any]]:
    """A row per group of the check, in order, with every measure that its data allow."""
    table, by, names = households(check), groups(check), asked_names(check)
    measures = _measures(table, by, names)
    if check.params.get("weight") == 1:
        measures = measures.mutate(gini_corrected=corrected_gini(measures.gini, measures.n_used))
    found = in_order(measures, by)
    if OF_ORDER & set(names):
        found = _beside(found, in_order(ordered_poverty(table, WELFARE, WEIGHT, LINE, by), by))
    if "qsr_eurostat" in names:
        found = _beside(found, in_order(shares.quintile_ratio_eurostat(table, WELFARE, WEIGHT, by), by))
    return [renamed(row) for row in found]


def of_poverty(check: Check, table: ir.Table, line: str) -> list[dict[str, Any]]:
    """A row per group of the check, in order, with the measures of poverty against a line."""
    by = groups(check)
    measure = ordered_poverty if OF_ORDER & set(asked_names(check)) else poverty
    return [renamed(row) for row in in_order(measure(table, WELFARE, WEIGHT, line, by), by)]


def renamed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with the other names that checks have for the same measures."""
    others = {other: row[name] for other, name in OTHER_NAMES.items() if name in row}
    ordinates = {f"L{int(name[-2:])}": value for name, value in row.items() if name.startswith("lorenz_")}
    tenths = [row[f"decile_{place}_share"] for place in range(1, 11)] if "decile_1_share" in row else []
    return {**others, **ordinates, "decile_shares": tenths, **row}


def one_or_rows(check: Check, found: list[dict[str, Any]]) -> Any:
    """All rows where the check has groups, else the one row."""
    return found if groups(check) else found[0]


def _measures(table: ir.Table, by: Sequence[str], names: Sequence[str]) -> ir.Table:
    orders = (*ORDERS, *(order for order in _orders(names) if order not in ORDERS))
    points = tuple(sorted({*shares.POINTS, *_points(names)}))
    return household_measures(table, WELFARE, WEIGHT, LINE, by, orders=orders, points=points)


def _points(names: Sequence[str]) -> list[int]:
    matches = [pattern.fullmatch(name) for pattern in (QUANTILE, ORDINATE) for name in names]
    return [int(match.group(1)) for match in matches if match and int(match.group(1)) > 0]


def _orders(names: Sequence[str]) -> list[float]:
    entropies = [_number(match.group(1)) for match in map(ENTROPY.fullmatch, names) if match]
    aversions = [_number(match.group(1)) for match in map(ATKINSON.fullmatch, names) if match]
    return entropies + [1 - aversion for aversion in aversions if aversion > 0]


def _number(digits: str) -> float:
    """05 is 0.5, 15 is 1.5, 2 is 2, m1 is -1."""
    sign, digits = (-1, digits[1:]) if digits.startswith("m") else (1, digits)
    return sign * float(f"{digits[0]}.{digits[1:] or 0}")


def _beside(found: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**other, **row} for row, other in zip(found, others, strict=True)]
