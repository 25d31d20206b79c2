"""Rows that are kept back stay as they were written, with their reasons."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from expectations.quarantine import quarantined_cells
from warehouse import contract

SHA = "a" * 64
SHEET = f"{'a' * 16}:1:1"


def staged(row: int, column: str, raw: str) -> dict[str, Any]:
    return {
        "row_id": f"{SHEET}:{row:05d}",
        "sheet_id": SHEET,
        "row_number": row,
        "cell": f"B{row}",
        "column_name": column,
        "raw": raw,
        "cell_status": "ok",
    }


def found(code: str, severity: str, row: int) -> dict[str, Any]:
    words = dict.fromkeys(("message_id", "message_en", "next_step_id", "next_step_en", "column_name", "cell"), "")
    place = {"file_sha256": SHA, "delivery_no": 1, "sheet_no": 1, "row_number": row, "detail_no": 1}
    return {"code": code, "severity": severity, "family": "village_reports", **place, **words}


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=contract.load(name).arrow_schema())


def test_a_row_kept_back_shows_what_was_written_and_why_and_a_loaded_row_is_not_there() -> None:
    cells = table(
        "staged_cells", [staged(4, "coverage", "sepuluh"), staged(5, "coverage", "90"), staged(6, "coverage", "1.234")]
    )
    fates = pa.table(
        {
            "row_id": [f"{SHEET}:{row:05d}" for row in (4, 5, 6)],
            "sheet_id": [SHEET] * 3,
            "source": ["village_immunisation"] * 3,
            "fate": ["rejected", "loaded", "held"],
        }
    )
    findings = table(
        "findings",
        [
            found("N01", "reject", 4),
            found("N02", "ask", 6),
            found("P05", "ask", 0),
            found("P03", "warn", 0),
            found("T01", "reject", 1),
        ],
    )
    kept = quarantined_cells(cells, fates, findings).to_pylist()
    assert [(row["raw"], row["fate"], row["codes"], row["cell"]) for row in kept] == [
        ("sepuluh", "rejected", "N01, P05, T01", "B4"),
        ("1.234", "held", "N02, P05, T01", "B6"),
    ]
