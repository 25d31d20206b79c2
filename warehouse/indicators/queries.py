"""The queries that compute an indicator, as expressions over tables that are named as their contracts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from transforms.indicators import published, survey_households
from warehouse import contract
from warehouse.indicators.definition_files import Definition
from warehouse.indicators.expressions import ComputedFrom, computed_values
from warehouse.indicators.household_queries import of_households
from warehouse.indicators.program_queries import MODULES, of_program_records
from warehouse.release.database import SCHEMAS

PUBLISHED_CLASSES = ("official", "official_via_copy")
SHOWN = (
    *("area_code_bps", "period", "sex", "breakdown", "breakdown_value", "value", "numerator", "denominator"),
    *("obs_status", "value_status", "source_code", "method_version", "known_from", "known_to"),
)
"""Columns of indicator_values that a query gives."""


def indicator_queries(definition: Definition) -> dict[str, ir.Table]:
    """Expressions that compute the values of an indicator, by the module that a definition names in computed_by."""
    code, makers = definition.code, definition.computed_by
    queries = {name: _published(code).select(SHOWN) for name in makers if name == published.__name__}
    queries |= {name: _only(rows, code).select(SHOWN) for name, rows in _computed().items() if name in makers}
    queries |= {name: of_households(code) for name in makers if name == survey_households.__name__}
    queries |= {name: _only(of_program_records(name), code).select(SHOWN) for name in makers if name in MODULES}
    return queries


def tables_read(expression: ir.Table) -> list[str]:
    """Names of the tables that an expression reads, with the schema of those that a release has."""
    return sorted({".".join((*_schema(table), table.name)) for table in expression.op().find(ops.UnboundTable)})


def _schema(table: ops.UnboundTable) -> tuple[str, ...]:
    return (table.namespace.database,) if table.namespace.database else ()


def contract_table(name: str) -> ir.Table:
    """A table of a contract without rows behind it; in its schema where a release has it."""
    table = contract.load(name)
    database = table.schema if table.schema in SCHEMAS else None
    return ibis.table(ibis.schema(table.arrow_schema()), name=name, database=database)


def _published(code: str) -> ir.Table:
    figures = contract_table("bps_values")
    return published.published_values(figures.filter(figures.indicator_code == code), contract_table("areas"))


@cache
def _computed() -> Mapping[str, ir.Table]:
    values = contract_table("indicator_values")
    of_publishers = values.filter(values.release_class.isin(PUBLISHED_CLASSES))
    others = (contract_table(name) for name in ("source_priority", "areas", "facts", "village_report_receipts"))
    return computed_values(ComputedFrom(of_publishers, *others))


def _only(rows: ir.Table, code: str) -> ir.Table:
    """The rows of one indicator; parts of a union that say of themselves that they are another's are left out."""
    parts = [part.to_expr() for part in _parts(rows.op()) if _constant(part, "indicator_code") in {None, code}]
    kept = ibis.union(*parts) if len(parts) > 1 else parts[0]
    is_known = all(_constant(part.op(), "indicator_code") == code for part in parts)
    return kept if is_known else kept.filter(kept.indicator_code == code)


def _parts(rows: Any) -> Iterator[Any]:
    if isinstance(rows, ops.Union):
        yield from _parts(rows.left)
        yield from _parts(rows.right)
    else:
        yield rows


def _constant(rows: Any, column: str) -> Any:
    """The one value that a column has by its definition; null where it depends on the rows."""
    value = rows.values[column]
    while isinstance(value, ops.Cast):
        value = value.arg
    if isinstance(value, ops.Field) and isinstance(value.rel, ops.Project | ops.Filter):
        return _constant(value.rel, value.name)
    return value.value if isinstance(value, ops.Literal) else None
