"""`mart.indicators_latest`: one value for each question, chosen by the declared priority of source and method.

It is a table and not a view: choosing needs a ranking, DuckDB 1.0 and 1.1 cannot read a view of an attached file, and
as a table it is published as Parquet too.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from warehouse import contract

_UNDECLARED = """
SELECT DISTINCT indicator_code, source_code, method_version
FROM indicator_values ANTI JOIN source_priority USING (indicator_code, source_code, method_version)
ORDER BY ALL
"""
_TIED = """
SELECT indicator_code, priority FROM source_priority
GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL
"""
_LATEST = """
SELECT
    v.*,
    indicators.name_id AS indicator_name_id,
    indicators.name_en AS indicator_name_en,
    areas.name_id AS area_name,
    parents.name_id AS parent_area_name
FROM indicator_values AS v
JOIN source_priority AS p USING (indicator_code, source_code, method_version)
LEFT JOIN indicators USING (indicator_code)
LEFT JOIN areas ON areas.area_code_bps = v.area_code_bps
LEFT JOIN areas AS parents ON parents.area_code_bps = areas.parent_area_code_bps
WHERE v.known_to IS NULL
QUALIFY rank() OVER (
    PARTITION BY v.indicator_code, v.area_code_bps, v.period, v.sex, v.breakdown, v.breakdown_value
    ORDER BY p.priority
) = 1
"""


class PriorityError(ValueError):
    """`source_priority` does not order the sources and methods of the values; the message names them."""


def indicators_latest(
    indicator_values: pa.Table, indicators: pa.Table, areas: pa.Table, source_priority: pa.Table
) -> pa.Table:
    """One row per indicator, area, period, sex and breakdown: the current vintage whose priority number is lowest.

    The first source wins even where its value is null: its status is the answer. PriorityError where a source and
    method of an indicator has no priority, or two share one.
    """
    with duckdb.connect(":memory:", config={"threads": 1}) as con:
        con.register("indicator_values", indicator_values)
        con.register("indicators", indicators)
        con.register("areas", areas)
        con.register("source_priority", source_priority)
        _refuse(con, _UNDECLARED, "without a priority (indicator, source, method)")
        _refuse(con, _TIED, "with the same priority twice (indicator, priority)")
        latest = con.sql(_LATEST).to_arrow_table()
    return latest.select(contract.load("indicators_latest").column_names)


def _refuse(con: duckdb.DuckDBPyConnection, rows_at_fault: str, what: str) -> None:
    found = con.execute(rows_at_fault).fetchall()
    if found:
        raise PriorityError(f"source_priority: {len(found)} {what}, the first {found[:5]}")
