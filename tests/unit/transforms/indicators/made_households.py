"""Households as tests of targeting write them: only what the test is about."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from warehouse.engines.opening import open_engine

ENGINE = open_engine()
USUAL: dict[str, Any] = {
    "welfare": 100.0,
    "line": 100.0,
    "person_weight": 1.0,
    "household_weight": 1.0,
    "size": 1.0,
    "benefit": 0.0,
    "is_beneficiary": 0,
    "is_eligible": 0,
    "area": "a",
}
TYPES = {name: pa.string() if name == "area" else pa.float64() for name in USUAL}


def households(*rows: dict[str, Any]) -> ir.Table:
    """A table of households; what a row does not say is as in USUAL, and the person weight is that of its household."""
    full = []
    for row in rows:
        made = USUAL | row
        if "person_weight" not in row:
            made["person_weight"] = made["household_weight"] and made["household_weight"] * (made["size"] or 0)
        full.append(made)
    return ibis.memtable(pa.table({name: pa.array([row[name] for row in full], TYPES[name]) for name in USUAL}))


def rows_of(expression: ir.Table) -> list[dict[str, Any]]:
    """The rows of an expression."""
    return ENGINE.to_pyarrow(expression).to_pylist()
