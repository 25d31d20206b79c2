"""The league of village reporting: improvement first, and words that blame nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.core.reporting_progress import PROGRESS, reporting_progress
from warehouse import contract

A, B, C = "5371010001", "5371010002", "5371020001"
AS_OF = date(2025, 7, 15)
DONE, LATE, PARTLY, NOTHING = ("on_time", True), ("late", True), ("late", False), ("missing", False)


def monthly(village: str, *statuses: tuple[str, bool], source: str = "village_deaths") -> list[dict[str, Any]]:
    """Receipts of January, February, … 2025, each due on the 10th of the next month."""
    return [
        {
            "area_code_bps": village,
            "area_level": "village",
            "source_code": source,
            "period": f"2025-{month:02d}",
            "period_start": date(2025, month, 1),
            "period_end": date(2025, month, 28),
            "due_on": date(2025, month + 1, 10),
            "receipt_status": status,
            "is_complete": is_complete,
        }
        for month, (status, is_complete) in enumerate(statuses, start=1)
    ]


@pytest.fixture
def league(rows_of: Callable, areas: ir.Table) -> Callable:
    """Rows of the league by area and source, from receipts."""

    def run(*receipts: list[dict[str, Any]], as_of: date = AS_OF) -> dict[tuple[str, str], dict[str, Any]]:
        schema = contract.load("village_report_receipts").arrow_schema()
        rows = pa.Table.from_pylist([row for each in receipts for row in each], schema=schema)
        found = rows_of(reporting_progress(ibis.memtable(rows), areas, as_of))
        contract.load("village_reporting").conform(
            pa.Table.from_pylist(found, schema=contract.load("village_reporting").arrow_schema())
        )
        return {(row["area_code_bps"], row["source_code"]): row for row in found}

    return run


def test_three_months_are_compared_with_the_three_before(league: Callable) -> None:
    row = league(monthly(A, NOTHING, PARTLY, NOTHING, DONE, LATE, NOTHING))[A, "village_deaths"]
    assert (row["n_expected"], row["n_received"], row["n_on_time"], row["n_complete"]) == (3, 2, 1, 2)
    assert [row[f"{name}_pct"] for name in ("received", "on_time", "complete")] == pytest.approx(
        [200 / 3, 100 / 3, 200 / 3]
    )
    assert [row[f"former_{name}_pct"] for name in ("received", "on_time", "complete")] == pytest.approx([100 / 3, 0, 0])
    assert row["score_change_points"] == pytest.approx(500 / 9 - 100 / 9)
    assert (row["window_start"], row["window_end"]) == (date(2025, 4, 1), date(2025, 6, 28))
    assert (row["progress"], row["progress_id"], row["progress_en"]) == ("improved", "Membaik", "Improved")


def test_who_improved_most_comes_first_and_of_equals_who_is_better(league: Callable) -> None:
    rows = league(
        monthly(A, *[DONE] * 6),
        monthly(B, *[NOTHING] * 3, PARTLY, NOTHING, NOTHING),
        monthly(C, *[PARTLY] * 6),
    )
    assert [rows[village, "_T"]["improvement_rank"] for village in (B, A, C)] == [1, 2, 3]
    assert [rows[village, "_T"]["progress"] for village in (A, B, C)] == ["full", "improved", "steady"]


@pytest.mark.parametrize(
    ("months", "progress"),
    [
        ([DONE] * 6, "full"),
        ([PARTLY] * 6, "steady"),
        ([DONE] * 3 + [PARTLY] * 3, "slipped"),
        ([DONE] * 3 + [NOTHING] * 3, "silent"),
        ([NOTHING] * 6, "silent"),
        ([PARTLY] * 3, "first_window"),
        ([NOTHING] * 5 + [DONE], "improved"),
    ],
)
def test_what_became_of_reporting(league: Callable, months: list[tuple[str, bool]], progress: str) -> None:
    assert league(monthly(A, *months))[A, "_T"]["progress"] == progress


def test_a_month_counts_once_it_is_due(league: Callable) -> None:
    reports = monthly(A, *[NOTHING] * 3, DONE, DONE, DONE, NOTHING)
    assert league(reports, as_of=date(2025, 8, 9))[A, "_T"]["received_pct"] == 100
    assert league(reports, as_of=date(2025, 8, 10))[A, "_T"]["received_pct"] == pytest.approx(200 / 3)


def test_half_years_are_compared_with_the_one_before(league: Callable) -> None:
    halves = monthly(A, NOTHING, DONE, source="village_dropout")
    for number, row in enumerate(halves, start=1):
        row["period"] = f"2024-S{number}"
    row = league(halves)[A, "village_dropout"]
    assert (row["n_expected"], row["received_pct"], row["former_received_pct"]) == (1, 100, 0)


def test_villages_add_up_to_the_areas_that_hold_them(league: Callable) -> None:
    rows = league(monthly(A, *[DONE] * 6), monthly(B, *[NOTHING] * 6), monthly(C, *[DONE] * 6))
    counts = {area: (rows[area, "_T"]["n_received"], rows[area, "_T"]["n_expected"]) for area in ("5371010", "5371")}
    assert counts == {"5371010": (3, 6), "5371": (6, 9)}


def test_all_reports_together_are_their_sum(league: Callable) -> None:
    rows = league(monthly(A, *[DONE] * 6), monthly(A, *[NOTHING] * 6, source="village_epidemic"))
    assert (rows[A, "_T"]["n_received"], rows[A, "_T"]["n_expected"]) == (3, 6)
    assert rows[A, "village_epidemic"]["progress"] == "silent"


def test_no_word_blames() -> None:
    words = " ".join(text for both in PROGRESS.values() for text in both).lower()
    assert not [bad for bad in ("terburuk", "gagal", "malas", "worst", "bad", "fail", "lazy") if bad in words]
