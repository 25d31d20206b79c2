"""The data of checks as Ibis tables, and columns named or written as small products (`w_hh*hh_size`)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from setara.reference_checks.check import Check, Unsupported
from warehouse.engines.opening import open_engine

FACTOR = re.compile(r"\s*([*/])\s*")


@cache
def engine() -> ibis.BaseBackend:
    """DuckDB in memory, one thread, so that sums do not depend on timing."""
    return open_engine()


def rows(expression: ir.Table) -> list[dict[str, Any]]:
    """The rows of an expression."""
    return engine().to_pyarrow(expression).to_pylist()


def frame(table: pa.Table) -> ir.Table:
    """A table as Ibis takes it: columns that are all null become numbers."""
    fields = [f.with_type(pa.float64()) if pa.types.is_null(f.type) else f for f in table.schema]
    return ibis.memtable(table.cast(pa.schema(fields)))


def column(table: ir.Table, written: str | float) -> ir.Value:
    """A column by its name, a number, or a product or quotient of those. Raises Unsupported for anything else."""
    if isinstance(written, int | float):
        return ibis.literal(float(written))
    first, *rest = FACTOR.split(written.strip())
    value = _factor(table, first)
    for sign, factor in zip(rest[::2], rest[1::2], strict=True):
        other = _factor(table, factor)
        value = value * other if sign == "*" else value / other
    return value


def _factor(table: ir.Table, written: str) -> ir.Value:
    if written in table.columns:
        return table[written]
    try:
        return ibis.literal(float(written))
    except ValueError:
        raise Unsupported(f"no column {written!r}") from None


def inline(check: Check, **columns: str) -> ir.Table:
    """A table from lists in the parameters: `x="welfare"` puts the list params["x"] in the column welfare.

    A single number stands for every row. Names that the parameters lack give no column.
    """
    given = {name: check.params[key] for key, name in columns.items() if key in check.params}
    length = max((len(values) for values in given.values() if isinstance(values, list)), default=0)
    table = {name: _numbers(values, length) for name, values in given.items()}
    return frame(pa.table(table))


def _numbers(values: Any, length: int) -> pa.Array:
    repeated = values if isinstance(values, list) else [values] * length
    return pa.array([None if value is None else float(value) for value in repeated], pa.float64())
