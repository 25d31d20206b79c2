"""Expected reports and what came of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.core.periods import periods
from transforms.core.receipts import calendar, receipts, schedule
from warehouse import contract

DUE_ON = date(2025, 2, 10)
A, B, C = "5371010001", "5371010002", "5371020001"


def delivery(area: str, received_on: date, fate: str, *, has_figure: bool = True) -> dict:
    return {
        "has_figure": has_figure,
        "area_code_bps": area,
        "source_code": "village_deaths",
        "period": "2025-01",
        "received_on": received_on,
        "fate": fate,
    }


@pytest.fixture
def due(table_of: Callable) -> ir.Table:
    return table_of(
        [
            {
                "source_code": "village_deaths",
                "period": "2025-01",
                "period_start": date(2025, 1, 1),
                "period_end": date(2025, 1, 31),
                "due_on": DUE_ON,
            }
        ]
    )


def test_statuses(rows_of: Callable, table_of: Callable, areas: ir.Table, due: ir.Table) -> None:
    came = [
        delivery(A, DUE_ON, "loaded"),
        delivery(A, date(2025, 3, 1), "loaded"),
        delivery(B, date(2025, 2, 11), "loaded"),
        delivery(B, date(2025, 2, 1), "held"),
    ]
    rows = rows_of(receipts(table_of(came), due, areas))
    assert {row["area_code_bps"]: (row["receipt_status"], row["received_on"]) for row in rows} == {
        A: ("on_time", DUE_ON),
        B: ("late", date(2025, 2, 11)),
        C: ("missing", None),
    }


def test_what_was_taken_back_makes_no_later_figures_punctual(
    rows_of: Callable, table_of: Callable, areas: ir.Table, due: ir.Table
) -> None:
    """A: of another month, taken back with TA, then the right one. B: nothing after TA. C: TA, and figures later."""
    in_time, later, last = date(2025, 2, 5), date(2025, 2, 20), date(2025, 3, 5)
    came = [
        delivery(A, in_time, "loaded"),
        delivery(A, date(2025, 2, 7), "loaded", has_figure=False),
        delivery(A, later, "loaded"),
        delivery(A, last, "loaded"),
        delivery(B, in_time, "loaded"),
        delivery(B, later, "loaded", has_figure=False),
        delivery(C, in_time, "loaded", has_figure=False),
        delivery(C, later, "loaded"),
    ]
    rows = rows_of(receipts(table_of(came), due, areas))
    assert {row["area_code_bps"]: (row["receipt_status"], row["received_on"]) for row in rows} == {
        A: ("late", later),
        B: ("on_time", in_time),
        C: ("late", later),
    }


def test_first_and_last_receipt_count_whatever_came_of_them(
    rows_of: Callable, table_of: Callable, areas: ir.Table, due: ir.Table
) -> None:
    first, last = date(2025, 2, 1), date(2025, 3, 9)
    came = [delivery(A, first, "rejected"), delivery(A, DUE_ON, "loaded"), delivery(A, last, "duplicate")]
    row, _, silent = rows_of(receipts(table_of(came), due, areas))
    assert (row["first_received_on"], row["received_on"], row["last_received_on"]) == (first, DUE_ON, last)
    assert (silent["first_received_on"], silent["last_received_on"]) == (None, None)


def test_held_goes_before_rejected(rows_of: Callable, table_of: Callable, areas: ir.Table, due: ir.Table) -> None:
    came = [delivery(A, DUE_ON, "rejected"), delivery(A, DUE_ON, "held"), delivery(B, DUE_ON, "rejected")]
    rows = rows_of(receipts(table_of(came), due, areas))
    assert [row["receipt_status"] for row in rows] == ["held", "rejected", "missing"]


def test_the_calendar_counts_receipts(rows_of: Callable, table_of: Callable, areas: ir.Table, due: ir.Table) -> None:
    came = [delivery(A, DUE_ON, "loaded"), delivery(B, date(2025, 2, 11), "loaded")]
    rows = rows_of(calendar(receipts(table_of(came), due, areas)))
    counts = {name: value for name, value in rows[0].items() if name.startswith("n_")}
    assert counts == {"n_expected": 3, "n_received": 2, "n_on_time": 1, "n_late": 1, "n_missing": 1}
    contract.load("calendar").conform(pa.Table.from_pylist(rows))


def test_only_village_reports_of_begun_periods_are_due(rows_of: Callable, table_of: Callable) -> None:
    sheet = {
        "family": "village_reports",
        "source": "village_deaths",
        "period": "2025-01",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "due_on": DUE_ON,
        "received_on": date(2025, 2, 3),
    }
    sheets = [
        sheet,
        sheet | {"received_on": date(2025, 2, 4)},
        sheet | {"period": "2027-01", "period_start": date(2027, 1, 1)},
        sheet | {"source": None, "period": "2025-02"},
        sheet | {"source": "village_facilities", "period": "2025-02", "due_on": None},
        sheet | {"source": "program_budgets", "family": "program_records"},
        sheet | {"source": "complaints"},
    ]
    table = pa.Table.from_pylist(sheets)
    assert [
        (row["source_code"], row["period"])
        for row in rows_of(schedule(ibis.memtable(table), ("village_deaths", "village_facilities")))
    ] == [("village_deaths", "2025-01")]


def test_periods_in_use_with_their_frequency(rows_of: Callable, table_of: Callable) -> None:
    def used(*codes: str) -> ir.Table:
        days = {"period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}
        return table_of([{"period": code, **days} for code in codes])

    rows = rows_of(periods(used("2025", "2025-S1"), used("2025-Q1", "2025-01", "2025")))
    assert {row["period"]: row["frequency"] for row in rows} == {
        "2025": "A",
        "2025-S1": "S",
        "2025-Q1": "Q",
        "2025-01": "M",
    }
    assert len(rows) == 4
