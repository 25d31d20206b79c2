"""The shape that every indicator transform ends in: exactly the columns of the contract `indicator_values`."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from warehouse import contract


class ShapeError(ValueError):
    """An expression cannot become indicator rows; the message names the columns."""


def indicator_rows(expr: ir.Table, **defaults: Any) -> ir.Table:
    """`expr` with the columns of `indicator_values`, in their order and types.

    `defaults` gives columns that `expr` lacks, as Python scalars or Ibis values; None is a typed null. A column that is
    in neither becomes a typed null where the contract allows it. Other columns of `expr` are left behind.
    Raises ShapeError where a required column is in neither, where a default names no column of the contract, or where
    it would hide a column that `expr` has.
    """
    table = contract.load("indicator_values")
    strangers = sorted(set(defaults) - set(table.column_names))
    if strangers:
        raise ShapeError(f"no such columns in indicator_values: {strangers}")
    hidden = sorted(set(defaults) & set(expr.columns))
    if hidden:
        raise ShapeError(f"defaults would hide columns of the expression: {hidden}")
    absent = [c.name for c in table.columns if c.required and c.name not in expr.columns and c.name not in defaults]
    if absent:
        raise ShapeError(f"required columns are missing: {absent}")

    types = ibis.schema(table.arrow_schema())
    return expr.select(
        **{
            name: (expr[name] if name in expr.columns else _value(defaults.get(name), types[name])).cast(types[name])
            for name in table.column_names
        }
    )


def _value(value: Any, dtype: Any) -> ir.Value:
    if isinstance(value, ir.Value):
        return value
    return ibis.null(dtype) if value is None else ibis.literal(value, type=dtype)
