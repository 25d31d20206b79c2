"""Where the broken rows of a rule are, with the values for its text: SQL over the view of its table."""

from __future__ import annotations

from collections.abc import Collection

from expectations.rule import CELL, PLACE, VERDICT, Rule, argument

HEADER = "header"
"""Status of the cell of a header, which is given where not every data cell is (microdata)."""
ADDRESSES = f"""
LEFT JOIN (SELECT row_id, column_name, cell AS own_cell FROM staged_cells WHERE cell_status <> '{HEADER}')
    USING (row_id, column_name)
LEFT JOIN (
    SELECT sheet_id, column_name, regexp_extract(cell, '^([A-Z]+)', 1) AS letter
    FROM staged_cells WHERE cell_status = '{HEADER}'
) USING (sheet_id, column_name)"""
"""The cell of a wide row is found by its row and column, or under the cell of its header."""
IN_ITS_CELL = "coalesce(CAST(nullif(regexp_extract(cell, '(?:^|, )[A-Z]+([0-9]+)$', 1), '') AS BIGINT), 0)"
"""A sheet has no row, and its row number is that of the cell it is about; a cell of the cover is on another sheet."""


def findings_query(rule: Rule, number: int, view: str, columns: Collection[str]) -> str:
    """Columns PLACE and arguments, in the order of `rule.args`, of the rows that break the rule of that number.

    `view` is that of `judged_query`, quoted, and `columns` are those of PLACE that it has.
    """
    arguments = [argument(number, name) for name in rule.args]
    kept = ["sheet_id", "area_code_bps", "period", *({"row_id", "row_number"} & set(columns)), *arguments]
    broken = f"SELECT {', '.join([*kept, *_own(rule, number, columns)])} FROM {view} WHERE {VERDICT}{number}"
    if rule.column:
        broken = f"SELECT *, coalesce(own_cell, letter || row_number, '') AS cell FROM ({broken}){ADDRESSES}"
    completed = {"row_id": "NULL", "row_number": IN_ITS_CELL}
    place = [name if name in {*columns, "cell", "column_name"} else f"{completed[name]} AS {name}" for name in PLACE]
    return f"SELECT {', '.join([*place, *arguments])} FROM ({broken}) ORDER BY sheet_id, row_id, cell, column_name"


def _own(rule: Rule, number: int, columns: Collection[str]) -> list[str]:
    """Cell and column at fault, as far as the judged row or the rule itself says."""
    if rule.column:
        return [f"'{rule.column}' AS column_name"]
    cell = f"{CELL}{number}" if rule.cell else "cell" if "cell" in columns else "''"
    return [f"coalesce({cell}, '') AS cell", "column_name" if "column_name" in columns else "'' AS column_name"]
