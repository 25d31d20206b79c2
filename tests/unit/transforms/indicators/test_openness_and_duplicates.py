"""Reopened complaints, open distribution lists and records that stand twice, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.indicators.delivery import reopened_complaints
from transforms.indicators.duplicates import duplicates
from transforms.indicators.transparency import transparency
from warehouse.engines.opening import open_engine

ENGINE = open_engine()


def rows_of(expression: ir.Table) -> list[dict[str, Any]]:
    return ENGINE.to_pyarrow(expression).to_pylist()


def tickets(*days: tuple[int | None, int | None]) -> ir.Table:
    """Complaints by the January days of closing and reopening."""
    closed, reopened = ([day and date(2025, 1, day) for day in column] for column in zip(*days, strict=True))
    return ibis.memtable(
        pa.table({"first_closed": pa.array(closed, pa.date32()), "reopened": pa.array(reopened, pa.date32())})
    )


@pytest.mark.parametrize(
    ("days", "closed", "share", "status"),
    [
        ([(5, 9), (5, None), (7, 7), (None, None)], 3, 2 / 3, "ok"),
        ([(5, 21), (5, 4), (25, 26)], 2, 0, "ok"),  # reopened later, before it was closed, closed later
        ([(None, 3), (None, None)], 0, None, "empty"),
    ],
)
def test_reopened_are_of_those_that_were_closed(days: list, closed: int, share: float | None, status: str) -> None:
    (row,) = rows_of(reopened_complaints(tickets(*days), date(2025, 1, 20)))
    assert (row["n_closed"], row["reopened_share"], row["status"]) == (closed, pytest.approx(share), status)


def lists(*rows: tuple[int | None, float | None, float | None]) -> ir.Table:
    published, listed, distributed = zip(*rows, strict=True) if rows else ((), (), ())
    return ibis.memtable(
        pa.table(
            {
                "is_published": pa.array(published, pa.int64()),
                "listed": pa.array(listed, pa.float64()),
                "distributed": pa.array(distributed, pa.float64()),
            }
        )
    )


@pytest.mark.parametrize(
    ("rows", "published", "reconciled", "status"),
    [
        ([(1, 10, 10), (1, 10, 9), (0, 5, 5), (None, 5, None)], 2 / 4, 2 / 3, "ok"),
        ([(1, None, 4)], 1, None, "input_missing"),
        ([], None, None, "empty"),
    ],
)
def test_lists_are_published_and_reconciled(
    rows: list, published: float | None, reconciled: float | None, status: str
) -> None:
    (row,) = rows_of(transparency(lists(*rows)))
    assert row["published_share"] == pytest.approx(published)
    assert (row["reconciled_share"], row["status"]) == (pytest.approx(reconciled), status)


def records(*rows: tuple[str | None, str, float | None]) -> ir.Table:
    tokens, periods, amounts = zip(*rows, strict=True) if rows else ((), (), ())
    return ibis.memtable(
        pa.table(
            {
                "programme": pa.array(["p"] * len(rows), pa.string()),
                "token": pa.array(tokens, pa.string()),
                "period": pa.array(periods, pa.string()),
                "paid": pa.array(amounts, pa.float64()),
            }
        )
    )


def test_excess_records_by_hand() -> None:
    """Three of token a in January (200, 300, 300), b once in each month; one record has no token."""
    of_a = [("a", "01", paid) for paid in (200.0, 300.0, 300.0)]
    table = records(*of_a, ("b", "01", 50.0), ("b", "02", 50.0), (None, "01", 9.0))
    (row,) = rows_of(duplicates(table, "token", "paid", ["programme"], ["period"]))
    assert row == {
        "programme": "p",
        "n_records": 5,
        "n_without_token": 1,
        "n_excess": 2,
        "duplicate_rate": 2 / 5,
        "at_risk_idr": 500,
        "status": "ok",
    }
    (whole,) = rows_of(duplicates(table, "token", "paid", ["programme"]))
    assert (whole["n_excess"], whole["at_risk_idr"]) == (3, 550)


def test_records_without_tokens_are_no_duplicates() -> None:
    (row,) = rows_of(duplicates(records((None, "01", 5.0), (None, "01", 5.0)), "token", "paid", ["programme"]))
    assert (row["n_without_token"], row["duplicate_rate"], row["at_risk_idr"], row["status"]) == (
        2,
        None,
        None,
        "empty",
    )


@pytest.mark.parametrize(
    ("amounts", "at_risk", "status"),
    [((5.0, None), 0, "ok"), ((5.0, float("nan")), 0, "ok"), ((5.0, -5.0), None, "negative_values")],
)
def test_money_that_is_unknown_or_wrong(amounts: tuple, at_risk: float | None, status: str) -> None:
    table = records(*(("a", "01", amount) for amount in amounts))
    (row,) = rows_of(duplicates(table, "token", "paid", ["programme"]))
    assert (row["n_excess"], row["at_risk_idr"], row["status"]) == (1, at_risk, status)
