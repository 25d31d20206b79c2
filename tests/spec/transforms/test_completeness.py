"""How complete a village report is: needed cells that are filled in what was loaded of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.core.completeness import completeness, with_completeness
from transforms.core.receipts import receipts
from warehouse import contract
from warehouse.needed_columns import needed_columns

A, B, C = "5371010001", "5371010002", "5371020001"
REPORT = {"source_code": "village_facilities", "period": "2025-01"}
JANUARY = {"period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31), "due_on": date(2025, 2, 10)}
NEEDED = 3
"""Cells that this report needs in a row: name, category and number of facilities."""


@pytest.fixture
def shares(rows_of: Callable, table_of: Callable) -> Callable:
    """completeness_pct of village A from rows (file, fate, statuses of its needed cells)."""

    def run(*rows: tuple[str, str, list[str]]) -> float:
        shared = {**REPORT, "area_code_bps": A, "delivery_no": 1, "n_needed": NEEDED}
        read = [
            shared | {"row_id": f"{n}", "file_sha256": file, "fate": fate, "n_given": statuses.count("ok")}
            for n, (file, fate, statuses) in enumerate(rows)
        ]
        cells = [{"row_id": f"{n}", "cell_status": status} for n, row in enumerate(rows) for status in row[2]]
        (found,) = rows_of(completeness(table_of(read), table_of(cells)))
        return float(found["completeness_pct"])

    return run


FULL = ["ok", "ok", "ok"]


@pytest.mark.parametrize(
    ("rows", "share", "why"),
    [
        ([("a", "loaded", FULL)], 100, "all is filled"),
        ([("a", "loaded", ["ok", "ok", "not_available"])], 100, "TA is an answer"),
        ([("a", "loaded", ["ok", "ok", "blank"])], 200 / 3, "a blank is none"),
        ([("a", "loaded", ["ok", "ok"])], 200 / 3, "a column that the form lacks is not filled either"),
        ([("a", "loaded", FULL), ("a", "rejected", ["ok", "ok", "not_number"])], 50, "one of two rows was loaded"),
        ([("a", "held", FULL)], 0, "what is held is not loaded"),
        ([("a", "loaded", FULL), ("a", "rejected", FULL), ("b", "loaded", FULL)], 100, "the row was sent again alone"),
        ([("a", "loaded", FULL), ("b", "duplicate", FULL), ("b", "loaded", FULL)], 100, "unchanged rows are in force"),
        ([("a", "loaded", FULL), ("b", "rejected", FULL)], 100, "a later file takes nothing back"),
    ],
)
def test_the_share_of_needed_cells_filled(
    shares: Callable, rows: list[tuple[str, str, list[str]]], share: float, why: str
) -> None:
    assert shares(*rows) == pytest.approx(share), why


def test_a_receipt_says_how_complete_it_is(rows_of: Callable, table_of: Callable, areas: ir.Table) -> None:
    came = [
        {**REPORT, "area_code_bps": area, "received_on": date(2025, 2, 3), "fate": fate, "has_figure": True}
        for area, fate in ((A, "loaded"), (B, "rejected"))
    ]
    known = [{**REPORT, "area_code_bps": area, "completeness_pct": 100.0} for area in (A, B)]
    told = receipts(table_of(came), table_of([{**REPORT, **JANUARY}]), areas)
    rows = rows_of(with_completeness(told, table_of(known)))
    assert {row["area_code_bps"]: (row["completeness_pct"], row["is_complete"]) for row in rows} == {
        A: (100, True),
        B: (0, False),
        C: (None, False),
    }
    contract.load("village_report_receipts").conform(pa.Table.from_pylist(rows))


@pytest.mark.parametrize(
    ("source", "columns"),
    [
        ("village_facilities", {"facility_name", "facility_category", "facility_count"}),
        ("village_deaths", {"maternal_deaths", "infant_deaths"}),
        ("village_epidemic", {"patients", "disease"}),
    ],
)
def test_a_report_needs_its_numbers_and_what_they_are_about(source: str, columns: set[str]) -> None:
    assert columns <= set(needed_columns(source))
    assert "area_code_bps" not in needed_columns(source)
