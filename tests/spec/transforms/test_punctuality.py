"""Beside an indicator from village reports stands how many of them were on time and complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from transforms.indicators.punctuality import with_punctuality
from warehouse import contract

REPORT = {"source_code": "village_deaths", "period": "2025-01"}
RECEIPTS = {
    "5371010001": ("on_time", True),
    "5371010002": ("on_time", False),
    "5371020001": ("late", True),
}


def table(name: str, rows: list[dict[str, Any]]) -> ir.Table:
    return ibis.memtable(pa.Table.from_pylist(rows, schema=contract.load(name).arrow_schema()))


def test_reports_of_an_area_on_time_and_complete(rows_of: Callable, areas: ir.Table) -> None:
    receipts = [
        {**REPORT, "area_code_bps": area, "receipt_status": status, "is_complete": is_complete}
        for area, (status, is_complete) in RECEIPTS.items()
    ]
    values = [
        {**REPORT, "area_code_bps": "5371", "known_from": date(2025, 2, 5), "known_to": date(2025, 2, 20)},
        {**REPORT, "area_code_bps": "5371", "known_from": date(2025, 2, 20)},
        {**REPORT, "area_code_bps": "5371010", "known_from": date(2025, 2, 5)},
        {**REPORT, "area_code_bps": "5371", "period": "2025-02", "known_from": date(2025, 3, 5)},
    ]
    found = rows_of(
        with_punctuality(table("indicator_values", values), table("village_report_receipts", receipts), areas)
    )
    names = ("area_code_bps", "period", "known_to", "n_reports_on_time", "n_reports_complete")
    assert {tuple(row[name] for name in names) for row in found} == {
        ("5371", "2025-01", date(2025, 2, 20), 2, None),
        ("5371", "2025-01", None, 2, 2),
        ("5371010", "2025-01", None, 2, 1),
        ("5371", "2025-02", None, None, None),
    }
