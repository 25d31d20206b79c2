"""The quarantine: every cell of a row that was rejected or held, as its sender wrote it, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

import pyarrow as pa
import pyarrow.compute as pc

from warehouse import contract

KEPT_BACK = ("rejected", "held")


def quarantined_cells(cells: pa.Table, row_fates: pa.Table, findings: pa.Table) -> pa.Table:
    """Rows of the contract `quarantined_cells`, from `staged_cells`, the fates of rows and the findings on them.

    The reasons of a row are the codes found on it and those found on its sheet as a whole.
    """
    kept_back = row_fates.filter(pc.is_in(row_fates["fate"], pa.array(KEPT_BACK))).drop_columns(["sheet_id"])
    joined = cells.join(kept_back, "row_id", join_type="inner")
    reasons = _reasons(findings, set(joined["row_id"].to_pylist()))
    codes = [
        ", ".join(sorted(reasons[sheet] | reasons[row]))
        for sheet, row in zip(joined["sheet_id"].to_pylist(), joined["row_id"].to_pylist(), strict=True)
    ]
    table = contract.load("quarantined_cells")
    return table.conform(joined.append_column("codes", pa.array(codes, pa.string())).select(table.column_names))


def _reasons(findings: pa.Table, rows: Set[str]) -> dict[str, set[str]]:
    """Codes by row key, by sheet key where no data row is meant (file, heading); warnings keep nothing back."""
    reasons: dict[str, set[str]] = defaultdict(set)
    for found in findings.filter(pc.not_equal(findings["severity"], "warn")).to_pylist():
        key = f"{found['file_sha256'][:16]}:{found['delivery_no']}:{found['sheet_no']}"
        row = f"{key}:{found['row_number']:05d}"
        reasons[row if row in rows else key].add(found["code"])
    return reasons
