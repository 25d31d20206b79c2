"""Household records of a check: its columns of welfare, weight and line, rows that count, groups asked."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from setara.reference_checks.check import Check, Unsupported
from setara.reference_checks.frames import column, frame, rows

WELFARE, WEIGHT, LINE = "welfare_of_check", "weight_of_check", "line_of_check"
USUAL = {"welfare": "pcexp", "weight": "w_ind", "line": "pline"}
"""Columns that a check means where its parameters name none and its table has them."""
INLINE = {"welfare": "x", "weight": "w", "line": "line"}
LEFT_OUT_NULL = re.compile(r"(\w+)\s+(?:is\s+)?null\b", re.IGNORECASE)
LEFT_OUT_ZERO = re.compile(r"(\w+)\s*=\s*0\b")
SAID_WEIGHT = re.compile(r"weight\s*=\s*(\w+(?:\s*\*\s*\w+)*)")


def households(check: Check) -> ir.Table:
    """The check's rows with welfare_of_check, weight_of_check and line_of_check (null where there is no line).

    Rows that the parameter `exclude` names have the weight 0: the measures leave them out and count them. Raises
    Unsupported where no welfare is to be found.
    """
    table = frame(check.table() if check.data else inline_table(check))
    welfare, weight, line = (_written(check, table, role) for role in ("welfare", "weight", "line"))
    if welfare is None:
        raise Unsupported(f"{check.id} names no welfare")
    weights = column(table, 1 if weight is None else weight).cast("float64")
    is_left_out = _left_out(table, str(check.params.get("exclude") or ""))
    return table.mutate(
        **{
            WELFARE: column(table, welfare).cast("float64"),
            WEIGHT: ibis.ifelse(is_left_out, 0.0, weights * float(check.params.get("weight_multiplier", 1))),
            LINE: ibis.null("float64") if line is None else column(table, line).cast("float64"),
        }
    )


def _written(check: Check, table: ir.Table, role: str) -> str | float | None:
    if not check.data:
        return INLINE[role] if INLINE[role] in table.columns else None
    written = check.params.get(role)
    if written is None:
        return USUAL[role] if USUAL[role] in table.columns else None
    said = SAID_WEIGHT.search(str(check.params.get("exclude") or ""))
    return said.group(1) if role == "weight" and said and written not in (*table.columns, 1) else written


def _left_out(table: ir.Table, written: str) -> ir.BooleanValue:
    """Rows that `rows with pcexp NULL or w_hh=0 are excluded` means."""
    is_null = [table[name].isnull() for name in LEFT_OUT_NULL.findall(written) if name in table.columns]
    is_zero = [table[name] == 0 for name in LEFT_OUT_ZERO.findall(written) if name in table.columns]
    return ibis.or_(ibis.literal(False), *is_null, *is_zero)


def inline_table(check: Check) -> pa.Table:
    """The parameters that are numbers or lists of them, as columns; a number stands for every row."""
    params = {**check.params, **_generated(str(check.params.get("generator") or ""))}
    lists = {name: values for name, values in params.items() if _is_numbers(values)}
    length = max((len(values) for values in lists.values()), default=0)
    numbers = {name: [value] * length for name, value in params.items() if isinstance(value, int | float)}
    table = {name: pa.array(values, pa.float64()) for name, values in {**numbers, **lists}.items()}
    return pa.table(table)


def _is_numbers(values: Any) -> bool:
    return isinstance(values, list) and all(value is None or isinstance(value, int | float) for value in values)


def _generated(written: str) -> dict[str, Any]:
    """Columns written as `x=[0]*999+[1000], w=1`: lists, numbers, their sums and products, range(...)."""
    if not written:
        return {}
    call = ast.parse(f"columns({written})", mode="eval").body
    if not isinstance(call, ast.Call) or call.args:
        raise Unsupported(f"no data of the form {written!r}")
    return {str(keyword.arg): _value(keyword.value) for keyword in call.keywords}


def _value(node: ast.expr) -> Any:
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Mult() as sign, right=right):
            one, other = _value(left), _value(right)
            return one + other if isinstance(sign, ast.Add) else one * other
        case ast.Call(func=ast.Name(id="list"), args=[inner], keywords=[]):
            return _value(inner)
        case ast.Call(func=ast.Name(id="range"), args=bounds, keywords=[]):
            return list(range(*(_value(bound) for bound in bounds)))
        case ast.Constant() | ast.List() | ast.UnaryOp():
            return ast.literal_eval(node)
    raise Unsupported(f"no data of the form {ast.unparse(node)!r}")


def groups(check: Check) -> list[str]:
    """The columns that the parameter `by` names, outer first; none where it names none."""
    by = check.params.get("by") or []
    return [by] if isinstance(by, str) else list(by)


def in_order(expression: ir.Table, by: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of an expression in ascending order of their group."""
    return rows(expression.order_by(list(by)) if by else expression)


def asked_names(check: Check) -> list[str]:
    """The names of the values that a check asks for, of its first row where it asks for rows."""
    asked = check.asked
    if isinstance(asked, list):
        asked = asked[0] if asked else {}
    return list(asked) if isinstance(asked, dict) else []
