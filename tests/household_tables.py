"""Small tables of households for tests, and the rows that a transform makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from warehouse.engines.opening import open_engine

ENGINE = open_engine()
GIVEN = "given_households"


def households(x: Sequence[float | None], w: Sequence[float | None] | None = None, **more: Sequence[Any]) -> pa.Table:
    """A row per household: welfare x, weight w (1 where none is given) and other columns."""
    weights = [1.0] * len(x) if w is None else w
    numbers = {"x": pa.array(x, pa.float64()), "w": pa.array(weights, pa.float64())}
    return pa.table({**numbers, **{name: pa.array(values) for name, values in more.items()}})


def rows(transform: Callable[..., ir.Table], table: pa.Table, *args: Any, **options: Any) -> list[dict[str, Any]]:
    """The rows of transform(table, *args, **options); compiled once per transform, arguments and columns."""
    schema = tuple(zip(table.column_names, (ibis.dtype(field.type) for field in table.schema), strict=True))
    sql = _compiled(transform, schema, args, tuple(options.items()))
    ENGINE.con.register(GIVEN, table)
    return ENGINE.con.execute(sql).to_arrow_table().to_pylist()


def one(transform: Callable[..., ir.Table], table: pa.Table, *args: Any, **options: Any) -> dict[str, Any]:
    (row,) = rows(transform, table, *args, **options)
    return row


@cache
def _compiled(transform: Callable[..., ir.Table], schema: tuple, args: tuple, options: tuple) -> str:
    given = ibis.table(dict(schema), name=GIVEN)
    return ibis.to_sql(transform(given, *args, **dict(options)), dialect="duckdb")
