"""Absorption, stage rates, lead times and complaints, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.indicators.delivery import complaint_durations, complaints, delivery, lead_durations, violations
from transforms.indicators.survival import kaplan_meier
from warehouse.engines.opening import open_engine

ENGINE = open_engine()
NUMBERS = ("budget", "realised", "allocated", "verified", "distributed", "received")
DATES = ("allocated_on", "verified_on", "distributed_on", "received_on")


def batches(*rows: tuple[Any, ...]) -> ir.Table:
    """Rows of programme, the NUMBERS, and days in January 2025 of the DATES (None: not yet)."""
    names = ("programme", *NUMBERS, *DATES)
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    arrays = {"programme": pa.array(columns["programme"])}
    arrays |= {name: pa.array(columns[name], pa.int64()) for name in NUMBERS}
    days = {name: [day and date(2025, 1, day) for day in columns[name]] for name in DATES}
    return ibis.memtable(pa.table(arrays | {name: pa.array(days[name], pa.date32()) for name in DATES}))


def rows_of(expression: ir.Table) -> list[dict[str, Any]]:
    return ENGINE.to_pyarrow(expression).to_pylist()


TWO = batches(("p", 100, 60, 10, 9, 8, 8, 1, 2, 12, 14), ("p", 300, 300, 30, 20, 0, 0, 1, 5, None, None))


def test_rates_are_ratios_of_sums() -> None:
    (row,) = rows_of(delivery(TWO))
    assert (row["absorption"], row["is_overspent"]) == (0.9, False)
    assert (row["verified_rate"], row["distributed_rate"]) == (29 / 40, 8 / 29)
    assert (row["received_rate"], row["end_to_end_rate"]) == (1, 8 / 40)


def test_lead_times_are_of_what_arrived_and_the_rest_is_counted() -> None:
    (row,) = rows_of(delivery(TWO))
    assert (row["lead_verified_distributed_median"], row["lead_allocated_received_p90"]) == (10, 13)
    assert (row["not_distributed"], row["not_received"]) == (1, 1)
    counts = rows_of(lead_durations(TWO, "verified", "distributed", date(2025, 1, 31)).order_by("days"))
    assert counts == [{"days": 10, "events": 1, "censored": 0}, {"days": 26, "events": 0, "censored": 1}]


def test_quantiles_lie_between_values_as_in_type_7() -> None:
    rows = [("p", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 + days) for days in (0, 10, 20, 24)]
    (row,) = rows_of(delivery(batches(*rows)))
    assert (row["lead_allocated_received_median"], row["lead_allocated_received_p90"]) == (15, pytest.approx(22.8))


def test_a_stage_above_the_one_before_is_a_violation() -> None:
    table = batches(("p", 1, 1, 10, 11, 8, 9, 1, 1, 1, 1), ("q", 1, 1, 10, 10, 10, 10, 1, 1, 1, 1))
    (row,) = rows_of(delivery(table))
    assert [row[f"violations_{stage}"] for stage in ("verified", "distributed", "received")] == [1, 0, 1]
    found = sorted((row["programme"], row["stage"], row["excess"]) for row in rows_of(violations(table)))
    assert found == [("p", "received", 1), ("p", "verified", 1)]


def test_programmes_stand_alone_and_in_order() -> None:
    table = batches(("q", 0, 0, 0, 0, 0, 0, 1, 1, 1, 1), ("p", 10, 20, 1, 1, 1, None, 1, 1, 1, 1))
    first, second = rows_of(delivery(table, ["programme"]))
    assert (first["programme"], first["absorption"], first["is_overspent"]) == ("p", 2, True)
    assert (first["received_rate"], second["absorption"], second["verified_rate"]) == (None, None, None)


AS_OF = date(2025, 1, 31)


def tickets(*days: tuple[int, int | None]) -> ir.Table:
    opened = [date(2025, 1, day) for day, _ in days]
    closed = [end and date(2025, 1 + (end > 31), end - 31 * (end > 31)) for _, end in days]
    return ibis.memtable(pa.table({"opened": opened, "closed": pa.array(closed, pa.date32())}))


def test_old_open_complaints_are_failures_and_young_ones_wait() -> None:
    (row,) = rows_of(complaints(tickets((1, 10), (1, 20), (1, None), (25, None), (25, 26)), AS_OF, 14))
    assert (row["n"], row["closed_share"]) == (5, 0.6)
    assert (row["sla_due"], row["sla_share"]) == (3, pytest.approx(1 / 3))


def test_what_was_closed_after_the_day_was_open_on_it() -> None:
    (row,) = rows_of(complaints(tickets((10, 33), (1, 3)), AS_OF, 14))
    assert row["closed_share"] == 0.5
    counts = rows_of(complaint_durations(tickets((10, 33), (1, 3)), AS_OF).order_by("days"))
    assert counts == [{"days": 2, "events": 1, "censored": 0}, {"days": 21, "events": 0, "censored": 1}]


def test_no_complaint_is_no_share() -> None:
    (row,) = rows_of(complaints(tickets((20, None)), date(2025, 1, 10), 14))
    assert (row["n"], row["closed_share"], row["sla_share"]) == (0, None, None)


def test_survival_by_hand() -> None:
    """At risk 5, 4, 2: S = 4/5, 4/5 · 3/4, 4/5 · 3/4 · 1/2."""
    found = kaplan_meier([1, 3, 3, 6, 9], [1, 1, 0, 1, 0], [0, 0, 1, 0, 1])
    assert found.days.tolist() == [1, 3, 6]
    assert found.open_share == pytest.approx([0.8, 0.6, 0.3])
    assert (found.median(), found.over_within(3), found.over_within(0)) == (6, pytest.approx(0.4), 0)
    assert found.over_within(10) is None


def test_the_median_without_censoring_is_the_usual_one() -> None:
    assert kaplan_meier([2, 4, 6, 8], [1] * 4, [0] * 4).median() == 5
    assert kaplan_meier([2, 4, 9], [1] * 3, [0] * 3).median() == 4


def test_a_median_that_was_not_reached_is_none() -> None:
    assert kaplan_meier([1, 2], [1, 0], [0, 3]).median() is None
    assert kaplan_meier([], [], []).median() is None
    assert kaplan_meier([], [], []).over_within(5) is None
