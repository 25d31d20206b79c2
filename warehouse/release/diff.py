"""What differs between the figures of two releases, from their Parquet alone: each release stays what it was."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse import contract
from warehouse.release.parquet import parquet_path

TABLE = "indicator_values"
KINDS = ("revised", "new", "withdrawn", "suppressed", "status", "indicator_added", "indicator_removed")
SAME_WITHIN = 1e-9
"""Relative: another engine adds in another order, which is no revision."""

_CURRENT = """
CREATE TEMP VIEW {name} AS
SELECT *, concat_ws(' ', obs_status, conf_status, value_status) AS status
FROM read_parquet({path}) WHERE known_to IS NULL
"""
_CHANGES = f"""
WITH both_releases AS (
    SELECT {{key}}, coalesce(n.unit, o.unit) AS unit,
        o.value AS old_value, n.value AS new_value, o.status AS old_status, n.status AS new_status,
        o.known_from AS old_known_from, n.known_from AS new_known_from, n.conf_status AS new_conf_status
    FROM o FULL JOIN n USING ({{key}})
), told AS (
    SELECT *, CASE
        WHEN indicator_code NOT IN (SELECT indicator_code FROM o) THEN 'indicator_added'
        WHEN indicator_code NOT IN (SELECT indicator_code FROM n) THEN 'indicator_removed'
        WHEN old_value IS NULL AND new_value IS NOT NULL THEN 'new'
        WHEN old_value IS NOT NULL AND new_value IS NULL THEN
            CASE WHEN new_conf_status <> 'F' THEN 'suppressed' ELSE 'withdrawn' END
        WHEN abs(new_value - old_value) > {SAME_WITHIN} * greatest(abs(new_value), abs(old_value)) THEN 'revised'
        WHEN old_status IS DISTINCT FROM new_status THEN 'status'
    END AS kind
    FROM both_releases
)
SELECT kind, * EXCLUDE (kind, new_conf_status) FROM told WHERE kind IS NOT NULL ORDER BY ALL
"""


def changes(older: Path, newer: Path) -> pa.Table:
    """A row per figure that is not the same in the current vintages of two releases; the Parquet folder of each.

    A figure is told apart by the key of indicator_values without its vintage, so that another source or method is
    another figure. Columns: kind (one of KINDS), that key, unit, old_value, new_value, old_status, new_status
    (obs_status, conf_status and value_status in one text), old_known_from, new_known_from; null where a release has
    no such figure. Rows are in their own order.

    revised: another value. new: a value where there was none. withdrawn, suppressed: none where there was one.
    status: the same value, or still none, under another status. indicator_added, indicator_removed: every figure of an
    indicator that one of the releases does not have at all.
    """
    key = ", ".join(name for name in contract.load(TABLE).key if name != "known_from")
    with duckdb.connect(":memory:", config={"threads": 1}) as con:
        for name, folder in (("o", older), ("n", newer)):
            path = str(parquet_path(folder, contract.load(TABLE))).replace("'", "''")
            con.execute(_CURRENT.format(name=name, path=f"'{path}'"))
        return con.sql(_CHANGES.format(key=key)).to_arrow_table()
